package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.logrich.text.JsonReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code logrich run} with one foreign command: exit codes, signals, streams, options. */
@Timeout(120)
class RunTest {
    private static final long SIGINT_BIT = 1 << 1;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "exit 0,0",
        "exit 3,3",
        "kill -9 $$,137",
        "kill -15 $$,143",
    })
    void ends_as_the_command_ends_and_tells_of_it(String script, int exitCode) throws Exception {
        Outcome outcome = Program.run(directory, "run", "--", "sh", "-c", "echo hello; " + script);
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("hello", "(sh) ended: exit code " + exitCode);
        assertThat(trees()).isEmpty();
    }

    @Test
    void says_that_there_is_no_such_command_as_a_shell_does() throws Exception {
        Outcome outcome = Program.run(directory, "run", "--", "no-such-command");
        assertThat(outcome)
                .isEqualTo(new Outcome(
                        127, "", "logrich run: cannot start 'no-such-command': No such file or directory\n"));
        assertThat(trees()).isEmpty();
    }

    @Test
    void says_that_a_command_cannot_be_executed_as_a_shell_does() throws Exception {
        Path file = Files.createFile(directory.resolve("data"));
        Outcome outcome = Program.run(directory, "run", "--", file.toString());
        assertThat(outcome)
                .isEqualTo(new Outcome(126, "", "logrich run: cannot start '" + file + "': Permission denied\n"));
        Path script = Files.writeString(directory.resolve("script"), "#!/no/such/interpreter\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertThat(Program.run(directory, "run", "--", script.toString()).exitCode())
                .isEqualTo(126);
    }

    @Test
    void passes_sigterm_on_and_collects_the_last_words() throws Exception {
        String script = "trap 'echo last words; exit 7' TERM; echo ready; while :; do sleep 0.01; done";
        try (Program program = Program.start(directory, "run", "--", "sh", "-c", script)) {
            program.awaitOut("ready");
            program.signal("TERM");
            Outcome outcome = program.await();
            assertThat(outcome.exitCode()).isEqualTo(7);
            assertThat(outcome.out()).contains("last words", "ended: exit code 7");
        }
    }

    @Test
    void ends_with_143_when_the_command_dies_of_sigterm() throws Exception {
        try (Program program = Program.start(directory, "run", "--", "sh", "-c", "echo ready; exec sleep 1000")) {
            program.awaitOut("ready");
            program.signal("TERM");
            assertThat(program.await().exitCode()).isEqualTo(143);
        }
    }

    @Test
    void passes_sigint_on_where_no_terminal_does() throws Exception {
        try (Program program = Program.start(directory, "run", "--", "sh", "-c", "echo ready; exec sleep 1000")) {
            program.awaitOut("ready");
            assumeFalse(ignoresSigint(program.process().pid()), "started with SIGINT ignored, as in the background");
            program.signal("INT");
            assertThat(program.await().exitCode()).isEqualTo(130);
        }
    }

    @Test
    void makes_events_of_whatever_the_command_writes() throws Exception {
        Path script = Files.writeString(directory.resolve("noise.sh"), """
                printf 'windows\\r\\n'
                printf 'a\\377b\\000c\\n'
                head -c 1000000 /dev/zero | tr '\\000' 'x'; echo
                head -c 3000000 /dev/zero | tr '\\000' 'y'; echo
                echo '<3>from systemd'
                echo 'WARNING: in words' >&2
                printf 'no end'
                """);
        Path file = directory.resolve("events.jsonl");
        Outcome outcome = Program.run(
                directory, "run", "--file", file.toString(), "--console-stream", "none", "--", "sh", script.toString());
        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));

        Map<Object, String> levels = Jsonl.events(file).stream()
                .filter(event -> event.get("logger_name").equals("sh"))
                .collect(Collectors.toMap(event -> event.get("message"), event -> String.valueOf(event.get("level"))));
        assertThat(levels)
                .hasSize(7)
                .containsEntry("windows", "info")
                .containsEntry("a\ufffdb\0c", "info")
                .containsEntry("x".repeat(1_000_000), "info")
                .containsEntry("from systemd", "error")
                .containsEntry("WARNING: in words", "warning")
                .containsEntry("no end", "info");
        Map<String, Object> cut = Jsonl.events(file).stream()
                .filter(event -> String.valueOf(event.get("message")).startsWith("y"))
                .findFirst()
                .orElseThrow();
        String kept = String.valueOf(cut.get("message")).replace("…[truncated]", "");
        long skipped = 3_000_000 - kept.length();
        assertThat(kept.length()).isBetween(1_000_000, 1 << 20);
        assertThat(cut.get("extra")).isEqualTo(Map.of("skipped_bytes", skipped));
    }

    @Test
    void shows_a_question_and_passes_the_answer_in() throws Exception {
        ProcessBuilder builder = Program.builder(
                directory, List.of("run", "--", "sh", "-c", "printf 'name? '; read name; echo \"hello $name\""));
        try (Program program = Program.start(directory, builder)) {
            program.awaitOut("name? "); // although its line has not ended
            try (OutputStream in = program.process().getOutputStream()) {
                in.write("Ada\n".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(program.await().out()).contains("hello Ada");
        }
    }

    @Test
    void reads_a_hundred_thousand_lines_a_second_and_loses_none() throws Exception {
        Path file = directory.resolve("events.jsonl");
        int count = 300_000;
        long start = System.nanoTime();
        Outcome outcome = Program.run(
                directory, "run", "--file", file.toString(), "--console-stream", "none", "--", "seq", "1", "" + count);
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertThat(outcome.exitCode())
                .isZero(); // a busy machine may make it say that a write took long; that is no loss
        assertThat(outcome.out()).isEmpty();
        List<String> lines =
                Jsonl.messages(file, event -> event.get("logger_name").equals("seq"));
        assertThat(lines).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(lines.get(i)).isEqualTo(String.valueOf(i + 1));
        }
        System.out.printf("%d captured lines in %d ms, the start of the program included%n", count, millis);
    }

    @Test
    void tee_passes_the_output_through_unchanged_as_well() throws Exception {
        Path file = directory.resolve("events.jsonl");
        Outcome outcome = Program.run(
                directory,
                "run",
                "--capture",
                "tee",
                "--console-stream",
                "none",
                "--file",
                file.toString(),
                "--",
                "sh",
                "-c",
                "printf 'a\\r\\nb'; printf 'c\\n' >&2");
        assertThat(outcome).isEqualTo(new Outcome(0, "a\r\nb", "c\n"));
        assertThat(Jsonl.messages(file, event -> !Jsonl.isOfTree(event))).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void off_leaves_the_output_alone() throws Exception {
        Path file = directory.resolve("events.jsonl");
        Outcome outcome = Program.run(
                directory,
                "run",
                "--capture=off",
                "--console-stream=none",
                "--file=" + file,
                "sh",
                "-c",
                "echo out; echo err >&2; exit 5");
        assertThat(outcome).isEqualTo(new Outcome(5, "out\n", "err\n"));
        assertThat(Jsonl.messages(file, event -> !Jsonl.isOfTree(event))).isEmpty();
    }

    @Test
    void gives_every_event_the_context_that_the_options_name() throws Exception {
        Path file = directory.resolve("events.jsonl");
        ProcessBuilder builder = Program.builder(
                directory,
                List.of(
                        "run",
                        "--service=encoder",
                        "--job-id=job-1",
                        "--bind=request_id=r=1",
                        "--bind=colour=blue",
                        "--file=" + file,
                        "--console-level=error",
                        "--",
                        "echo",
                        "hello"));
        builder.environment().put("LOG_SERVICE", "not this one");
        builder.environment().put("LOG_ENVIRONMENT", "from the variable");
        builder.environment().put("LOG_CONSOLE_LEVEL", "debug");
        Outcome outcome;
        try (Program program = Program.start(directory, builder)) {
            outcome = program.await();
        }
        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
        List<Map<String, Object>> events = Jsonl.events(file);
        assertThat(events)
                .hasSize(2)
                .allSatisfy(event -> assertThat(Jsonl.context(event))
                        .containsEntry("service", "encoder")
                        .containsEntry("environment", "from the variable")
                        .containsEntry("job_id", "job-1")
                        .containsEntry("request_id", "r=1")
                        .containsEntry("extra", Map.of("colour", "blue")));
        assertThat(Jsonl.chain(events.get(0))).hasSize(2);
        assertThat(Jsonl.context(events.get(0)))
                .containsEntry("process_id", Jsonl.chain(events.get(0)).get(1));
        assertThat(events.get(0)).containsEntry("thread_name", "stdout");
    }

    @Test
    void takes_the_arguments_of_the_command_as_they_are() throws Exception {
        Outcome outcome = Program.run(
                directory, "run", "--no-color", "printf", "<%s>", "--theme", "--", "@file", "a b", "", "--", "${x}");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("<--theme><--><@file><a b><><--><${x}>");
    }

    @Test
    void writes_a_dump_at_the_end_with_what_no_sink_wanted() throws Exception {
        Path dump = directory.resolve("dump.json");
        Outcome outcome = Program.run(
                directory,
                "run",
                "--dump=" + dump,
                "--dump-format=json",
                "--dump-level=debug",
                "--",
                "sh",
                "-c",
                "echo 'DEBUG details'; echo 'ERROR trouble'; exit 4");
        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.out()).contains("trouble").doesNotContain("details");
        String text = Files.readString(dump);
        assertThat(text).contains("DEBUG details", "ERROR trouble", "(sh) ended: exit code 4");
        assertThat((List<?>) JsonReader.read(text)).hasSize(3);
    }

    @Test
    void says_that_a_dump_could_not_be_written_and_ends_as_the_command_does() throws Exception {
        Outcome outcome = Program.run(directory, "run", "--dump=/dev/null", "--", "sh", "-c", "exit 6");
        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err()).contains("the dump could not be written", "/dev/null");
    }

    @Test
    void keeps_a_spool_that_was_named_and_shows_it_afterwards() throws Exception {
        Path spool = directory.resolve("spool");
        assertThat(Program.run(directory, "run", "--spool=" + spool, "--", "echo", "kept")
                        .exitCode())
                .isZero();
        Outcome dump = Program.run(directory, "dump", "--spool=" + spool);
        assertThat(dump.exitCode()).isZero();
        assertThat(dump.err()).isEmpty();
        assertThat(dump.out()).contains("kept", "(echo) ended: exit code 0").endsWith("\n");
    }

    private List<Path> trees() throws Exception {
        try (Stream<Path> trees = Files.list(directory.resolve("runtime/logrich"))) {
            return trees.toList();
        }
    }

    private static boolean ignoresSigint(long pid) throws Exception {
        String ignored = Files.readString(Path.of("/proc/" + pid + "/status"))
                .lines()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElse("SigIgn: 0");
        return (Long.parseUnsignedLong(ignored.substring(7).strip(), 16) & SIGINT_BIT) != 0;
    }
}
