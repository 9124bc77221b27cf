package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SettingsException;
import io.logrich.settings.SpoolSettings;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of the one runtime of a process, seen through the front door. */
class LogRichTest {
    @TempDir
    Path directory;

    private final List<LogEvent> arrived = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        LogRich.shutdown();
    }

    @Test
    void a_second_init_is_refused_and_the_first_runtime_is_untouched() throws Exception {
        LogRich.init(config().build());
        assertThatThrownBy(() -> LogRich.init(config().build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be called twice without shutdown()");
        assertThat(LogRich.get("x").info("still here").ok()).isTrue();
        LogRich.shutdown();
        LogRich.init(config().build());
        assertThat(LogRich.get("x").info("and again").ok()).isTrue();
        LogRich.shutdown();
        assertThat(arrived).extracting(LogEvent::message).containsExactly("still here", "and again");
    }

    @RepeatedTest(50)
    void of_many_inits_at_once_one_succeeds() throws Exception {
        int threads = 4;
        CyclicBarrier barrier = new CyclicBarrier(threads);
        AtomicInteger succeeded = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                try {
                    barrier.await();
                    LogRich.init(config().build());
                    succeeded.incrementAndGet();
                } catch (IllegalStateException twice) {
                    refused.incrementAndGet();
                } catch (Exception other) {
                    throw new IllegalStateException(other);
                }
            });
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join();
        }
        assertThat(succeeded).hasValue(1);
        assertThat(refused).hasValue(threads - 1);
    }

    @Test
    void an_init_that_fails_leaves_nothing_behind_and_the_next_one_works() throws Exception {
        RuntimeConfig impossible = config().spoolPlace(SpoolSettings.Place.FILE)
                .file(directory.resolve("missing").resolve("x.jsonl"), FileSettings.Format.JSONL, LogLevel.INFO)
                .build();
        assertThatThrownBy(() -> Opening.open(impossible, runtimeDirectory()))
                .hasMessageContaining("file must be a regular file that can be written");
        assertThat(trees()).isEmpty();
        assertThatThrownBy(() -> LogRich.init(impossible)).isInstanceOf(SettingsException.class);
        assertThat(LogRich.isInitialised()).isFalse();
        LogRich.init(config().build());
        assertThat(LogRich.get("x").info("works").ok()).isTrue();
    }

    @Test
    void an_init_with_more_sinks_than_a_ring_has_room_for_leaves_nothing_behind() throws Exception {
        AtomicInteger open = new AtomicInteger(20);
        RuntimeConfig.Builder many = config().spoolPlace(SpoolSettings.Place.FILE);
        for (int i = 0; i < 20; i++) {
            many.sink(new CustomSink("more-" + i, LogLevel.INFO, new Sink() {
                @Override
                public int write(EventBatch batch) {
                    return batch.size();
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            }));
        }
        assertThatThrownBy(() -> Opening.open(many.build(), runtimeDirectory())).isInstanceOf(IOException.class);
        assertThat(trees()).isEmpty();
        assertThat(open).hasValue(0);
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .noneMatch(name -> name.startsWith("logrich-more"));
    }

    @Test
    void an_interrupted_thread_can_open_and_close_a_runtime_and_stays_interrupted() throws Exception {
        Thread.currentThread().interrupt();
        try {
            LogRich.init(
                    config().spoolPlace(SpoolSettings.Place.FILE).treeLog(true).build());
            assertThat(LogRich.get("x").info("works").ok()).isTrue();
            assertThat(LogRich.shutdown().complete()).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(arrived).hasSize(1);
    }

    @Test
    void a_runtime_that_nobody_configured_gives_way_to_init_and_nothing_is_lost() throws Exception {
        LogRich.attach();
        Logger log = LogRich.get("x");
        assertThat(log.trace("before").reason()).isEqualTo("logger_level");
        LogRuntime implicit = LogRich.current();
        LogRich.attach();
        assertThat(LogRich.current()).isSameAs(implicit);
        LogRich.init(config().build());
        assertThat(log.info("after").ok()).isTrue();
        assertThat(implicit.isOpen()).isFalse();
        assertThat(implicit.get("old").info("through a logger of the old one").ok())
                .isTrue();
        assertThatThrownBy(() -> LogRich.init(config().build())).hasMessageContaining("twice");
        LogRich.shutdown();
        assertThat(arrived).extracting(LogEvent::message).containsExactly("after", "through a logger of the old one");
    }

    @Test
    void loggers_outlive_a_runtime_and_follow_the_next_one() throws Exception {
        LogRich.init(config().build());
        Logger log = LogRich.get("x");
        assertThat(log.info("one").ok()).isTrue();
        LogRich.shutdown();
        assertThat(log.info("between").reason()).isEqualTo("shut_down");
        assertThat(LogRich.shutdown().complete()).isTrue();
        LogRich.init(config().build());
        assertThat(log.info("two").ok()).isTrue();
        LogRich.shutdown();
        assertThat(arrived).extracting(LogEvent::message).containsExactly("one", "two");
    }

    @Test
    void flush_and_shutdown_can_be_waited_for_without_blocking() throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        LogRich.init(RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .laneStallAfter(Duration.ofMinutes(5))
                .sink(new CustomSink("slow", LogLevel.INFO, batch -> {
                    release.join();
                    return batch.size();
                }))
                .build());
        LogRich.get("x").info("waits");
        CompletableFuture<FlushResult> flushed = LogRich.flushAsync(Duration.ofSeconds(20));
        CompletableFuture<ShutdownResult> ended = LogRich.shutdownAsync();
        assertThat(flushed).isNotDone();
        assertThat(ended).isNotDone();
        release.complete(null);
        assertThat(flushed.get().complete()).isTrue();
        assertThat(ended.get().complete()).isTrue();
    }

    private RuntimeConfig.Builder config() {
        return RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolPlace(SpoolSettings.Place.MEMORY)
                .sink(new CustomSink("sink", LogLevel.INFO, this::take));
    }

    private int take(EventBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            arrived.add(batch.event(i));
        }
        return batch.size();
    }

    private Map<String, String> runtimeDirectory() {
        return Map.of("XDG_RUNTIME_DIR", directory.toString());
    }

    private List<Path> trees() throws IOException {
        try (var children = Files.list(directory.resolve("logrich"))) {
            return children.toList();
        }
    }
}
