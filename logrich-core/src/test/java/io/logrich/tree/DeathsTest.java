package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process of the tree has died, and its parent says so in time, late or never. */
class DeathsTest {
    private static final long PID = ProcessHandle.current().pid();
    private static final long AN_HOUR = 3_600_000;

    @TempDir
    Path directory;

    private TreeDirectory tree;
    private Village village;
    private long start;

    @BeforeEach
    void letOneDie() throws Exception {
        tree = TreeDirectory.at(directory.resolve("tree"));
        Villager villager = Villager.born(tree);
        start = villager.startMillis();
        assertThat(start).isPositive();
        villager.dies();
        village = new Village(tree);
        village.settle();
        assertThat(village.told).isEmpty();
    }

    @AfterEach
    void close() {
        village.close();
    }

    @Test
    void an_exit_code_that_comes_in_time_is_told() throws Exception {
        village.now += Deaths.PATIENCE_NANOS / 2;
        village.deaths.exited(new ExitNote(PID, start, 137, "java"));
        assertThat(village.round()).isTrue();
        assertThat(village.told).singleElement().asString().contains("(worker) ended: exit code 137");
    }

    @Test
    void an_exit_code_of_somebody_who_does_not_know_the_start_is_believed() throws Exception {
        village.deaths.exited(new ExitNote(PID, 0, 137, "java"));
        village.settle();
        assertThat(village.told).singleElement().asString().contains("(worker) ended: exit code 137");
    }

    @Test
    void an_exit_code_that_comes_late_makes_no_second_obituary() throws Exception {
        village.now += Deaths.PATIENCE_NANOS + 1;
        village.settle();
        assertThat(village.told)
                .singleElement()
                .asString()
                .contains("(worker) ended: without closing, exit code unknown");
        village.deaths.exited(new ExitNote(PID, start, 137, "java"));
        village.deaths.tell(village.members, true);
        assertThat(village.told).hasSize(1);
    }

    @Test
    void an_exit_code_of_an_earlier_process_with_the_same_pid_is_not_taken_for_that_of_this_one() throws Exception {
        village.deaths.exited(new ExitNote(PID, start - AN_HOUR, 3, "earlier"));
        village.settle();
        assertThat(village.told).isEmpty();
        village.now += Deaths.PATIENCE_NANOS + 1;
        village.settle();
        assertThat(village.told)
                .containsExactlyInAnyOrder(
                        "ERROR process " + PID + " (earlier) ended: exit code 3",
                        "ERROR process " + PID + " (worker) ended: without closing, exit code unknown;"
                                + " accepted 0, dropped 0, delivered 0");
    }

    @Test
    void an_exit_code_of_a_later_process_with_the_same_pid_is_not_swallowed_by_this_ones_obituary() throws Exception {
        village.now += Deaths.PATIENCE_NANOS + 1;
        village.settle();
        village.deaths.exited(new ExitNote(PID, start + AN_HOUR, 3, "later"));
        village.now += Deaths.PATIENCE_NANOS + 1;
        village.settle();
        assertThat(village.told).hasSize(2).contains("ERROR process " + PID + " (later) ended: exit code 3");
    }

    @Test
    void a_program_that_is_not_ours_gets_its_obituary_after_a_while() throws Exception {
        village.deaths.exited(new ExitNote(PID + 1, start, 3, "sh"));
        village.settle();
        assertThat(village.told).isEmpty();
        village.now += Deaths.PATIENCE_NANOS + 1;
        village.settle();
        assertThat(village.told).contains("ERROR process " + (PID + 1) + " (sh) ended: exit code 3");
    }

    @Test
    void an_exit_code_waits_for_as_long_as_its_process_lives_or_is_being_read() throws Exception {
        village.now += Deaths.PATIENCE_NANOS + 1;
        village.settle();
        village.told.clear();
        Villager second = Villager.born(tree).logs(3);
        village.settle();
        village.deaths.exited(new ExitNote(PID, start, 7, "java"));
        village.now += Deaths.PATIENCE_NANOS + 1;
        village.settle();
        assertThat(village.told).isEmpty();
        second.dies();
        village.settle();
        assertThat(village.told).singleElement().asString().contains("exit code 7", "accepted 3");
    }

    @Test
    void at_the_end_everything_is_told_at_once() throws Exception {
        village.deaths.exited(new ExitNote(PID + 1, 0, 3, "sh"));
        village.deaths.tell(village.members, true);
        assertThat(village.told).hasSize(2);
    }
}
