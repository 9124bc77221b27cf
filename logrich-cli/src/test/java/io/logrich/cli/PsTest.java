package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.Sink;
import io.logrich.text.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code logrich ps}, of trees of this test and of real processes. */
class PsTest extends TreesOfTest {
    private static final String SELF = String.valueOf(ProcessHandle.current().pid());

    PsTest() {
        super("ps");
    }

    @Test
    void shows_a_tree_of_real_processes_what_they_do_and_how_they_ended() throws Exception {
        Path go = directory.resolve("go");
        ProcessBuilder builder = Program.builder(directory, List.of("run", "--console-level", "debug", "--"));
        builder.command().addAll(Program.java(Patient.class, "parent", go, "child"));
        try (Program program = Program.start(directory, builder)) {
            program.awaitOut("child looks closer");
            program.awaitOut("parent looks closer");
            Map<String, Object> tree = tree(logrich("--json"));
            assertThat(tree)
                    .containsEntry("alive", 3L)
                    .containsEntry("collected", true)
                    .containsEntry("stand_in", false)
                    .containsEntry("collector_pid", program.process().pid())
                    .containsEntry("undelivered_bytes", 0L);
            List<Map<String, Object>> processes = list(tree.get("processes"));
            assertThat(processes).extracting(run -> run.get("state")).containsExactly("collects", "runs", "runs");
            assertThat(processes)
                    .extracting(run -> run.get("name"))
                    .containsExactly("LogRichCli", "Patient", "Patient");
            assertThat(processes)
                    .allSatisfy(run -> assertThat(run.get("dropped")).isEqualTo(0L));
            assertThat(processes.subList(1, 3)).allSatisfy(run -> {
                assertThat((long) run.get("accepted")).isPositive();
                assertThat(((Number) run.get("per_second")).doubleValue()).isBetween(1.0, 200.0);
            });
            List<Map<String, Object>> sinks = list(processes.get(0).get("sinks"));
            assertThat(sinks).hasSize(1);
            assertThat(sinks.get(0)).containsEntry("name", "console").containsEntry("state", "ok");
            assertThat((long) sinks.get(0).get("delivered")).isPositive();

            long child = (long) processes.get(2).get("pid");
            Program.signal(child, "KILL");
            Program.await("its end to be told", () -> state(child).equals("killed"));
            Outcome text = logrich("--over", "0");
            assertThat(text.err()).isEmpty();
            assertThat(text.out())
                    .contains("2 alive")
                    .containsPattern(" +" + program.process().pid() + "  LogRichCli +collects ")
                    .containsPattern(" +" + child + "  Patient +killed ")
                    .containsPattern(" +" + program.process().pid() + "  console +ok ");
            Files.createFile(go);
            assertThat(program.await().exitCode()).isZero();
        }
        Outcome dead = logrich();
        assertThat(dead.err()).isEmpty();
        assertThat(dead.out())
                .as("kept since one was killed")
                .contains("no process alive")
                .doesNotContain("undelivered");
    }

    @Test
    void says_which_sink_fails_and_why_and_what_is_lost() throws Exception {
        Sink down = batch -> {
            throw new IOException("disk \u001b[31mfull");
        };
        Sink picky = batch -> {
            throw new IllegalStateException("not this one");
        };
        RuntimeConfig.Builder config = config("tree-a")
                .sink(new CustomSink("down", LogLevel.INFO, down))
                .sink(new CustomSink("picky", LogLevel.WARNING, picky))
                .queueStopTimeout(Duration.ofMillis(100));
        try (LogRuntime runtime = LogRuntime.openRoot(config.build())) {
            runtime.get("test").info("one");
            runtime.get("test").warning("two");
            Program.await("the status", () -> logrich("--over", "0").out().contains("full"));
            Program.await(
                    "the loss",
                    () -> sink("picky").get("lost_by_reason").toString().startsWith("{rejected="));
            Map<String, Object> sink = sink("down");
            assertThat(sink)
                    .containsEntry("state", "failing")
                    .containsEntry("level", "INFO")
                    .containsEntry("delivered", 0L)
                    .containsEntry("lost", 0L);
            assertThat((long) sink.get("waiting_bytes")).isPositive();
            assertThat((long) sink.get("waiting_own_events")).isGreaterThanOrEqualTo(2);
            assertThat(String.valueOf(sink.get("trouble"))).contains("disk").contains("full");
            assertThat((long) sink("picky").get("lost"))
                    .as("also the event that tells of it")
                    .isBetween(1L, 3L);
            Outcome text = logrich("--over", "0");
            assertThat(text.out())
                    .containsPattern(SELF + "  down +failing ")
                    .contains("disk \\x1b[31mfull")
                    .doesNotContain("\u001b");
        }
        Outcome dead = logrich();
        assertThat(dead.out())
                .contains("no process alive, nobody collects", "undelivered: logrich collect --spool ")
                .hasLineCount(1);
        assertThat(logrich("--tree", "tree-a").out()).containsPattern(SELF + "  down +gone ");
    }

    @Test
    void what_others_have_written_is_shown_harmless_or_called_unreadable() throws Exception {
        RuntimeConfig.Builder config = RuntimeConfig.builder("evil\u001b[31m\nservice", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .sink(new CustomSink("s\u001b]0;", LogLevel.INFO, batch -> batch.size()))
                .spoolDirectory(base.resolve("tree-a"));
        try (LogRuntime runtime = LogRuntime.openRoot(config.build())) {
            runtime.get("test").info("one");
            Path broken = Files.createDirectory(base.resolve("tree-a/" + new UUID(1, 2)));
            Files.writeString(broken.resolve("ring"), "no ring");
            Path empty = Files.createDirectory(base.resolve("tree-a/" + new UUID(1, 3)));
            Files.writeString(ownRun().resolve("status"), "{\"version\":1,\"lanes\":[{\"name\":\"s\u001b]0;\"}]");
            Outcome text = logrich("--over", "0");
            assertThat(text.exitCode()).isZero();
            assertThat(text.err()).isEmpty();
            assertThat(text.out())
                    .doesNotContain("\u001b")
                    .contains("s\\x1b]0;")
                    .contains("unreadable: " + broken.getFileName(), "unreadable: " + empty.getFileName())
                    .containsPattern(SELF + " .* collects ");
            List<Map<String, Object>> processes = list(tree(logrich("--json")).get("processes"));
            assertThat(processes).extracting(run -> run.get("state")).contains("unreadable", "collects");
        }
    }

    @Test
    void levels_that_were_set_are_shown() throws Exception {
        try (LogRuntime runtime = LogRuntime.openRoot(config("tree-a").build())) {
            runtime.setLevel("com.acme", LogLevel.DEBUG);
            assertThat(logrich("--over", "0").out()).contains("levels set: com.acme=DEBUG");
            assertThat(tree(logrich("--json", "--over", "0")).get("levels")).isEqualTo(Map.of("com.acme", "DEBUG"));
        }
    }

    private Path ownRun() throws IOException {
        try (var entries = Files.list(base.resolve("tree-a"))) {
            return entries.filter(entry -> Files.exists(entry.resolve("alive")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String state(long pid) {
        return list(tree(logrich("--json", "--over", "0")).get("processes")).stream()
                .filter(run -> run.get("pid").equals(pid))
                .map(run -> String.valueOf(run.get("state")))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Object> sink(String name) {
        return list(list(tree(logrich("--json", "--over", "0")).get("processes"))
                        .get(0)
                        .get("sinks"))
                .stream()
                .filter(sink -> sink.get("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        Map<String, Object> all = (Map<String, Object>) JsonReader.read(outcome.out());
        assertThat(list(all.get("trees"))).hasSize(1);
        return list(all.get("trees")).get(0);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Object value) {
        return (List<Map<String, Object>>) value;
    }
}
