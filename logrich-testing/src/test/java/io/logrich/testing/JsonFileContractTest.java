package io.logrich.testing;

import io.logrich.event.LogLevel;
import io.logrich.settings.FileSettings;
import io.logrich.sink.Sink;
import io.logrich.sink.file.FileSink;
import io.logrich.text.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The file of JSON lines keeps the contract: what a JSON reader finds in it is what was written. */
final class JsonFileContractTest extends SinkContract {
    private final FileSizeLimit limit = new FileSizeLimit();

    @TempDir
    Path directory;

    @Override
    protected Sink open() {
        return FileSink.open(new FileSettings(file(), FileSettings.Format.JSONL, LogLevel.TRACE));
    }

    @Override
    protected List<String> delivered() throws IOException {
        return Files.readAllLines(file()).stream()
                .map(line -> ((Map<?, ?>) JsonReader.read(line)).get("message").toString())
                .toList();
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
        return directory.resolve("events.jsonl");
    }
}
