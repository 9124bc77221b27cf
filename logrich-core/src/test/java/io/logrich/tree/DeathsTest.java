package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.diagnostics.Diagnostics;
import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.lane.LaneContext;
import io.logrich.lane.LaneSet;
import io.logrich.lane.Losses;
import io.logrich.settings.QueueSettings;
import io.logrich.spool.Ring;
import io.logrich.spool.RingHeader;
import io.logrich.spool.Spool;
import io.logrich.spool.WriterSlots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process of the tree has died, and its parent says so in time, late or never. */
class DeathsTest {
    private static final int CAPACITY = 64 * 1024;
    private static final long PID = ProcessHandle.current().pid();

    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();
    private final Deaths deaths = new Deaths((level, message, extra) -> told.add(message), () -> this.now);
    private long now = 1;
    private Members members;

    @BeforeEach
    void letOneDie() throws Exception {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        WriterSlots slots = new WriterSlots();
        String name = "{\"name\":\"worker\"}";
        OwnRun.open(tree, new UUID(1, 1), CAPACITY, RingHeader.ROLE_RING, 0, name, slots, 1000, true)
                .run()
                .close();
        Losses losses = new Losses(new SeverityMonitor());
        Diagnostics diagnostics = new Diagnostics(null);
        LaneSet lanes = new LaneSet(new LaneContext(
                QueueSettings.DEFAULT, diagnostics, losses, () -> now, () -> 0.5, () -> false, () -> {}));
        Ring log = Ring.anonymous(OwnRun.anonymousHeader(new UUID(2, 2), CAPACITY, "{}"), slots, 1000);
        TreeLogWriter writer = new TreeLogWriter(new Spool(log, slots), lanes, losses);
        members = new Members(tree, new UUID(2, 2), writer, Map.of(), diagnostics);
        members.discover();
        members.turn();
        members.findDead(true);
        assertThat(members.drained()).hasSize(1);
    }

    @Test
    void an_exit_code_that_comes_in_time_is_told() throws Exception {
        assertThat(deaths.tell(members, false)).isFalse();
        now += Deaths.PATIENCE_NANOS / 2;
        deaths.exited(new ExitNote(PID, 137, "java"));
        assertThat(deaths.tell(members, false)).isTrue();
        assertThat(told).singleElement().asString().contains("(worker) ended: exit code 137");
    }

    @Test
    void an_exit_code_that_comes_late_makes_no_second_obituary() throws Exception {
        deaths.tell(members, false);
        now += Deaths.PATIENCE_NANOS + 1;
        deaths.tell(members, false);
        assertThat(told).singleElement().asString().contains("(worker) ended: without closing, exit code unknown");
        deaths.exited(new ExitNote(PID, 137, "java"));
        deaths.tell(members, true);
        assertThat(told).hasSize(1);
    }

    @Test
    void a_program_that_is_not_ours_gets_its_obituary_after_a_while() throws Exception {
        deaths.exited(new ExitNote(PID + 1, 3, "sh"));
        deaths.tell(members, false);
        assertThat(told).isEmpty();
        now += Deaths.PATIENCE_NANOS + 1;
        deaths.tell(members, false);
        assertThat(told).contains("process " + (PID + 1) + " (sh) ended: exit code 3");
    }

    @Test
    void at_the_end_everything_is_told_at_once() throws Exception {
        deaths.exited(new ExitNote(PID + 1, 3, "sh"));
        deaths.tell(members, true);
        assertThat(told).hasSize(2);
    }
}
