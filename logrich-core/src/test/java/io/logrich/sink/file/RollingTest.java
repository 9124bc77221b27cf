package io.logrich.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.render.SampleBatch;
import io.logrich.render.SampleEvent;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RollSettings.Period;
import io.logrich.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file is rolled, what it is called then, and that nothing is overwritten. */
class RollingTest {
    private static final long START = Instant.parse("2026-11-30T23:59:58.123Z").toEpochMilli();

    @TempDir
    Path directory;

    private final AtomicLong millis = new AtomicLong(START);
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void no_file_is_larger_than_it_may_be_and_no_event_is_cut() throws IOException {
        try (FileSink sink = open(settings().withRollSize(1024))) {
            writeAll(sink, numbered(50));
        }

        RolledOutput output = RolledOutput.of(path());
        assertThat(output.messages()).containsExactly(numbered(50));
        assertThat(output.files())
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> assertThat(Files.size(file)).isBetween(1L, 1024L));
    }

    @Test
    void an_event_that_is_larger_than_a_file_may_be_has_one_for_itself() throws IOException {
        String large = "x".repeat(5000);
        try (FileSink sink = open(settings().withRollSize(1024))) {
            writeAll(sink, "before", large, "after");
        }

        RolledOutput output = RolledOutput.of(path());
        assertThat(output.messages()).containsExactly("before", large, "after");
        assertThat(output.files()).hasSize(3);
    }

    @Test
    void a_name_tells_when_the_file_was_last_written_to() throws IOException {
        try (FileSink sink = open(settings().withRollEvery(Period.DAY))) {
            writeAll(sink, "yesterday");
            millis.addAndGet(86_400_000L);
            writeAll(sink, "today");
        }

        assertThat(directory.resolve("log.20261130T235958.123Z.jsonl")).exists();
        assertThat(RolledOutput.messagesOf(path())).containsExactly("today");
    }

    @Test
    void a_file_of_an_earlier_day_is_rolled_although_the_process_is_new() throws IOException {
        try (FileSink sink = open(settings().withRollEvery(Period.DAY))) {
            writeAll(sink, "yesterday");
        }
        Files.setLastModifiedTime(path(), FileTime.fromMillis(START));
        millis.addAndGet(60_000);
        try (FileSink sink = open(settings().withRollEvery(Period.DAY))) {
            writeAll(sink, "today");
            writeAll(sink, "today too");
        }

        assertThat(RolledOutput.messagesOf(directory.resolve("log.20261130T235958.123Z.jsonl")))
                .containsExactly("yesterday");
        assertThat(RolledOutput.messagesOf(path())).containsExactly("today", "today too");
    }

    @Test
    void a_crash_before_midnight_with_half_a_line_does_not_bring_its_file_into_the_new_day() throws IOException {
        try (FileSink sink = open(settings().withRollEvery(Period.DAY))) {
            writeAll(sink, "yesterday");
        }
        Files.writeString(path(), "{\"event_id\":\"0", StandardOpenOption.APPEND);
        Files.setLastModifiedTime(path(), FileTime.fromMillis(START));
        millis.addAndGet(60_000);
        try (FileSink sink = open(settings().withRollEvery(Period.DAY))) {
            writeAll(sink, "today");
        }

        assertThat(RolledOutput.messagesOf(path())).containsExactly("today");
    }

    @Test
    void nothing_is_rolled_while_there_is_nothing_in_the_file() throws IOException {
        try (FileSink sink = open(settings().withRollEvery(Period.DAY))) {
            millis.addAndGet(5 * 86_400_000L);
            writeAll(sink, "first");
        }

        assertThat(RolledOutput.of(path()).files()).containsExactly(path());
    }

    @Test
    void names_sort_in_the_order_of_writing_even_within_a_millisecond_and_when_the_clock_is_set_back()
            throws IOException {
        try (FileSink sink = open(settings().withRollSize(1024))) {
            writeAll(sink, numbered(20));
        }
        millis.addAndGet(-3_600_000);
        try (FileSink sink = open(settings().withRollSize(1024))) {
            writeAll(sink, IntStream.range(20, 40).mapToObj(i -> "event " + i).toArray(String[]::new));
        }

        assertThat(RolledOutput.of(path()).messages()).containsExactly(numbered(40));
    }

    @Test
    void names_of_the_far_future_and_of_no_time_are_nobodys() throws IOException {
        Path future = Files.writeString(directory.resolve("log.99991231T235959.999Z.jsonl"), "future\n");
        Path never = Files.writeString(directory.resolve("log.20261399T000000.000Z.jsonl"), "never\n");
        try (FileSink sink = open(settings().withRollSize(1024).withKeep(1))) {
            writeAll(sink, numbered(20));
        }

        assertThat(never).hasContent("never");
        assertThat(future).hasContent("future");
        assertThat(Files.exists(directory.resolve("log.20261130T235958.123Z.jsonl")))
                .as("not the newest")
                .isFalse();
    }

    @Test
    void a_roll_overwrites_nothing() throws IOException {
        FileSink sink = open(settings().withRollSize(1024));
        Path foreign = Files.writeString(directory.resolve("log.20261130T235958.123Z.jsonl"), "precious\n");
        Path packed = Files.writeString(directory.resolve("log.20261130T235958.124Z.jsonl.gz"), "precious\n");
        Path link = Files.createSymbolicLink(
                directory.resolve("log.20261130T235958.125Z.jsonl"), directory.resolve("target"));
        try (sink) {
            writeAll(sink, "x".repeat(600), "y".repeat(600));
        }

        assertThat(foreign).hasContent("precious");
        assertThat(packed).hasContent("precious");
        assertThat(link).isSymbolicLink();
        assertThat(directory.resolve("target")).doesNotExist();
        assertThat(RolledOutput.messagesOf(directory.resolve("log.20261130T235958.126Z.jsonl")))
                .containsExactly("x".repeat(600));
    }

    @Test
    void a_name_that_a_crash_has_left_without_a_file_is_removed() throws IOException {
        Path left = Files.createFile(directory.resolve("log.20261130T235958.123Z.jsonl"));

        open(settings().withRollSize(1024)).close();

        assertThat(left).doesNotExist();
    }

    @Test
    void a_roll_that_fails_stops_nothing_is_said_once_and_tried_again_a_second_later() throws IOException {
        FileSink sink = open(settings().withRollSize(1024));
        for (int i = 0; i < 1000; i++) { // no name is free
            Files.createFile(new RolledFiles(path()).at(START + i));
        }
        try (sink) {
            writeAll(sink, "x".repeat(600), "y".repeat(600));
            assertThatThrownBy(sink::flush)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("could not be rolled")
                    .hasMessageContaining("no name is free");
            sink.flush();
            millis.addAndGet(999);
            writeAll(sink, "z".repeat(600));
            assertThat(RolledOutput.messagesOf(path())).hasSize(3);
            millis.addAndGet(1);
            writeAll(sink, "and again");
            sink.flush();
        }

        assertThat(RolledOutput.messagesOf(path())).containsExactly("and again");
        assertThat(RolledOutput.of(path()).messages())
                .containsExactly("x".repeat(600), "y".repeat(600), "z".repeat(600), "and again");
    }

    @Test
    void each_new_file_is_for_its_owner_alone() throws IOException {
        Files.createFile(path());
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r--r--"));
        try (FileSink sink = open(settings().withRollSize(1024))) {
            writeAll(sink, numbered(10));
        }

        List<Path> files = RolledOutput.of(path()).files();
        assertThat(files).hasSizeGreaterThan(1);
        assertThat(permissions(files.get(0))).isEqualTo("rw-r--r--");
        assertThat(files.subList(1, files.size()))
                .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
        assertThat(permissions(WriterLock.fileOf(path()))).isEqualTo("rw-------");
    }

    @Test
    void what_others_have_rotated_is_not_rolled_again() throws IOException {
        try (FileSink sink = open(settings().withRollSize(1024))) {
            writeAll(sink, "x".repeat(600));
            Files.move(path(), directory.resolve("log.jsonl.1"));
            Files.writeString(path(), "created by others\n");
            writeAll(sink, "y".repeat(600));
        }

        assertThat(RolledOutput.messagesOf(directory.resolve("log.jsonl.1"))).containsExactly("x".repeat(600));
        assertThat(Files.readString(path())).startsWith("created by others\n{").contains("yyy");
        assertThat(RolledOutput.of(path()).files()).containsExactly(path());
    }

    @Test
    void a_file_that_others_have_emptied_has_its_whole_room_again() throws IOException {
        try (FileSink sink = open(settings().withRollSize(1024))) {
            writeAll(sink, "x".repeat(600));
            Files.copy(path(), directory.resolve("log.jsonl.1"));
            Files.write(path(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            writeAll(sink, "y".repeat(600));
        }

        assertThat(RolledOutput.of(path()).messages()).containsExactly("y".repeat(600));
        assertThat(RolledOutput.of(path()).files()).containsExactly(path());
    }

    @Test
    void a_second_sink_is_refused_while_the_first_one_rolls_the_file() throws IOException {
        FileSink first = FileSink.open(settings().withRollSize(1024));
        try (first) {
            assertThatThrownBy(() -> FileSink.open(settings().withRollSize(1024)))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("is written and rolled by another process or sink already");
            writeAll(first, "still whole");
        }
        FileSink.open(settings().withRollSize(1024)).close();

        assertThat(RolledOutput.messagesOf(path())).containsExactly("still whole");
    }

    private static String[] numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "event " + i).toArray(String[]::new);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private FileSettings settings() {
        return FileSettings.of(path()).withRoll(roll -> roll.withZone(ZoneOffset.UTC));
    }

    private FileSink open(FileSettings settings) throws IOException {
        return FileSink.open(settings, FileOpener::open, nanos::get, millis::get);
    }

    private Path path() {
        return directory.resolve("log.jsonl");
    }

    /** As a lane does: what was not taken again. */
    static void writeAll(FileSink sink, String... messages) throws IOException {
        SampleEvent[] events =
                java.util.Arrays.stream(messages).map(SampleEvent::of).toArray(SampleEvent[]::new);
        int next = 0;
        while (next < events.length) {
            next += sink.write(SampleBatch.of(java.util.Arrays.copyOfRange(events, next, events.length)));
        }
    }
}
