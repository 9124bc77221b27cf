package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.text.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems that are real, small and full: a process finds another place, says so once, and logs. */
@Tag("it")
class NoSpaceTest {
    private static final Path SHARED = Path.of("/dev/shm");
    private static final String TOO_SMALL = "48k";

    @TempDir
    Path directory;

    private Path runtime;
    private Path temporary;
    private Path file;
    private Path errors;

    @BeforeEach
    void places() throws IOException {
        runtime = Files.createDirectory(directory.resolve("runtime"));
        temporary = Files.createDirectory(directory.resolve("tmp"));
        file = directory.resolve("events.jsonl");
        errors = directory.resolve("errors");
    }

    @Test
    void a_runtime_directory_that_is_too_small_is_passed_over() throws Exception {
        List<String> said = run("log", "-", Map.of(runtime, TOO_SMALL));

        assertThat(said).anyMatch(line -> line.startsWith("spool /dev/shm/logrich-"));
        assertThat(said)
                .filteredOn(line -> line.startsWith("report spool_unavailable"))
                .hasSize(1)
                .first()
                .asString()
                .contains("instead=/dev/shm/logrich-");
        assertEverythingArrived(said);
    }

    @Test
    void when_all_places_are_too_small_it_is_memory() throws Exception {
        List<String> said = run("log", "-", Map.of(runtime, TOO_SMALL, SHARED, TOO_SMALL, temporary, TOO_SMALL));

        assertThat(said).contains("spool memory");
        assertThat(said)
                .filteredOn(line -> line.startsWith("report spool_unavailable"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("instead=memory}");
        assertThat(Files.readString(errors))
                .as("one line on the console")
                .containsOnlyOnce("WARN")
                .contains("the spool is memory of this process alone");
        assertEverythingArrived(said);
    }

    @Test
    void a_directory_that_is_configured_and_too_small_is_given_up_too() throws Exception {
        List<String> said = run("log", runtime.resolve("tree").toString(), Map.of(runtime, TOO_SMALL));

        assertThat(said).noneMatch(line -> line.startsWith("spool " + runtime));
        assertThat(said).anyMatch(line -> line.startsWith("report spool_unavailable"));
        assertEverythingArrived(said);
    }

    /** A ring has all its blocks from the beginning: nothing that happens to the file system can take them away. */
    @Test
    void a_file_system_that_fills_up_takes_nothing_of_a_ring_and_what_a_file_sink_loses_is_counted() throws Exception {
        file = runtime.resolve("events.jsonl");
        List<String> said = run("fill", runtime.resolve("tree").toString(), Map.of(runtime, "3m"));

        assertThat(said).anyMatch(line -> line.startsWith("full "));
        assertThat(said).contains("spool " + runtime.resolve("tree"), "child 0");
        assertThat(said).anyMatch(line -> line.startsWith("child's spool ") && !line.contains(runtime.toString()));
        assertThat(said).anyMatch(line -> line.startsWith("report queue_worker_error"));
        Map<String, Long> outcome = outcome(said);
        assertThat(outcome.get("refused")).isEqualTo(outcome.get("dropped"));
        assertThat(outcome.get("accepted")).isGreaterThanOrEqualTo(outcome.get("called") - outcome.get("refused"));
        assertThat(outcome.get("lost")).as("evicted for the file").isPositive();
        assertThat(outcome.get("written") + outcome.get("lost") + outcome.get("pending"))
                .as("each accepted event has come to something")
                .isEqualTo(outcome.get("accepted"));
    }

    @Test
    void a_child_that_finds_its_tree_full_logs_on_its_own() throws Exception {
        List<String> said = run("child-in-full-tree", runtime.resolve("tree").toString(), Map.of(runtime, "3m"));

        assertThat(said).contains("child 0");
        assertThat(said).anyMatch(line -> line.startsWith("child's spool ") && !line.contains(runtime.toString()));
        assertThat(Files.readString(errors)).contains("cannot be joined").contains("the child has logged");
    }

    private void assertEverythingArrived(List<String> said) throws IOException {
        List<String> messages = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (JsonReader.read(line) instanceof Map<?, ?> event && "cramped".equals(event.get("logger_name"))) {
                messages.add(String.valueOf(event.get("message")).split(" ")[1]);
            }
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < Cramped.EVENTS; i++) {
            expected.add(String.valueOf(i));
        }
        assertThat(messages).isEqualTo(expected);
        assertThat(outcome(said)).containsEntry("lost", 0L).containsEntry("dropped", 0L);
    }

    /** The last line: words and numbers in turn. */
    private static Map<String, Long> outcome(List<String> said) {
        String[] words = said.get(said.size() - 1).split(" ");
        Map<String, Long> outcome = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            outcome.put(words[i], Long.parseLong(words[i + 1]));
        }
        return outcome;
    }

    private List<String> run(String what, String spool, Map<Path, String> sizes) throws Exception {
        ProcessBuilder builder = Unshared.withFileSystems(
                sizes,
                Jvms.java(List.of("-Xmx64m", "-Djava.io.tmpdir=" + temporary), Cramped.class, what, file, spool));
        builder.environment().put("XDG_RUNTIME_DIR", runtime.toString());
        builder.redirectError(errors.toFile());
        Files.setPosixFilePermissions(runtime, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        Process process = builder.start();
        List<String> said = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(said + "\n" + Files.readString(errors)).isZero();
        return said;
    }
}
