package io.logrich.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import io.logrich.settings.FileSettings;
import io.logrich.sink.Sink;
import io.logrich.sink.file.FileSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The file of text keeps the contract: one line an event that nobody can forge, stacks indented below it. */
final class TextFileContractTest extends SinkContract {
    private static final Pattern DANGEROUS = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]");

    /** The message stands between the event's id and the first of its fields. */
    private static final Pattern LINE = Pattern.compile("\\S+ \\w+ +test [0-9a-f]{32} (.*) environment=test .*");

    private final FileSizeLimit limit = new FileSizeLimit();

    @TempDir
    Path directory;

    @Override
    protected Sink open() {
        return FileSink.open(new FileSettings(file(), FileSettings.Format.TEXT, LogLevel.TRACE));
    }

    @Override
    protected List<String> delivered() throws IOException {
        List<String> messages = new ArrayList<>();
        for (String line : Files.readString(file()).split("\n")) {
            if (!line.isEmpty() && !line.startsWith(" ")) {
                Matcher parts = LINE.matcher(line);
                assertThat(parts.matches()).as(line).isTrue();
                messages.add(parts.group(1));
            }
        }
        return messages;
    }

    @Override
    protected String shown(String message) {
        return DANGEROUS
                .matcher(message)
                .replaceAll(
                        found -> Matcher.quoteReplacement(escape(found.group().charAt(0))));
    }

    private static String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", (int) c);
        };
    }

    @Override
    protected boolean breakDestination() throws IOException {
        return limit.set(Files.size(file()) + 100); // a part of a line can still be written
    }

    @Override
    protected boolean mendDestination() throws IOException {
        return limit.lift();
    }

    @AfterEach
    void lift_the_limit() throws IOException {
        limit.lift();
    }

    private Path file() {
        return directory.resolve("events.log");
    }
}
