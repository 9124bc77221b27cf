package io.logrich.slf4j;

import io.logrich.LogRich;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A runtime of this process whose events can be looked at. Thread-safe. */
final class SeenEvents implements AutoCloseable {
    private final List<LogEvent> events = new CopyOnWriteArrayList<>();

    static SeenEvents open() throws IOException {
        return open(builder -> builder);
    }

    static SeenEvents open(UnaryOperator<RuntimeConfig.Builder> settings) throws IOException {
        SeenEvents seen = new SeenEvents();
        LogRich.init(settings.apply(RuntimeConfig.builder("service", "test")
                        .consoleStream(ConsoleSettings.Stream.NONE)
                        .spoolPlace(SpoolSettings.Place.MEMORY)
                        .sink(new CustomSink("seen", LogLevel.TRACE, batch -> {
                            for (int i = 0; i < batch.size(); i++) {
                                seen.events.add(batch.event(i));
                            }
                            return batch.size();
                        })))
                .build());
        return seen;
    }

    /** Everything logged so far. */
    List<LogEvent> all() {
        LogRich.flush(Duration.ofSeconds(20));
        return List.copyOf(events);
    }

    /** The only event so far. */
    LogEvent one() {
        List<LogEvent> all = all();
        if (all.size() != 1) {
            throw new AssertionError("not one event: " + all);
        }
        return all.get(0);
    }

    @Override
    public void close() {
        LogRich.shutdown();
    }
}
