package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.EventBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A collector in the test's own JVM, and what its {@link Speaker}s have said. */
final class Hall implements AutoCloseable {
    final ConcurrentLinkedQueue<LogEvent> spoken = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<LogEvent> tree = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> reports = new ConcurrentLinkedQueue<>();
    final LogRuntime runtime;

    Hall(Path spool) throws IOException {
        runtime = LogRuntime.openRoot(RuntimeConfig.builder("hall", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(spool)
                .treeLogBytes(16 << 20)
                .sink(new CustomSink("hall", LogLevel.TRACE, this::take))
                .diagnosticHook((name, payload) -> reports.add(name + payload))
                .build());
    }

    /** The command for a speaker, with what it inherits. */
    ProcessBuilder speaker(int number) throws IOException {
        return runtime.inherit(Jvms.java(List.of("-Xmx32m", "-XX:-UsePerfData"), Speaker.class, number));
    }

    Speaker.Handle start(ProcessBuilder builder) throws IOException {
        return Speaker.Handle.of(runtime.watch(builder.start(), "speaker"));
    }

    long heardFrom(int number) {
        return spoken.stream()
                .filter(event -> event.message().startsWith(number + ":"))
                .count();
    }

    List<String> obituaries() {
        return tree.stream()
                .map(LogEvent::message)
                .filter(message -> message.contains(" ended: "))
                .toList();
    }

    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("time for " + what + "; reported " + reports + ", told " + obituaries())
                    .isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private int take(EventBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            LogEvent event = batch.event(i);
            (event.loggerName().equals("logrich.tree") ? tree : spoken).add(event);
        }
        return batch.size();
    }

    @Override
    public void close() {
        runtime.shutdown();
    }
}
