package io.logrich.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.settings.FileSettings.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private static final String LINE = "{\"event_id\":\"1\"}\n";

    @TempDir
    Path directory;

    private final AtomicLong now = new AtomicLong(-5_000_000_000L);

    @Test
    void appends_to_what_is_there() throws IOException {
        Files.writeString(path(), "before\n");

        try (LogFile file = open(FileOpener::open)) {
            append(file, "one\n");
            append(file, "two\n");
        }

        assertThat(path()).hasContent("before\none\ntwo\n");
    }

    @Test
    void writes_in_one_piece_unless_the_disk_takes_less() throws IOException {
        FaultyChannel whole = new FaultyChannel(FileOpener.open(path()));
        FaultyChannel piecemeal = new FaultyChannel(FileOpener.open(path())).atOnce(4);
        try (LogFile one = open(path -> whole);
                LogFile other = open(path -> piecemeal)) {
            append(one, "123456789\n");
            append(other, "abcdefghi\n");
        }

        assertThat(whole.writes()).isEqualTo(1);
        assertThat(piecemeal.writes()).isEqualTo(3);
        assertThat(path()).hasContent("123456789\nabcdefghi\n");
    }

    @Test
    void a_full_disk_leaves_nothing_in_half_and_the_next_attempt_succeeds() throws IOException {
        LogFile.Opener opener = faultyAtFirst(channel -> channel.space(20));

        try (LogFile file = open(opener)) {
            append(file, LINE);
            assertThatThrownBy(() -> append(file, LINE + LINE)).hasMessage("No space left on device");
            assertThat(path()).hasContent(LINE);
            append(file, LINE + LINE);
        }

        assertThat(path()).hasContent(LINE + LINE + LINE);
    }

    @Test
    void what_could_not_be_taken_back_is_mended_by_the_next_attempt() throws IOException {
        LogFile.Opener opener = faultyAtFirst(channel -> channel.space(20).refuseTruncation());

        try (LogFile file = open(opener)) {
            append(file, LINE);
            assertThatThrownBy(() -> append(file, LINE + LINE))
                    .hasMessage("No space left on device")
                    .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
            append(file, LINE);
        }

        assertThat(path()).hasContent(LINE + LINE);
    }

    @Test
    void does_not_take_back_what_somebody_else_has_appended_meanwhile() throws IOException {
        LogFile.Opener opener = faultyAtFirst(channel -> channel.space(20)
                .beforeFailure(() -> Files.writeString(path(), "foreign\n", StandardOpenOption.APPEND)));

        try (LogFile file = open(opener)) {
            append(file, LINE);
            assertThatThrownBy(() -> append(file, LINE)).hasMessage("No space left on device");
        }

        assertThat(path()).hasContent(LINE + "{\"e" + "foreign\n");
    }

    @Test
    void makes_a_file_that_was_renamed_or_deleted_anew_after_at_most_a_second() throws IOException {
        try (LogFile file = open(FileOpener::open)) {
            append(file, "one\n");
            Files.move(path(), directory.resolve("log.1"));
            now.addAndGet(999_999_999L);
            append(file, "two\n");
            assertThat(path()).doesNotExist();
            now.addAndGet(1);
            append(file, "three\n");
            assertThat(path()).hasContent("three\n");
            Files.delete(path());
            now.addAndGet(1_000_000_000L);
            append(file, "four\n");
        }

        assertThat(directory.resolve("log.1")).hasContent("one\ntwo\n");
        assertThat(path()).hasContent("four\n");
    }

    @Test
    void keeps_a_file_that_stays_where_it_is() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        try (LogFile file = open(path -> {
            opened.incrementAndGet();
            return FileOpener.open(path);
        })) {
            append(file, "one\n");
            now.addAndGet(1_000_000_000L);
            append(file, "two\n");
        }

        assertThat(opened).hasValue(1);
    }

    @Test
    void lets_go_of_a_file_when_it_is_closed_or_cannot_be_used() throws IOException {
        Files.writeString(path(), "text");
        FaultyChannel sound = new FaultyChannel(FileOpener.open(path()));
        FaultyChannel unreadable = new FaultyChannel(FileOpener.open(path())).refuseReading();

        assertThatThrownBy(() -> open(path -> unreadable)).hasMessage("Input/output error");
        open(path -> sound).close();

        assertThat(unreadable.isClosed()).isTrue();
        assertThat(sound.isClosed()).isTrue();
    }

    @Test
    void appends_to_the_file_that_has_taken_the_place_of_the_old_one() throws IOException {
        try (LogFile file = open(FileOpener::open)) {
            append(file, "one\n");
            Files.move(path(), directory.resolve("log.1"));
            Files.writeString(path(), "new\n");
            now.addAndGet(1_000_000_000L);
            append(file, "two\n");
        }

        assertThat(path()).hasContent("new\ntwo\n");
    }

    @Test
    void continues_at_the_beginning_of_a_file_that_was_emptied() throws IOException {
        try (LogFile file = open(FileOpener::open)) {
            append(file, "one\n");
            Files.write(path(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            append(file, "two\n");
        }

        assertThat(path()).hasContent("two\n");
    }

    @Test
    void refuses_a_link_that_has_taken_the_place_of_the_file() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "precious\n");
        try (LogFile file = open(FileOpener::open)) {
            Files.delete(path());
            Files.createSymbolicLink(path(), target);
            now.addAndGet(1_000_000_000L);

            assertThatThrownBy(() -> append(file, "x\n"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("link");
            Files.delete(path());
            append(file, "back\n");
        }

        assertThat(target).hasContent("precious\n");
        assertThat(path()).hasContent("back\n");
    }

    @Test
    void survives_an_interrupt_in_the_middle() throws IOException {
        try (LogFile file = open(FileOpener::open)) {
            append(file, "one\n");
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> append(file, "two\n")).isInstanceOf(IOException.class);
            assertThat(Thread.interrupted()).isTrue();
            append(file, "three\n");
        }

        assertThat(Files.readString(path())).matches("one\n(two\n)?three\n");
    }

    private Path path() {
        return directory.resolve("log");
    }

    private LogFile open(LogFile.Opener opener) throws IOException {
        return LogFile.open(path(), Format.JSONL, opener, now::get, null);
    }

    private static void append(LogFile file, String text) throws IOException {
        byte[] bytes = (text + "beyond").getBytes(StandardCharsets.UTF_8);
        file.append(bytes, bytes.length - "beyond".length());
    }

    /** The first file that is opened has the fault, later ones have none. */
    private static LogFile.Opener faultyAtFirst(UnaryOperator<FaultyChannel> fault) {
        AtomicBoolean first = new AtomicBoolean(true);
        return path -> {
            AppendChannel real = FileOpener.open(path);
            return first.getAndSet(false) ? fault.apply(new FaultyChannel(real)) : real;
        };
    }
}
