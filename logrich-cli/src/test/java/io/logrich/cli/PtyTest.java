package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code logrich run --pty}, with real pseudo-terminals. */
@Timeout(120)
class PtyTest {
    @TempDir
    Path directory;

    @BeforeEach
    void needs_script() {
        assumeTrue(PseudoTerminal.trouble(System.getenv()) == null, "no pseudo-terminals here");
    }

    @Test
    void gives_the_command_a_terminal_with_a_size_and_its_lines_are_plain() throws Exception {
        String script =
                "[ -t 1 ] && [ -t 2 ] && echo 'it is \"a\" terminal'; stty size; printf '\\033[31mred\\033[0m\\n' >&2; "
                        + "echo $TERM; exit 7";
        Path file = directory.resolve("events.jsonl");
        Outcome outcome = run(file, Map.of("LINES", "33", "COLUMNS", "111", "TERM", "dumb"), "sh", "-c", script);
        assertThat(outcome).isEqualTo(new Outcome(7, "", ""));
        assertThat(said(file)).containsExactly("it is \"a\" terminal", "33 111", "red", "xterm-256color");
    }

    @Test
    void passes_the_colours_through_with_tee() throws Exception {
        Outcome outcome = Program.run(
                directory,
                "run",
                "--pty",
                "--capture=tee",
                "--console-stream=none",
                "--",
                "sh",
                "-c",
                "printf '\\033[31mred\\033[0m\\n'");
        assertThat(outcome).isEqualTo(new Outcome(0, "\u001b[31mred\u001b[0m\r\n", ""));
    }

    @Test
    void ends_as_the_command_ends() throws Exception {
        Path file = directory.resolve("events.jsonl");
        assertThat(run(file, Map.of(), "sh", "-c", "kill -9 $$").exitCode()).isEqualTo(137);
        assertThat(run(file, Map.of(), "no-such-command").exitCode()).isEqualTo(127);
    }

    @Test
    void passes_signals_on_and_collects_the_last_words() throws Exception {
        String script = "trap 'echo last words; exit 7' TERM; echo ready; while :; do sleep 0.01; done";
        try (Program program = Program.start(directory, "run", "--pty", "--", "sh", "-c", script)) {
            program.awaitOut("ready");
            program.signal("TERM");
            Outcome outcome = program.await();
            assertThat(outcome.exitCode()).isEqualTo(7);
            assertThat(outcome.out()).contains("last words");
        }
    }

    @Test
    void passes_standard_input_through_without_an_echo() throws Exception {
        ProcessBuilder builder = Program.builder(
                directory,
                List.of("run", "--pty", "--", "sh", "-c", "printf 'name? '; read name; echo \"hello $name\""));
        try (Program program = Program.start(directory, builder)) {
            program.awaitOut("name? ");
            try (OutputStream in = program.process().getOutputStream()) {
                in.write("Ada\n".getBytes(StandardCharsets.UTF_8));
            }
            Outcome outcome = program.await();
            assertThat(outcome.out()).contains("hello Ada");
            assertThat(outcome.out().lines().filter(line -> line.contains("]: Ada")))
                    .isEmpty();
        }
    }

    @Test
    void says_why_there_is_no_terminal() throws Exception {
        ProcessBuilder builder = Program.builder(directory, List.of("run", "--pty", "--", "true"));
        builder.environment()
                .put("PATH", Files.createDirectory(directory.resolve("empty")).toString());
        try (Program program = Program.start(directory, builder)) {
            Outcome outcome = program.await();
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err())
                    .contains("--pty needs the program 'script' (util-linux), which is not in the PATH");
        }
        assertThat(Program.run(directory, "run", "--pty", "--capture=off", "--", "true")
                        .err())
                .contains("--pty is of no use with --capture off");
    }

    private Outcome run(Path file, Map<String, String> variables, String... command) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--pty", "--console-stream=none", "--file=" + file, "--"));
        arguments.addAll(List.of(command));
        ProcessBuilder builder = Program.builder(directory, arguments);
        builder.environment().putAll(variables);
        try (Program program = Program.start(directory, builder)) {
            return program.await();
        }
    }

    private static List<String> said(Path file) throws Exception {
        return Jsonl.messages(file, event -> !Jsonl.isOfTree(event));
    }
}
