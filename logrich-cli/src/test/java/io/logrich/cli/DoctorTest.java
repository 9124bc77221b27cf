package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.SpoolSettings;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import io.logrich.sink.SinkCheck;
import io.logrich.text.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code logrich doctor} and what it looks at. */
class DoctorTest {
    @TempDir
    Path directory;

    private Path runtime;

    @BeforeEach
    void makeRuntimeDirectory() throws Exception {
        var onlyMine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        runtime = Files.createDirectory(directory.resolve("runtime"), onlyMine);
    }

    @Test
    void says_of_each_thing_how_it_is_and_leaves_nothing_behind() throws Exception {
        Outcome outcome = doctor(Map.of());
        assertThat(outcome.exitCode()).isLessThan(2);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("ok    settings    0 variables LOG_* are set")
                .contains(
                        "Java " + Runtime.version().feature(), "a process may open ", runtime.resolve("logrich") + " (")
                .containsPattern("ok    stdout      \\w+, no colours: ");
        try (var left = Files.list(runtime.resolve("logrich"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void its_exit_code_and_its_json_follow_the_worst() {
        Outcome bad = doctor(Map.of("LOG_CONSOLE_LEVEL", "loud\u001b[31m"));
        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.out())
                .contains("fail  settings    ", "LOG_CONSOLE_LEVEL must be")
                .doesNotContain("\u001b");
        Outcome warned = doctor(Map.of("LOG_SPOOL_PLACE", "memory"), "--json");
        assertThat(warned.exitCode()).isEqualTo(1);
        Map<?, ?> json = (Map<?, ?>) JsonReader.read(warned.out());
        assertThat(json.get("version")).isEqualTo(1L);
        assertThat(json.get("verdict")).isEqualTo("warn");
        assertThat((List<?>) json.get("findings"))
                .anySatisfy(finding ->
                        assertThat(((Map<?, ?>) finding).get("what")).asString().contains("memory"));
        Outcome file = doctor(Map.of(), "--file", "/no/such/directory/x.jsonl");
        assertThat(file.exitCode()).isEqualTo(2);
        assertThat(file.out()).contains("fail  sink        file:/no/such/directory/x.jsonl: its directory must exist");
    }

    @Test
    void a_place_that_cannot_be_used_or_has_no_space_is_said() throws Exception {
        Path taken = Files.writeString(directory.resolve("taken"), "a file");
        assertThat(spool(SpoolSettings.DEFAULT.withDirectory(taken.resolve("x"))))
                .contains("fail");
        assertThat(spool(SpoolSettings.DEFAULT.withDirectory(directory.resolve("to-be-made"))))
                .contains("is to be made")
                .doesNotContain("fail");
        assertThat(directory.resolve("to-be-made")).doesNotExist();
    }

    @Test
    void other_systems_and_low_limits_are_worth_knowing() throws Exception {
        Path limits =
                Files.writeString(directory.resolve("limits"), "Max open files            256    1048576   files\n");
        List<Finding> findings = new SystemExamination("Mac OS X", limits).look();
        assertThat(findings).allMatch(finding -> finding.verdict() == Finding.Verdict.WARN);
        assertThat(findings.get(0).what()).contains("anonymous memory");
        assertThat(findings.get(1).what()).contains("256 files");
        assertThat(new SystemExamination("Linux", directory.resolve("none")).look())
                .allMatch(finding -> finding.verdict() == Finding.Verdict.OK);
    }

    @Test
    void a_sink_says_of_itself_how_it_is() throws Exception {
        class Talkative implements Sink, SinkCheck {
            private final boolean well;

            Talkative(boolean well) {
                this.well = well;
            }

            @Override
            public int write(EventBatch batch) {
                return batch.size();
            }

            @Override
            public String check() throws IOException {
                if (!well) {
                    throw new IOException("nobody at home");
                }
                return "ready";
            }
        }
        List<Finding> findings = new SinksExamination(List.of(
                        new CustomSink("good", LogLevel.INFO, new Talkative(true)),
                        new CustomSink("bad", LogLevel.INFO, new Talkative(false)),
                        new CustomSink("silent", LogLevel.INFO, batch -> batch.size()),
                        FileSettings.of(directory.resolve("x.jsonl")),
                        FileSettings.of(directory)))
                .look();
        assertThat(findings)
                .extracting(Finding::verdict)
                .containsExactly(Finding.Verdict.OK, Finding.Verdict.FAIL, Finding.Verdict.OK, Finding.Verdict.FAIL);
        assertThat(findings).extracting(Finding::what).contains("good: ready", "bad: nobody at home");
        assertThat(directory.resolve("x.jsonl")).doesNotExist();
    }

    @Test
    void logdemo_shows_five_presets_in_four_themes_and_dumps() throws Exception {
        Outcome all = Outcome.of("logdemo", "--color", "never");
        assertThat(all.exitCode()).isZero();
        assertThat(all.out().lines().filter(line -> line.startsWith("=== Preset: ")))
                .hasSize(20);
        assertThat(all.out().lines().filter(line -> line.equals("  emitted 5 events")))
                .hasSize(20);
        assertThat(all.err().lines().filter(line -> line.contains("giving up"))).hasSize(20);
        assertThat(all.err()).doesNotContain("\u001b");

        Outcome one = Outcome.of(
                "logdemo",
                "--preset",
                "SHORT",
                "--theme",
                "Neon",
                "--color",
                "always",
                "--dump-format",
                "json",
                "--extra-exact",
                "chunk=3");
        assertThat(one.err()).contains("\u001b[");
        String dump = one.out().substring(one.out().indexOf("--- dump (json) preset=short theme=neon ---\n") + 44);
        assertThat((List<?>) JsonReader.read(dump)).hasSize(1);

        Path demo = directory.resolve("demo");
        Outcome files = Outcome.of(
                "logdemo",
                "--preset",
                "full",
                "--theme",
                "dark",
                "--dump-format",
                "text",
                "--dump-path",
                demo.toString());
        Path file = demo.resolve("logdemo-full-dark.log");
        assertThat(files.out()).contains("  dump written to " + file);
        assertThat(Files.readString(file)).contains("environment=demo-dark", "giving up");
        Outcome.of(
                "logdemo",
                "--preset",
                "full",
                "--theme",
                "dark",
                "--dump-format",
                "json",
                "--dump-path",
                directory.resolve("x.y.json").toString());
        assertThat(directory.resolve("x.y-full-dark.json")).exists();
        Outcome.of(
                "logdemo",
                "--preset",
                "full",
                "--theme",
                "dark",
                "--dump-format",
                "html_table",
                "--dump-path",
                demo.toString());
        assertThat(demo.resolve("logdemo-full-dark.html")).content().contains("giving up");
    }

    @Test
    void the_dumps_of_logdemo_have_lines_of_their_own() {
        List<String> one = List.of("logdemo", "--preset", "full", "--theme", "dark");
        Outcome demo = Outcome.of(Stream.concat(
                        one.stream(), Stream.of("--dump-format", "text", "--dump-template", "<{level_code}> {message}"))
                .toArray(String[]::new));
        assertThat(demo.out()).contains("--- dump (text) preset=full theme=dark ---\n<DEBG> looking for intro.mp4\n");
        Outcome alone = Outcome.of(
                Stream.concat(one.stream(), Stream.of("--dump-preset", "short")).toArray(String[]::new));
        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.err()).contains("--dump-preset needs --dump-format");
    }

    @Test
    void logdemo_sends_its_samples_where_events_go() throws Exception {
        Path file = directory.resolve("demo.jsonl");
        Outcome demo = Outcome.of("logdemo", "--preset", "full", "--theme", "dark", "--file", file.toString());
        assertThat(demo.out()).contains("  emitted 5 events\n  file -> " + file + "\n");
        assertThat(Files.readAllLines(file)).hasSize(5).last().asString().contains("giving up");
    }

    private String spool(SpoolSettings settings) throws Exception {
        return new SpoolExamination(Map.of("XDG_RUNTIME_DIR", runtime.toString()), settings)
                .look().stream().map(Finding::text).toList().toString();
    }

    private Outcome doctor(Map<String, String> variables, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "doctor";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("XDG_RUNTIME_DIR", runtime.toString());
        return Outcome.in(environment, all);
    }
}
