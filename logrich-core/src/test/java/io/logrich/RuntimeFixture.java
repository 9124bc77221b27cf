package io.logrich;

import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Runtimes of a test, with one sink whose events are kept here or which is held up. */
final class RuntimeFixture {
    /** What the sink has taken. */
    final List<LogEvent> arrived = java.util.Collections.synchronizedList(new java.util.ArrayList<>());

    static LogRuntime open(RuntimeConfig.Builder config) throws IOException {
        return Opening.open(config.build(), Map.of());
    }

    static RuntimeConfig.Builder config(Sink sink) {
        return RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .sink(new CustomSink("sink", LogLevel.INFO, sink));
    }

    int take(EventBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            arrived.add(batch.event(i));
        }
        return batch.size();
    }

    static Sink held(CountDownLatch release, AtomicLong written) {
        return batch -> {
            try {
                release.await();
            } catch (InterruptedException ended) {
                throw new IOException(ended);
            }
            written.addAndGet(batch.size());
            return batch.size();
        };
    }
}
