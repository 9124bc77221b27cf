package io.logrich.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.settings.FileSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of rolled files, and of what a crash has left of that. A closed sink has finished its work. */
class HousekeeperTest {
    private static final String OLD = "log.20200101T000000.000Z.jsonl";
    private static final String OTHER = "log.20200101T000001.000Z.jsonl";
    private static final String LINE = "{\"event_id\":\"1\",\"message\":\"old\"}\n";

    @TempDir
    Path directory;

    @Test
    void rolled_files_are_compressed_for_their_owner_alone() throws IOException {
        roll(settings().withGzip(true), 50);

        RolledOutput output = RolledOutput.of(path());
        assertThat(output.messages()).containsExactly(numbered(50));
        List<Path> rolled = output.files().subList(0, output.files().size() - 1);
        assertThat(rolled).hasSizeGreaterThan(5).allSatisfy(file -> {
            assertThat(file.toString()).endsWith(".jsonl.gz");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        });
        assertThat(names()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void the_newest_files_are_kept() throws IOException {
        roll(settings().withKeep(2), 50);

        List<String> left = RolledOutput.of(path()).messages();
        assertThat(RolledOutput.of(path()).files()).hasSize(3);
        assertThat(left).isEqualTo(List.of(numbered(50)).subList(50 - left.size(), 50));
    }

    @Test
    void the_newest_files_are_kept_whether_compressed_or_not() throws IOException {
        roll(settings().withGzip(true), 20);
        roll(settings().withKeep(3), 50);

        assertThat(RolledOutput.of(path()).files()).hasSize(4);
    }

    @Test
    void so_many_bytes_are_kept_but_one_file_in_any_case() throws IOException {
        roll(settings().withKeepSize(4096), 50);

        List<Path> files = RolledOutput.of(path()).files();
        long bytes = 0;
        for (Path file : files.subList(0, files.size() - 1)) {
            bytes += Files.size(file);
        }
        assertThat(bytes).isBetween(3000L, 4096L);
        roll(settings().withKeepSize(1), 0);
        assertThat(RolledOutput.of(path()).files()).hasSize(2);
    }

    @Test
    void nothing_else_in_the_directory_is_touched() throws IOException {
        List<String> others = List.of(
                "log.jsonl.1",
                "log.20200101T000000.000Z.txt",
                "log.20200101T000000.000Z.jsonl.bak",
                "log.20200101T000000Z.jsonl",
                "xlog.20200101T000000.000Z.jsonl",
                "log.x.20200101T000000.000Z.jsonl",
                "log.20200101T000000.000Z.jsonl.gz.tmp.x");
        for (String name : others) {
            Files.writeString(directory.resolve(name), LINE);
        }
        Path target = Files.writeString(directory.resolve("target"), LINE);
        Files.createSymbolicLink(directory.resolve(OLD), target);
        Files.createSymbolicLink(directory.resolve(OTHER + ".gz"), target);
        Files.createDirectory(directory.resolve(OTHER));

        roll(settings().withKeep(1).withGzip(true), 50);

        for (String name : others) {
            assertThat(directory.resolve(name)).hasContent(LINE);
        }
        assertThat(directory.resolve(OLD)).isSymbolicLink();
        assertThat(directory.resolve(OTHER)).isDirectory();
        assertThat(target).hasContent(LINE);
    }

    @Test
    void a_crash_in_the_middle_of_a_compression_is_cleaned_up() throws IOException {
        Files.writeString(directory.resolve(OLD), LINE);
        Files.write(directory.resolve(OLD + ".gz.tmp"), new byte[] {31, (byte) 139, 8});

        roll(settings().withGzip(true), 0);

        assertThat(RolledOutput.messagesOf(directory.resolve(OLD + ".gz"))).containsExactly("old");
        assertThat(names()).containsExactlyInAnyOrder(OLD + ".gz", "log.jsonl", ".log.jsonl.lock");
    }

    @Test
    void a_crash_before_the_plain_file_was_deleted_leaves_the_event_once() throws IOException {
        Files.writeString(directory.resolve(OLD), LINE.repeat(10_000));
        Files.write(directory.resolve(OLD + ".gz"), gzip(LINE.repeat(10_000)));

        roll(settings().withGzip(true), 0);

        assertThat(directory.resolve(OLD)).doesNotExist();
        assertThat(RolledOutput.messagesOf(directory.resolve(OLD + ".gz"))).hasSize(10_000);
    }

    @Test
    void a_plain_file_stays_unless_the_compressed_one_says_the_same() throws IOException {
        for (String other : List.of("", "x", LINE + LINE, LINE.replace("old", "new"), LINE.substring(1))) {
            Files.writeString(directory.resolve(OLD), LINE);
            Files.write(directory.resolve(OLD + ".gz"), gzip(other));
            roll(settings().withGzip(true), 0);
            assertThat(directory.resolve(OLD)).as(other).hasContent(LINE);
        }
        Files.writeString(directory.resolve(OLD + ".gz"), "no gzip at all");
        roll(settings().withGzip(true), 0);
        assertThat(directory.resolve(OLD)).hasContent(LINE);
        Files.write(directory.resolve(OLD + ".gz"), java.util.Arrays.copyOf(gzip(LINE), 12));
        roll(settings().withGzip(true), 0);
        assertThat(directory.resolve(OLD)).hasContent(LINE);
    }

    @Test
    void what_cannot_be_compressed_stays_and_is_said_and_the_rest_goes_on() throws IOException {
        Files.writeString(directory.resolve(OLD), LINE);
        Files.writeString(directory.resolve(OTHER), LINE);
        Files.createDirectories(directory.resolve(OLD + ".gz.tmp").resolve("in the way"));

        FileSink sink = FileSink.open(settings().withGzip(true));
        sink.close();

        assertThatThrownBy(sink::flush)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(OLD)
                .hasMessageContaining("could not be compressed");
        assertThat(directory.resolve(OLD)).hasContent(LINE);
        assertThat(RolledOutput.messagesOf(directory.resolve(OTHER + ".gz"))).containsExactly("old");
    }

    @Test
    void a_compression_that_is_stopped_leaves_the_plain_file_alone() throws IOException {
        Path plain = Files.writeString(directory.resolve(OLD), LINE);

        assertThat(Compression.replace(plain, () -> true)).isFalse();

        assertThat(names()).containsExactly(OLD);
    }

    @Test
    void what_comes_to_the_plain_file_while_it_is_compressed_is_not_deleted() throws IOException {
        Path plain = Files.writeString(directory.resolve(OLD), LINE);

        boolean[] done = {false};
        boolean gone = Compression.replace(plain, () -> {
            if (!done[0]) {
                done[0] = true;
                append(plain, LINE.repeat(100_000));
            }
            return false;
        });
        assertThat(gone).isTrue();
        assertThat(RolledOutput.messagesOf(directory.resolve(OLD + ".gz"))).hasSize(100_001);
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private List<String> names() throws IOException {
        try (var all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String[] numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "event " + i).toArray(String[]::new);
    }

    private static void roll(FileSettings settings, int events) throws IOException {
        try (FileSink sink = FileSink.open(settings)) {
            RollingTest.writeAll(sink, numbered(events));
        }
    }

    private FileSettings settings() {
        return FileSettings.of(path()).withRollSize(1024);
    }

    private Path path() {
        return directory.resolve("log.jsonl");
    }
}
