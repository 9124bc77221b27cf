package io.logrich.process;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.Sink;
import io.logrich.sink.console.ConsoleSink;
import io.logrich.sink.file.FileSink;
import io.logrich.sink.graylog.GraylogSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * Logs so many events that wait for their sink, then lets it go. Says on standard error how often the caller has written
 * anything, and the counts of the sink. Arguments: file, console or gelf; the file or the address of the receiver.
 */
public final class Waiting {
    static final int EVENTS = 10_000;

    private Waiting() {}

    public static void main(String[] arguments) throws IOException {
        CountedSink sink = new CountedSink(sink(arguments[0], arguments[1]));
        RuntimeConfig config = RuntimeConfig.builder("waiting", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .queueMaxsize(2 * EVENTS)
                .laneStallAfter(Duration.ofMinutes(1))
                .sink(new CustomSink("counted", LogLevel.INFO, sink))
                .build();
        long callers;
        try (LogRuntime runtime = LogRuntime.openRoot(config)) {
            Logger logger = runtime.get("waiting");
            long before = CountedSink.writesOfThisThread();
            for (int i = 0; i < EVENTS; i++) {
                logger.info("event {}", i);
            }
            callers = CountedSink.writesOfThisThread() - before;
            sink.release();
        }
        System.err.println(callers + " " + Arrays.toString(sink.counts()));
    }

    private static Sink sink(String kind, String target) {
        return switch (kind) {
            case "file" -> FileSink.open(FileSettings.of(Path.of(target)));
            case "gelf" -> GraylogSink.open(GraylogSettings.of(target));
            default ->
                ConsoleSink.open(ConsoleSettings.DEFAULT.withStream(ConsoleSettings.Stream.valueOf(target)), Map.of());
        };
    }
}
