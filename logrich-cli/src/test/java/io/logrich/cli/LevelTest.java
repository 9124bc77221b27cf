package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.event.LogLevel;
import io.logrich.settings.FileSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code logrich level}, on trees of this test and of real processes. */
class LevelTest extends TreesOfTest {
    LevelTest() {
        super("level");
    }

    @Test
    void changes_a_whole_tree_while_it_runs() throws Exception {
        Path go = directory.resolve("go");
        Path file = directory.resolve("events.jsonl");
        ProcessBuilder builder = Program.builder(directory, List.of("run", "--console-stream", "stdout"));
        builder.command().addAll(List.of("--file", file.toString(), "--file-level", "info", "--"));
        builder.command().addAll(Program.java(Patient.class, "parent", go, "child"));
        try (Program program = Program.start(directory, builder)) {
            Program.await(
                    "both", () -> Program.contains(file, "parent waits") && Program.contains(file, "child waits"));
            assertThat(logrich("com.acme=DEBUG")).isEqualTo(new Outcome(0, "com.acme=DEBUG\n", ""));
            Program.await(
                    "the debug events of both",
                    () -> Program.contains(file, "parent looks closer")
                            && Program.contains(file, "child looks closer"));
            Files.createFile(go);
            assertThat(program.await().exitCode()).isZero();
        }
        assertThat(Jsonl.messages(file, event -> event.get("logger_name").equals("org.example")))
                .isEmpty();
    }

    @Test
    void sets_adds_takes_back_and_prints_what_holds() throws Exception {
        try (LogRuntime runtime = open("tree-a", LogLevel.INFO)) {
            assertThat(logrich().out()).isEmpty();
            assertThat(logrich("com.acme=debug").out()).isEqualTo("com.acme=DEBUG\n");
            assertThat(logrich("b=warn,a=error", "critical").out())
                    .isEqualTo("root=CRITICAL\na=ERROR\nb=WARNING\ncom.acme=DEBUG\n");
            assertThat(logrich("a=", "root=").out()).isEqualTo("b=WARNING\ncom.acme=DEBUG\n");
            assertThat(logrich("--reset", "c=trace").out()).isEqualTo("c=TRACE\n");
            assertThat(logrich().out()).isEqualTo("c=TRACE\n");
            Outcome reset = logrich("--reset");
            assertThat(reset.out()).isEmpty();
            assertThat(reset.err()).contains("nothing is set");
            assertThat(base.resolve("tree-a/levels")).doesNotExist();
        }
    }

    @Test
    void says_which_sink_keeps_a_higher_level() throws Exception {
        try (LogRuntime runtime = open("tree-a", LogLevel.WARNING)) {
            Outcome outcome = logrich("com.acme=DEBUG");
            assertThat(outcome.out()).isEqualTo("com.acme=DEBUG\n");
            assertThat(outcome.err())
                    .contains("high.jsonl takes events from WARNING on")
                    .hasLineCount(1);
            assertThat(logrich("com.acme=ERROR").err()).isEmpty();
        }
        Outcome dead = logrich("com.acme=ERROR");
        assertThat(dead.exitCode()).isZero();
        assertThat(dead.err()).contains("no process of the tree is alive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme=loud", "=DEBUG", "loud", "a b=INFO", "a=b=INFO", "a=INFO,,", " =INFO"})
    void a_rule_that_cannot_be_understood_changes_nothing(String rule) throws Exception {
        try (LogRuntime runtime = open("tree-a", LogLevel.INFO)) {
            logrich("com.acme=DEBUG");
            Outcome outcome = logrich("x=ERROR", rule);
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("RULE must be LOGGER=LEVEL").hasLineCount(1);
            assertThat(logrich().out()).isEqualTo("com.acme=DEBUG\n");
        }
    }

    @Test
    void a_file_that_cannot_be_read_is_said_and_can_be_replaced() throws Exception {
        try (LogRuntime runtime = open("tree-a", LogLevel.INFO)) {
            Files.writeString(base.resolve("tree-a/levels"), "\u001b[31mno json");
            Outcome outcome = logrich();
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err()).contains("levels that cannot be read").doesNotContain("\u001b");
            assertThat(logrich("--reset", "a=INFO").out()).isEqualTo("a=INFO\n");
        }
    }

    private LogRuntime open(String tree, LogLevel fileLevel) throws Exception {
        return LogRuntime.openRoot(config(tree)
                .treeLog(true)
                .file(directory.resolve("low.jsonl"), FileSettings.Format.JSONL, LogLevel.INFO)
                .file(directory.resolve("high.jsonl"), FileSettings.Format.JSONL, fileLevel)
                .build());
    }
}
