package io.logrich.testing;

import io.logrich.event.LogLevel;
import io.logrich.settings.FileSettings;
import io.logrich.sink.Sink;
import io.logrich.sink.file.FileSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** The file of text keeps the contract: one line an event that nobody can forge, stacks indented below it. */
final class TextFileContractTest extends SinkContract {
    /** Every line of an event has its id, all in hexadecimal; the message stands between them. */
    private static final Pattern DANGEROUS =
            Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]");

    private static final String START = "TEST-START ";
    private static final String END = " TEST-END";

    @TempDir
    Path directory;

    @Override
    protected Sink open() {
        FileSink file = FileSink.open(new FileSettings(file(), FileSettings.Format.TEXT, LogLevel.TRACE));
        return file;
    }

    @Override
    protected List<String> delivered() throws IOException {
        return List.of();
    }

    @Override
    protected String shown(String message) {
        return DANGEROUS.matcher(message).replaceAll(found -> Matcher.quoteReplacement(escape(found.group().charAt(0))));
    }

    private static String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", (int) c);
        };
    }

    private Path file() {
        return directory.resolve("events.log");
    }
}
