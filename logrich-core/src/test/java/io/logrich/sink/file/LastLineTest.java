package io.logrich.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.settings.FileSettings.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastLineTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSONL|''|''",
                "JSONL|a~|a~",
                "JSONL|{\"event_id\":\"1\"}~|{\"event_id\":\"1\"}~",
                "JSONL|{\"event_id\":\"1\"}~{\"event_id\":\"2\",\"mes|{\"event_id\":\"1\"}~",
                "JSONL|{\"event_id\":\"1\"}~{|{\"event_id\":\"1\"}~",
                "JSONL|{\"event_id\":\"1\"|''",
                "JSONL|some notes|some notes~",
                "JSONL|{\"other\":1}|{\"other\":1}~",
                "JSONL|a~2026-11-23T20:50:14|a~2026-11-23T20:50:14~",
                "TEXT|''|''",
                "TEXT|a~2026-11-23T20:50:14+00:00 INFO|a~",
                "TEXT|a~20|a~",
                "TEXT|a~        at x.Y|a~",
                "TEXT|a~   |a~",
                "TEXT|some notes|some notes~",
                "TEXT|a~{\"event_id\":\"1|a~{\"event_id\":\"1~"
            })
    void cuts_what_is_ours_and_ends_what_is_not(Format format, String before, String after) throws IOException {
        assertThat(mended(before.replace('~', '\n'), format)).isEqualTo(after.replace('~', '\n'));
    }

    @Test
    void finds_the_beginning_of_a_long_line() throws IOException {
        for (int length : new int[] {65_535, 65_536, 65_537, 131_072, 1_500_000}) {
            String line = "{\"event_id\":\"" + "x".repeat(length - 13);

            assertThat(mended("first\n" + line, Format.JSONL))
                    .as("length %d", length)
                    .isEqualTo("first\n");
        }
    }

    @Test
    void looks_back_only_so_far() throws IOException {
        String first = "{\"event_id\":\"1\"}\n";
        String within = first + "{\"event_id\":\"" + "x".repeat(LastLine.FURTHEST - 14);
        String beyond = first + "{\"event_id\":\"" + "x".repeat(LastLine.FURTHEST - 13);

        assertThat(mended(within, Format.JSONL)).isEqualTo(first);
        assertThat(mended(beyond, Format.JSONL)).isEqualTo(beyond + "\n");
    }

    @Test
    void a_file_that_may_only_grow_gets_its_line_end() throws IOException {
        Path path = directory.resolve("growing");
        Files.writeString(path, "first\n{\"event_id\":");

        try (AppendChannel file = new FaultyChannel(FileOpener.open(path)).refuseTruncation()) {
            LastLine.mend(file, Format.JSONL);
        }

        assertThat(path).hasContent("first\n{\"event_id\":\n");
    }

    private String mended(String content, Format format) throws IOException {
        Path path = directory.resolve("file");
        Files.writeString(path, content, StandardCharsets.ISO_8859_1);
        try (AppendChannel file = FileOpener.open(path)) {
            LastLine.mend(file, format);
        }
        return Files.readString(path, StandardCharsets.ISO_8859_1);
    }
}
