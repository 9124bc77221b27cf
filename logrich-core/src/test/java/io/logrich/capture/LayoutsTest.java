package io.logrich.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.logrich.event.LogLevel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@code layouts.txt}, lines as programs print them. */
class LayoutsTest {
    private final List<DynamicTest> tests = new ArrayList<>();

    @TestFactory
    List<DynamicTest> reads_what_programs_print() throws IOException {
        List<String> corpus = corpus();
        for (int i = 0; i + 1 < corpus.size(); i += 2) {
            String line = corpus.get(i).startsWith("{") ? corpus.get(i) : unescaped(corpus.get(i)); // JSON has its own
            String expected = corpus.get(i + 1);
            String trace = i + 2 < corpus.size() && corpus.get(i + 2).startsWith("^ ") ? corpus.get(i + 2) : null;
            i += trace == null ? 0 : 1;
            tests.add(dynamicTest(line, () -> check(line, expected, trace)));
        }
        assertThat(tests).hasSizeGreaterThan(100);
        return tests;
    }

    private static void check(String line, String expected, String trace) {
        LineParts parts = new LineParts();
        boolean known = Layouts.read(line, true, parts);
        if (expected.startsWith("! ")) {
            assertThat(known).isFalse();
            assertThat(described(parts)).isEqualTo("= " + expected.substring(2) + " | - | " + line + " |");
        } else {
            assertThat(described(parts)).isEqualTo(expected);
            assertThat(parts.trace).isEqualTo(trace == null ? null : unescaped(trace.substring(2)));
        }
    }

    private static String described(LineParts parts) {
        String fields = parts.fields().entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("; "));
        String logger = parts.logger == null ? "-" : parts.logger;
        LogLevel level = parts.level == null ? LogLevel.INFO : parts.level;
        return "= " + level + " | " + logger + " | " + parts.message + " |" + (fields.isEmpty() ? "" : " " + fields);
    }

    @Test
    void takes_every_line_as_text_when_layouts_are_off() {
        LineParts parts = new LineParts();
        assertThat(Layouts.read("<3>WARNING:root:x", false, parts)).isFalse();
        assertThat(described(parts)).isEqualTo("= ERROR | - | WARNING:root:x |");
        parts.clear();
        assertThat(Layouts.read("{\"level\":\"error\",\"msg\":\"x\"}", false, parts))
                .isFalse();
        assertThat(parts.level).isNull();
    }

    /** Pieces of layouts in any order, with anything between them. */
    @Property(tries = 20_000)
    void takes_any_line_whole_or_in_parts(@ForAll("lines") String line) {
        LineParts parts = new LineParts();
        boolean known = Layouts.read(line, true, parts);
        if (!known && LevelWord.prefix(line, 0) == null) {
            assertThat(parts.message).isEqualTo(line);
        }
        if (!line.contains("{") && !line.contains("\\")) { // no escapes
            assertThat(line).contains(parts.message);
        }
    }

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> pieces = Arbitraries.of(
                "2024-01-02 15:04:05,678",
                "15:04:05.678",
                "3:04PM",
                "0102 15:04:05.678901",
                "I",
                "<3>",
                "INFO",
                "error",
                "[",
                "]",
                "(",
                ")",
                "---",
                " - ",
                " -- ",
                "-",
                "|",
                ":",
                "::",
                " ",
                "   ",
                "\t",
                "main",
                "com.acme.App",
                "App",
                "123",
                "x.go:12",
                "time=",
                "level=",
                "msg=",
                "\"",
                "=",
                "k=\"v\"",
                "{\"level\":\"info\",\"msg\":\"x\"}",
                "{\"",
                "}",
                "/",
                "WARNING:root:",
                "[           main]",
                " : ",
                "é",
                "\0");
        return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(3))
                .list()
                .ofMaxSize(14)
                .map(list -> String.join("", list));
    }

    /** Each line is the beginning of a layout and then a million characters that could go on with it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"msg\":\"",
                "{\"a\":{",
                "15:04:05 [",
                "15:04:05 INFO [",
                "[a] INFO a",
                "15:04:05 INFO a(",
                "15:04:05 INFO a -k=\"",
                "15:04:05 INFO 1 --- [a]",
                "time=1 a=\"",
                "I0102 15:04:05.1 1 ",
                "ERROR:",
                "15:04:05\tINFO\t",
                "15:04:05 | INFO | a:",
                "[15:04:05] INFO (",
                "level=info msg=x "
            })
    @Timeout(60)
    void takes_a_time_that_grows_with_the_length_alone(String begin) {
        for (String rest :
                new String[] {"a", "a.", "[", "] ", "- ", "\t", ": ", "(", " (", "\"- ", "k=\"v\" ", "a=b ", "\\", "{"
                }) {
            String line = begin + rest.repeat((1 << 20) / rest.length());
            LineParts parts = new LineParts();
            long start = System.nanoTime();
            Layouts.read(line, true, parts);
            assertThat(System.nanoTime() - start)
                    .as(begin + rest)
                    .isLessThan(2_000_000_000L); // quadratic would be hours
            assertThat(parts.fields()).hasSizeLessThanOrEqualTo(64);
        }
    }

    private static List<String> corpus() throws IOException {
        try (InputStream in = Objects.requireNonNull(LayoutsTest.class.getResourceAsStream("layouts.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static String unescaped(String text) {
        return text.replace("\\t", "\t").replace("\\n", "\n");
    }
}
