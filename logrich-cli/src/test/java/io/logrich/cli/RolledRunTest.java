package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.text.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code logrich run} into a file that is rolled. */
@Timeout(180)
class RolledRunTest {
    private static final int COUNT = 1000;

    @TempDir
    Path directory;

    @Test
    void every_event_of_a_tree_with_a_killed_worker_is_there_once_over_all_files() throws Exception {
        Path said = directory.resolve("said");
        String killed = shell(Program.java(Talker.class, "k", COUNT, 0, directory.resolve("never")));
        String talkers = shell(Program.java(Talker.class, "t", COUNT, 2));
        String script = killed + " > '" + said + "' & pid=$!; until grep -q waiting '" + said
                + "'; do sleep 0.02; done; kill -9 $pid; wait $pid; " + talkers;
        Outcome outcome = Program.run(
                directory,
                "run",
                "--file=" + directory.resolve("events.jsonl"),
                "--file-roll-size=64k",
                "--file-gzip",
                "--console-stream=none",
                "--",
                "sh",
                "-c",
                script);
        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));

        List<Path> files = files();
        assertThat(files).hasSizeGreaterThan(5);
        List<Map<?, ?>> events = new ArrayList<>();
        for (Path file : files) {
            events.addAll(eventsOf(file));
        }
        for (String talker : List.of("k", "t", "t.0", "t.1")) {
            assertThat(events.stream()
                            .map(event -> String.valueOf(event.get("message")))
                            .filter(message -> message.startsWith(talker + " says")))
                    .containsExactlyElementsOf(IntStream.range(0, COUNT)
                            .mapToObj(i -> talker + " says " + i)
                            .toList());
        }
        assertThat(events.stream().map(event -> event.get("event_id"))).doesNotHaveDuplicates();
        assertThat(events.stream()
                        .map(event -> String.valueOf(event.get("message")))
                        .filter(message -> message.contains("(Talker) ended"))
                        .map(message -> message.replaceAll("^process \\d+ ", "")))
                .as("obituaries, that of the killed one among them")
                .hasSize(4)
                .filteredOn(message -> message.contains("without closing"))
                .hasSize(1)
                .allMatch(message -> message.contains("accepted 1001, dropped 0, delivered 1001"));
    }

    @Test
    void options_win_over_variables_and_what_is_not_said_is_what_the_variables_say() throws Exception {
        ProcessBuilder builder = Program.builder(
                directory,
                List.of(
                        "run",
                        "--file=" + directory.resolve("events.jsonl"),
                        "--file-roll-size=2k",
                        "--console-stream=none",
                        "seq",
                        "1",
                        "100"));
        builder.environment().put("LOG_FILE_ROLL_SIZE", "1g");
        builder.environment().put("LOG_FILE_KEEP", "3");
        try (Program program = Program.start(directory, builder)) {
            assertThat(program.await()).isEqualTo(new Outcome(0, "", ""));
        }

        assertThat(files()).hasSize(4);
    }

    @Test
    void a_value_that_cannot_be_used_is_refused_under_the_name_of_its_option() throws Exception {
        Outcome outcome = Program.run(directory, "run", "--file=x", "--file-roll-every=year", "true");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--file-roll-every must be one of never, minute, hour, day, week, month");
        Outcome without = Program.run(directory, "run", "--file-keep=3", "true");
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err()).contains("--file-keep must come with --file");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().matches("events(\\..*Z)?\\.jsonl(\\.gz)?"))
                    .sorted(java.util.Comparator.comparing(
                            file -> file.toString().replace("events.jsonl", "events.Z"))) // the last
                    .toList();
        }
    }

    private static List<Map<?, ?>> eventsOf(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .<Map<?, ?>>map(line -> (Map<?, ?>) JsonReader.read(line))
                    .toList();
        }
    }

    private static String shell(List<String> command) {
        return command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }
}
