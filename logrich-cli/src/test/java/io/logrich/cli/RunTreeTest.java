package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code logrich run} and {@code logrich collect} with a tree of real processes. */
@Timeout(180)
class RunTreeTest {
    @TempDir
    Path directory;

    @Test
    void every_event_of_every_process_arrives_once() throws Exception {
        Path file = directory.resolve("events.jsonl");
        Outcome outcome = run("--file=" + file, "--console-stream=none", Program.java(Talker.class, "t", 1000, 3));
        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));

        List<Map<String, Object>> events = Jsonl.events(file);
        assertThat(events.stream().map(event -> event.get("event_id"))).doesNotHaveDuplicates();
        for (String talker : List.of("t", "t.0", "t.1", "t.2")) {
            List<String> messages = Jsonl.messages(
                    file, event -> String.valueOf(event.get("message")).startsWith(talker + " "));
            List<String> expected = new ArrayList<>(IntStream.range(0, 1000)
                    .mapToObj(i -> talker + " says " + i)
                    .toList());
            expected.add(talker + " has talked");
            assertThat(messages).isEqualTo(expected);
        }
        assertThat(events.stream().filter(Jsonl::isOfTree))
                .as("obituaries")
                .hasSize(4)
                .allSatisfy(event -> assertThat(String.valueOf(event.get("message")))
                        .contains("(Talker) ended: exit code 0; accepted 1001, dropped 0, delivered 1001"));
        assertThat(events).hasSize(4 * 1001 + 4);
        assertThat(events.stream()
                        .filter(event -> String.valueOf(event.get("message")).startsWith("t.1 ")))
                .allSatisfy(event -> assertThat(Jsonl.chain(event)).hasSize(3));
    }

    @Test
    void a_run_inside_another_one_logs_into_the_outer_tree() throws Exception {
        Path file = directory.resolve("events.jsonl");
        List<String> inner = Program.java(
                LogRichCli.class, "run", "--bind", "request_id=inner", "--", "sh", "-c", "echo inside; exit 4");
        Outcome outcome =
                run("--file=" + file, "--console-stream=none", "--job-id=outer", "--bind", "user_id=u", inner);
        assertThat(outcome).isEqualTo(new Outcome(4, "", ""));
        Map<String, Object> inside = Jsonl.events(file).stream()
                .filter(event -> event.get("message").equals("inside"))
                .findFirst()
                .orElseThrow();
        assertThat(Jsonl.chain(inside)).hasSize(3);
        assertThat(Jsonl.context(inside))
                .containsEntry("job_id", "outer")
                .containsEntry("user_id", "u")
                .containsEntry("request_id", "inner");
        assertThat(Jsonl.messages(file, Jsonl::isOfTree))
                .hasSize(2)
                .anySatisfy(message -> assertThat(message).contains("(sh) ended: exit code 4"))
                .anySatisfy(message -> assertThat(message).contains("(LogRichCli) ended: exit code 4"));
    }

    @Test
    void a_run_inside_another_one_may_have_sinks_only_in_a_tree_of_its_own() throws Exception {
        Path file = directory.resolve("inner.jsonl");
        List<String> refused = Program.java(LogRichCli.class, "run", "--file", file, "--", "echo", "inside");
        Outcome outcome = run(refused);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).contains("--file", "--new-tree");
        assertThat(file).doesNotExist();

        List<String> own = Program.java(
                LogRichCli.class, "run", "--new-tree", "--console-stream=none", "--file", file, "--", "echo", "inside");
        assertThat(run(own).exitCode()).isZero();
        assertThat(Jsonl.messages(file, event -> !Jsonl.isOfTree(event))).containsExactly("inside");
    }

    @Test
    void a_tree_that_has_vanished_is_mentioned_and_replaced() throws Exception {
        ProcessBuilder builder = Program.builder(directory, List.of("run", "--", "echo", "hello"));
        builder.environment().put("LOG_TREE", directory.resolve("gone").toString());
        try (Program program = Program.start(directory, builder)) {
            Outcome outcome = program.await();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.err()).contains("gone", "a tree of its own").hasLineCount(1);
            assertThat(outcome.out()).contains("hello");
        }
    }

    @Test
    void a_child_that_keeps_the_pipe_open_is_not_waited_for() throws Exception {
        Path go = directory.resolve("go");
        Path end = directory.resolve("end");
        String wait = "while [ -d '" + directory + "' ] && [ ! -e '%s' ]; do sleep 0.02; done";
        // the command ends when its output has been seen: the JDK closes streams that nobody has begun to read by then
        String script = "(" + wait.formatted(go) + ") & echo started; " + wait.formatted(end);
        try (Program program = Program.start(directory, "run", "--linger=0.05", "--", "sh", "-c", script)) {
            program.awaitOut("started");
            Files.createFile(end);
            Outcome outcome = program.await();
            Files.createFile(go);
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.err()).contains("keeps its output open").hasLineCount(1);
        }
    }

    @Test
    void what_is_left_running_is_named_and_can_be_collected_further() throws Exception {
        Path go = directory.resolve("go");
        Path file = directory.resolve("events.jsonl");
        String background = Program.java(Talker.class, "left", 100, 0, go).stream()
                .map(word -> "'" + word + "'")
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();
        // the command ends when its child has logged and waits
        String script = background + " >'" + directory + "/said' 2>&1 & until grep -q waiting '" + directory
                + "/said'; do sleep 0.02; done";
        Outcome outcome = run("--file=" + file, "--console-stream=none", "--linger=0.05", List.of("sh", "-c", script));
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err())
                .contains("1 process of the tree is still running")
                .hasLineCount(1);
        String command = outcome.err().strip().replaceAll(".*logrich collect --spool ", "");

        String[] collect = {"collect", "--spool", command, "--file=" + file, "--console-stream=none"};
        assertThat(Program.run(
                        directory,
                        Stream.concat(Stream.of(collect), Stream.of("--once")).toArray(String[]::new)))
                .isEqualTo(new Outcome(0, "", ""));
        try (Program collector = Program.start(directory, collect)) {
            Path lease = Path.of(command, "epoch");
            Program.await("the third collector", () -> Program.contains(lease, "3"));
            Outcome second = Program.run(directory, "collect", "--spool", command);
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).contains("collected by somebody else").hasLineCount(1);
            Files.createFile(go);
            assertThat(collector.await()).isEqualTo(new Outcome(0, "", ""));
        }
        List<String> messages = Jsonl.messages(
                file, event -> String.valueOf(event.get("message")).startsWith("left says"));
        assertThat(messages)
                .isEqualTo(
                        IntStream.range(0, 200).mapToObj(i -> "left says " + i).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"collect", "run"})
    void a_tree_whose_collector_was_killed_is_collected_to_its_end(String by) throws Exception {
        Path spool = directory.resolve("spool");
        Path go = directory.resolve("go");
        Path file = directory.resolve("events.jsonl");
        List<String> arguments = new ArrayList<>(
                List.of("run", "--spool=" + spool, "--file=" + file, "--console-stream=none", "--capture=off", "--"));
        arguments.addAll(Program.java(Talker.class, "orphan", 2000, 0, go));
        try (Program program = Program.start(directory, Program.builder(directory, arguments))) {
            program.awaitOut("waiting");
            long orphan = program.process().children().findFirst().orElseThrow().pid();
            Program.signal(program.process().pid(), "KILL");
            program.process().waitFor();

            Outcome dump = Program.run(directory, "dump", "--pid", String.valueOf(orphan), "--only-pid");
            assertThat(dump.out()).contains("orphan says 1999").doesNotContain(") ended: ");

            Files.createFile(go);
            List<String> collector =
                    new ArrayList<>(List.of(by, "--spool=" + spool, "--file=" + file, "--console-stream=none"));
            if (by.equals("run")) {
                collector.addAll(List.of("--linger=60", "true"));
            }
            Outcome collected = Program.run(directory, collector.toArray(String[]::new));
            assertThat(collected).isEqualTo(new Outcome(0, "", ""));
        }
        List<String> messages = Jsonl.messages(
                file, event -> String.valueOf(event.get("message")).startsWith("orphan says"));
        assertThat(messages.stream().distinct()) // at least once
                .containsExactlyElementsOf(IntStream.range(0, 4000)
                        .mapToObj(i -> "orphan says " + i)
                        .toList());
    }

    @Test
    void a_tree_whose_processes_were_killed_together_is_adopted() throws Exception {
        Path spool = directory.resolve("spool");
        Path file = directory.resolve("events.jsonl");
        List<String> arguments = new ArrayList<>(
                List.of("run", "--spool=" + spool, "--file=" + file, "--console-stream=none", "--capture=off", "--"));
        arguments.addAll(Program.java(Talker.class, "dead", 2000, 0, directory.resolve("go")));
        try (Program program = Program.start(directory, Program.builder(directory, arguments))) {
            program.awaitOut("waiting");
            long child = program.process().children().findFirst().orElseThrow().pid();
            Program.signal(program.process().pid(), "STOP"); // it sees nothing of the child's death
            Program.signal(child, "KILL");
            Program.signal(program.process().pid(), "KILL");
            program.process().waitFor();
        }
        Outcome collected =
                Program.run(directory, "collect", "--spool=" + spool, "--file=" + file, "--console-stream=none");
        assertThat(collected).isEqualTo(new Outcome(0, "", ""));
        List<String> messages = Jsonl.messages(
                file, event -> String.valueOf(event.get("message")).startsWith("dead says"));
        assertThat(messages.stream().distinct())
                .containsExactlyElementsOf(
                        IntStream.range(0, 2000).mapToObj(i -> "dead says " + i).toList());
        assertThat(Jsonl.messages(
                        file, event -> String.valueOf(event.get("message")).contains(" ended: ")))
                .anyMatch(told -> told.contains("ended: without closing, exit code unknown"));
    }

    private Outcome run(Object... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("run"));
        for (Object argument : arguments) {
            if (argument instanceof List<?> command) {
                all.add("--");
                command.forEach(word -> all.add(String.valueOf(word)));
            } else {
                all.add(String.valueOf(argument));
            }
        }
        try (Program program = Program.start(directory, Program.builder(directory, all))) {
            return program.await();
        }
    }
}
