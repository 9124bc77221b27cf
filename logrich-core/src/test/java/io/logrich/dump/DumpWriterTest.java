package io.logrich.dump;

import static io.logrich.dump.HistoryTest.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LogLevel;
import io.logrich.render.SampleEvent;
import io.logrich.text.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DumpWriterTest {
    @TempDir
    Path directory;

    @Test
    void nothing_is_empty_text_and_an_empty_array() throws IOException {
        assertThat(dump(DumpFormat.TEXT)).isEmpty();
        assertThat(dump(DumpFormat.JSON)).isEqualTo("[]");
    }

    @Test
    void text_is_a_line_for_each_event_without_an_end_after_the_last() throws IOException {
        String text = dump(DumpFormat.TEXT, at("one", 0), at("two", 1).excInfo("why\n\tat x"));

        assertThat(text)
                .matches("2026-11-23T20:50:14\\+00:00 INFO     app.mod \\w{32} one environment=env job_id=job"
                        + " service=svc\n"
                        + "2026-11-23T20:50:15\\+00:00 INFO     app.mod \\w{32} two environment=env job_id=job"
                        + " service=svc\n"
                        + " {4}why\n"
                        + " {8}at x");
    }

    @Test
    void JSON_is_an_array_with_an_event_on_each_line() throws IOException {
        String text = dump(DumpFormat.JSON, at("one\n", 0), at("two", 1).level(LogLevel.ERROR));

        List<?> events = (List<?>) JsonReader.read(text);
        assertThat(text.lines()).hasSize(4);
        assertThat(events).hasSize(2);
        assertThat(((Map<?, ?>) events.get(1)).keySet())
                .isEqualTo(java.util.Set.of(
                        "event_id",
                        "timestamp",
                        "logger_name",
                        "level",
                        "level_name",
                        "level_value",
                        "level_code",
                        "level_icon",
                        "message",
                        "context",
                        "extra",
                        "exc_info",
                        "stack_info",
                        "thread_name",
                        "sequence"));
        assertThat(((Map<?, ?>) events.get(0)).get("message")).isEqualTo("one\n");
        assertThat(((Map<?, ?>) events.get(1)).get("level_value")).isEqualTo(40L);
    }

    @ParameterizedTest
    @EnumSource
    void hostile_and_large_events_are_events_like_any_other(DumpFormat format) throws IOException {
        SampleRing ring = SampleRing.inMemory(1);
        for (int i = 0; i < 8; i++) {
            ring.log(at("\u001b[31m\r\n\u202e" + "\u0007".repeat(5000), i).extra("k\n", "v\u0000"));
        }
        ring.log(SampleEvent.ofBytes(new byte[] {(byte) 0xff, '"', '\n', (byte) 0x9b})
                .extra("x", "y")
                .damagedExtra());
        History history = History.read(List.of(ring.reader()), 100);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(DumpWriter.of(format, DumpLook.DEFAULT).write(history, out)).isEqualTo(9);

        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(out.toByteArray()))
                .toString();
        assertThat(text.replace("\n", "").chars()).noneMatch(c -> c < 0x20 || c == 0x7f);
        if (format == DumpFormat.TEXT || format == DumpFormat.JSON) {
            assertThat(text.lines()).hasSize(format == DumpFormat.JSON ? 11 : 9);
        }
        if (format == DumpFormat.JSON) {
            assertThat((List<?>) JsonReader.read(text)).hasSize(9);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_large_dump_is_passed_on_in_pieces(DumpFormat format) throws IOException {
        SampleRing ring = SampleRing.inMemory(1);
        for (int i = 0; i < 6; i++) {
            ring.log(at("\u0001".repeat(8000), i));
        }
        List<Integer> pieces = new ArrayList<>();
        OutputStream target = new OutputStream() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                pieces.add(length);
            }

            @Override
            public void write(int value) {
                pieces.add(1);
            }
        };

        DumpWriter.of(format, DumpLook.DEFAULT).write(History.read(List.of(ring.reader()), 100), target);

        assertThat(pieces).hasSizeGreaterThan(2).allMatch(length -> length < 150_000);
    }

    @Test
    void a_file_is_for_its_owner_alone_and_nothing_else_is_left() throws IOException {
        Path file = directory.resolve("a").resolve("b").resolve("dump.json");

        int shown = DumpWriter.of(DumpFormat.JSON, DumpLook.DEFAULT).write(historyOf(at("m", 0)), file);

        assertThat(shown).isEqualTo(1);
        assertThat(Files.readString(file)).isEqualTo(dump(DumpFormat.JSON, at("m", 0)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(names(file.getParent())).containsExactly("dump.json");
    }

    @Test
    void a_file_of_that_name_is_replaced() throws IOException {
        Path file = Files.writeString(directory.resolve("dump"), "old and much longer than the new one".repeat(100));

        DumpWriter.of(DumpFormat.JSON, DumpLook.DEFAULT).write(historyOf(), file);

        assertThat(file).hasContent("[]");
    }

    @Test
    void what_is_no_file_is_neither_replaced_nor_followed() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "precious");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        DumpWriter writer = DumpWriter.of(DumpFormat.JSON, DumpLook.DEFAULT);

        for (Path path : List.of(link, directory, Path.of("/dev/null"))) {
            assertThatThrownBy(() -> writer.write(historyOf(), path))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is not a regular file");
        }
        assertThat(target).hasContent("precious");
        assertThat(link).isSymbolicLink();
        assertThat(names(directory)).containsExactlyInAnyOrder("target", "link");
    }

    @Test
    void a_dump_that_fails_leaves_the_old_file_and_no_draft() throws IOException {
        Path file = Files.writeString(directory.resolve("dump"), "old");

        assertThatThrownBy(() -> WholeFile.write(file, target -> {
                    target.write('x');
                    assertThat(names(directory)).as("old file and draft").hasSize(2);
                    assertThat(file).hasContent("old");
                    throw new IOException("No space left on device");
                }))
                .hasMessage("No space left on device");

        assertThat(file).hasContent("old");
        assertThat(names(directory)).containsExactly("dump");
    }

    private static String dump(DumpFormat format, SampleEvent... events) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DumpWriter.of(format, DumpLook.DEFAULT).write(historyOf(events), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static History historyOf(SampleEvent... events) {
        return History.read(List.of(SampleRing.inMemory(1).log(events).reader()), 100);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
