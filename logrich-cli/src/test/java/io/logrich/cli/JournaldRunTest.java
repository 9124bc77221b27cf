package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.text.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The journal as a sink of the program. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class JournaldRunTest {
    private static final int COUNT = 500;

    @TempDir
    Path directory;

    private JournaldInPython journald;

    @BeforeEach
    void listen() throws Exception {
        journald = JournaldInPython.in(directory);
    }

    @AfterEach
    void close() {
        if (journald != null) {
            journald.close();
        }
    }

    @Test
    void run_writes_what_a_command_says_and_how_it_ended() throws Exception {
        Outcome outcome = run(
                "run",
                "--service=shop",
                "--bind=region=eu",
                "--console-stream=none",
                "--journald",
                "--journald-socket=" + journald.socket(),
                "--",
                "sh",
                "-c",
                "echo 'WARNING: low on space'; echo 'DEBUG: nobody wants this'; exit 3");

        assertThat(outcome.exitCode()).isEqualTo(3);
        List<Map<String, Object>> entries = journald.entries(2);
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0))
                .containsEntry("MESSAGE", "WARNING: low on space")
                .containsEntry("PRIORITY", "4")
                .containsEntry("SYSLOG_IDENTIFIER", "shop")
                .containsEntry("REGION", "eu");
        assertThat(entries.get(1)).containsEntry("EXIT_CODE", "3").containsEntry("PRIORITY", "3");
    }

    @Test
    void variables_and_options_say_from_which_level_on() throws Exception {
        String socket = journald.socket().toString();
        Map<String, String> variables =
                Map.of("LOG_ENABLE_JOURNALD", "true", "LOG_JOURNALD_SOCKET", socket, "LOG_BACKEND_LEVEL", "error");
        String script = "for level in DEBUG INFO WARNING ERROR CRITICAL; do echo $level: x; done";
        assertThat(runIn(variables, "run", "--console-stream=none", "--", "sh", "-c", script)
                        .exitCode())
                .isZero();
        assertThat(journald.entries(2))
                .extracting(entry -> entry.get("LOGGER_LEVEL"))
                .containsExactly("ERROR", "CRITICAL");
        assertThat(runIn(
                                variables,
                                "run",
                                "--console-stream=none",
                                "--journald-level=critical",
                                "--",
                                "sh",
                                "-c",
                                script)
                        .exitCode())
                .isZero();
        assertThat(journald.entries(3)).hasSize(3);
    }

    @Test
    void an_option_without_the_journal_is_refused_and_so_is_the_journal_in_an_inner_run() throws Exception {
        Outcome alone = run("run", "--journald-level=info", "--", "true");
        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.err()).contains("--journald-level must come with --journald");

        String inner = String.join(" ", Program.java(LogRichCli.class)) + " run --journald -- true";
        Outcome outer = run("run", "--capture=off", "--console-stream=none", "--", "sh", "-c", inner);
        assertThat(outer.exitCode()).isEqualTo(2);
        assertThat(outer.err()).contains("--journald is not for a 'logrich run' inside another one");
    }

    @Test
    void a_socket_that_is_not_there_is_said_at_once() throws Exception {
        Outcome outcome = run("run", "--journald", "--journald-socket=" + directory.resolve("none"), "--", "true");
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err())
                .contains("journaldSocket must be a socket of journald")
                .contains("No such file");
    }

    @Test
    void doctor_says_whether_journald_listens() throws Exception {
        String socket = "--journald-socket=" + journald.socket();
        assertThat(run("doctor", "--journald", socket).out())
                .contains("journald: journald listens at " + journald.socket());
        journald.close();
        Program.await("its end", () -> run("doctor", "--journald", socket).out().contains("Connection refused"));
        Outcome refused = run("doctor", "--journald", socket, "--json");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(JsonReader.read(refused.out())).isInstanceOf(Map.class);
    }

    @Test
    void a_process_that_survives_its_collector_goes_on_with_the_journal() throws Exception {
        Path go = directory.resolve("go");
        try (Program program = Program.start(directory, runs(directory.resolve("spool"), "s", go))) {
            assertThat(saidIn(journald.entries(COUNT), "s")).hasSize(COUNT);
            program.signal("KILL");
            program.process().waitFor();
            Files.createFile(go);
            Program.await("what the survivor delivers", () -> said("s").size() == 2 * COUNT);
        }
    }

    @Test
    void collect_delivers_what_nobody_has_delivered() throws Exception {
        Path spool = directory.resolve("spool");
        journald.signal("STOP");
        try (Program program = Program.start(directory, runs(spool, "c", directory.resolve("never")))) {
            Program.await(
                    "events in the ring",
                    () -> Outcome.of("dump", "--spool=" + spool).out().contains("c says " + (COUNT - 1)));
            List<ProcessHandle> all =
                    new ArrayList<>(program.process().descendants().toList());
            all.add(program.process().toHandle());
            all.forEach(ProcessHandle::destroyForcibly);
            for (ProcessHandle one : all) {
                one.onExit().join();
            }
        }
        journald.signal("CONT");
        Outcome outcome = run(
                "collect",
                "--spool=" + spool,
                "--console-stream=none",
                "--journald",
                "--journald-socket=" + journald.socket());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        Program.await("all events", () -> said("c").size() == COUNT);
    }

    private String[] runs(Path spool, String talker, Path go) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--spool=" + spool,
                "--console-stream=none",
                "--journald",
                "--journald-socket=" + journald.socket(),
                "--"));
        arguments.addAll(Program.java(Talker.class, talker, COUNT, 0, go));
        return arguments.toArray(String[]::new);
    }

    private Set<String> said(String talker) {
        try {
            return saidIn(journald.entries(0), talker);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> saidIn(List<Map<String, Object>> entries, String talker) {
        return entries.stream()
                .map(entry -> String.valueOf(entry.get("MESSAGE")))
                .filter(message -> message.startsWith(talker + " says "))
                .collect(Collectors.toSet());
    }

    private Outcome run(String... arguments) {
        return runIn(Map.of(), arguments);
    }

    private Outcome runIn(Map<String, String> variables, String... arguments) {
        try {
            ProcessBuilder builder = Program.builder(directory, List.of(arguments));
            builder.environment().putAll(variables);
            try (Program program = Program.start(directory, builder)) {
                return program.await();
            }
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
