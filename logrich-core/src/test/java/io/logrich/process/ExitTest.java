package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process may end wherever and whenever it likes: what was accepted arrives, and nothing hangs. */
class ExitTest {
    @TempDir
    Path directory;

    private String errors = "";

    @Test
    void without_shutdown_everything_arrives() throws Exception {
        assertThat(run("no-shutdown")).isZero();
        assertThat(events()).isEqualTo(Life.EVENTS);
        assertThat(errors).isEmpty();
    }

    @Test
    void without_init_a_line_says_how_many_events_went_nowhere() throws Exception {
        assertThat(run("no-init")).isZero();
        assertThat(errors)
                .isEqualTo("logrich: events that were logged and went nowhere, since LogRich.init() was never"
                        + " called: " + Life.EVENTS + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit-in-sink", "exit-in-hook", "exit-in-value", "exit-while-shutting-down"})
    void system_exit_anywhere_ends_the_process_and_everything_arrives(String where) throws Exception {
        assertThat(run(where)).isEqualTo(Life.EXIT_CODE);
        assertThat(events()).isGreaterThanOrEqualTo(Life.EVENTS);
        assertThat(errors).isEmpty();
    }

    @Test
    void system_exit_in_a_value_that_is_logged_too_early_ends_the_process() throws Exception {
        assertThat(run("exit-in-early-value")).isEqualTo(Life.EXIT_CODE);
        assertThat(errors).contains("went nowhere").endsWith(": 1\n");
    }

    @Test
    void a_runtime_may_be_opened_and_closed_while_the_process_is_ending() throws Exception {
        assertThat(run("init-in-shutdown-hook")).isZero();
        assertThat(events()).isEqualTo(Life.EVENTS);
    }

    private int run(String how) throws Exception {
        Path said = directory.resolve("stderr");
        Process process = Jvms.java(List.of("-Xmx64m"), Life.class, how, directory.resolve("events.jsonl"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", how).isTrue();
        } finally {
            process.destroyForcibly();
        }
        errors = Files.readString(said, StandardCharsets.UTF_8);
        return process.exitValue();
    }

    private long events() throws IOException {
        try (var lines = Files.lines(directory.resolve("events.jsonl"))) {
            return lines.filter(line -> line.contains("\"logger_name\":\"life\""))
                    .count();
        }
    }
}
