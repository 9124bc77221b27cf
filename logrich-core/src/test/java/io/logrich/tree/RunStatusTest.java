package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LogLevel;
import io.logrich.lane.LaneState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStatusTest {
    private static final RunStatus STATUS = new RunStatus(
            List.of(
                    RunStatus.LaneNote.of(
                            new LaneState("console", LogLevel.INFO, LaneState.Condition.OK, null), null, 1000),
                    RunStatus.LaneNote.of(
                            new LaneState("file:/x", LogLevel.DEBUG, LaneState.Condition.FAILING, "?"),
                            "full \"x\"",
                            2)),
            Map.of("queue_full", 7L),
            Map.of("file:/x", Map.of("evicted", 3L)));

    @TempDir
    Path directory;

    private RunDirectory run;

    @BeforeEach
    void a_run() {
        run = new RunDirectory(directory, new UUID(1, 2));
    }

    @Test
    void is_read_as_written_and_is_this_user_s_alone() throws IOException {
        assertThat(RunStatus.read(run)).isNull();
        STATUS.write(run);
        assertThat(RunStatus.read(run)).isEqualTo(STATUS);
        assertThat(Files.getPosixFilePermissions(run.status())).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"version\":2}", "{\"lanes\":[]}", "{\"version\":1} x"})
    void what_is_no_status_is_said(String text) throws IOException {
        SecureFiles.write(run.status(), text);
        assertThatThrownBy(() -> RunStatus.read(run))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":1}",
                "{\"version\":1,\"lanes\":{},\"dropped\":[],\"lost\":7}",
                "{\"version\":1,\"lanes\":[1,null,[]],\"dropped\":{\"a\":\"b\",\"c\":1.5,\"d\":null},\"lost\":{}}",
            })
    void what_makes_no_sense_is_left_out(String text) throws IOException {
        SecureFiles.write(run.status(), text);
        assertThat(RunStatus.read(run)).isEqualTo(new RunStatus(List.of(), Map.of(), Map.of()));
    }

    @Test
    void what_a_liar_writes_is_bounded() throws IOException {
        String lane =
                "{\"name\":\"" + "n".repeat(2000) + "\",\"trouble\":\"" + "t".repeat(2000) + "\",\"since\":\"x\"}";
        StringBuilder text = new StringBuilder("{\"version\":1,\"lanes\":[" + lane);
        text.append(("," + lane).repeat(100)).append("],\"dropped\":{\"\":1");
        for (int i = 0; i < 1000; i++) {
            text.append(",\"").append(i).append("\":").append(i);
        }
        SecureFiles.write(run.status(), text.append("},\"lost\":{}}").toString());
        RunStatus read = RunStatus.read(run);
        assertThat(read.lanes()).hasSize(64).allSatisfy(note -> {
            assertThat(note.name()).hasSize(1000);
            assertThat(note.trouble()).hasSize(300);
            assertThat(note.sinceMillis()).isZero();
            assertThat(note.state()).isEmpty();
        });
        assertThat(read.dropped()).hasSize(64);
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        STATUS.write(run);
        Files.move(run.status(), directory.resolve("elsewhere"));
        Files.createSymbolicLink(run.status(), directory.resolve("elsewhere"));
        assertThatThrownBy(() -> RunStatus.read(run)).isInstanceOf(IOException.class);
    }
}
