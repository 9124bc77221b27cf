package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.text.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code logrich tail}, of trees of this test and of real processes. */
class TailTest extends TreesOfTest {
    TailTest() {
        super("tail");
    }

    @Test
    void shows_the_last_events_as_they_are_wanted() throws Exception {
        try (LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(base.resolve("tree-a"))
                .build())) {
            for (int i = 0; i < 20; i++) {
                runtime.get("test").info("event {}", i);
            }
            runtime.get("other").error("\u001b[31mred");
            assertThat(logrich().out().lines()).hasSize(10).first().asString().contains("event 11");
            assertThat(logrich("-n", "2").out().lines()).hasSize(2);
            assertThat(logrich("--logger", "test", "-n", "1").out()).contains("event 19");
            assertThat(logrich("--level", "error").out())
                    .contains("\\x1b[31mred")
                    .doesNotContain("\u001b");
            assertThat(logrich("--level", "error", "--color", "always").out()).startsWith("\u001b[");
            assertThat(logrich("--level", "error", "--template", "<{level_code}> {logger_name}")
                            .out())
                    .isEqualTo("<ERRO> other\n");
            Outcome json = logrich("--format", "json", "-n", "3");
            assertThat(json.out().lines())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(JsonReader.read(line)).isInstanceOf(Map.class));
        }
        assertThat(logrich("--follow", "-n", "1", "--logger", "test").out())
                .as("a tree that has ended ends at once")
                .contains("event 19")
                .hasLineCount(1);
    }

    @Test
    void follows_a_tree_of_real_processes_to_its_end() throws Exception {
        Path go = directory.resolve("go");
        ProcessBuilder builder = Program.builder(
                directory, List.of("run", "--console-level", "debug", "--console-stream", "stdout", "--"));
        builder.command().addAll(Program.java(Patient.class, "parent", go, "child"));
        try (Program program = Program.start(directory, builder)) {
            program.awaitOut("parent waits");
            try (Program tail = Program.start(directory, "tail", "-f", "--format", "json");
                    Program filtered = Program.start(directory, "tail", "-f", "--contains", "CHILD", "-n", "1")) {
                tail.awaitOut("child looks closer");
                tail.awaitOut("parent looks closer");
                filtered.awaitOut("child looks closer");
                Files.createFile(go);
                assertThat(program.await().exitCode()).isZero();
                Outcome all = tail.await();
                assertThat(all.exitCode()).isZero();
                assertThat(all.err()).isEmpty();
                assertThat(all.out()).contains("(Patient) ended: exit code 0");
                List<Object> ids = all.out()
                        .lines()
                        .map(line -> ((Map<?, ?>) JsonReader.read(line)).get("event_id"))
                        .map(Object.class::cast)
                        .toList();
                assertThat(ids).hasSizeGreaterThan(10).doesNotHaveDuplicates();
                Outcome some = filtered.await();
                assertThat(some.exitCode()).isZero();
                assertThat(some.out().lines()).allMatch(line -> line.contains("child"));
            }
        }
    }

    @Test
    void ends_when_nobody_reads_it_any_more() throws Exception {
        Path go = directory.resolve("go");
        ProcessBuilder builder = Program.builder(directory, List.of("run", "--console-level", "debug", "--"));
        builder.command().addAll(Program.java(Patient.class, "parent", go));
        try (Program program = Program.start(directory, builder)) {
            program.awaitOut("parent looks closer");
            ProcessBuilder tail = Program.builder(directory, List.of());
            String command = String.join("' '", Program.java(LogRichCli.class, "tail", "-f"));
            tail.command("sh", "-c", "'" + command + "' | head -n 3");
            try (Program head = Program.start(directory, tail)) {
                Outcome outcome = head.await();
                assertThat(outcome.exitCode()).isZero();
                assertThat(outcome.out().lines()).hasSize(3);
            }
            Files.createFile(go);
            program.await();
        }
    }
}
