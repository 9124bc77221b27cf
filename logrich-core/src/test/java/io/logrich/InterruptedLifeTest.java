package io.logrich;

import static io.logrich.RuntimeFixture.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thread that is interrupted in the middle of opening or closing a runtime. The JDK closes the files it works with, so
 * opening may fail; then it says so and nothing is left behind. Closing does not fail.
 */
class InterruptedLifeTest {
    private static final int ROUNDS = 60;

    @TempDir
    Path directory;

    /** What was reported of files. */
    private final List<String> reports = new CopyOnWriteArrayList<>();

    @Test
    void opening_works_or_fails_clean_and_the_next_one_works() throws Exception {
        int opened = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path home = Files.createDirectory(directory.resolve("open" + round));
            LogRuntime runtime = interruptedAfter(delay(round), () -> openIn(home));
            if (runtime == null) {
                assertThat(treesIn(home)).as("left behind").isEmpty();
                runtime = openIn(home);
            } else {
                opened++;
            }
            assertThat(runtime.get("test").info("works").ok()).isTrue();
            assertThat(runtime.shutdown().complete()).isTrue();
        }
        assertThat(opened).isPositive();
        System.out.println("interrupted while it was opened: " + (ROUNDS - opened) + " of " + ROUNDS + " gave up");
    }

    @Test
    void closing_delivers_everything_all_the_same() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            RuntimeFixture fixture = new RuntimeFixture();
            Path home = Files.createDirectory(directory.resolve("close" + round));
            LogRuntime runtime = openIn(home, batch -> {
                LockSupport.parkNanos(1_000_000);
                return fixture.take(batch);
            });
            for (int i = 0; i < 20; i++) {
                runtime.get("test").info("event {}", i);
            }
            ShutdownResult result = interruptedAfter(delay(round), runtime::shutdown);
            assertThat(result).isNotNull();
            assertThat(result.complete()).isTrue();
            assertThat(fixture.arrived).hasSize(20);
            assertThat(reports).isEmpty();
            assertThat(treesIn(home)).as("left behind").isEmpty();
        }
    }

    @Test
    void a_sink_that_is_interrupted_may_close_its_runtime() throws Exception {
        Path home = Files.createDirectory(directory.resolve("sink"));
        AtomicReference<LogRuntime> runtime = new AtomicReference<>();
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        runtime.set(openIn(home, batch -> {
            Thread.currentThread().interrupt();
            runtime.get().shutdown(Duration.ofMillis(100));
            kept.complete(Thread.interrupted());
            return batch.size();
        }));
        runtime.get().get("test").info("the last one");

        assertThat(kept.get(30, TimeUnit.SECONDS))
                .as("the interruption is kept")
                .isTrue();
        runtime.get().shutdown();
        assertThat(reports).isEmpty();
    }

    /** From a microsecond to half a second, so that on every machine some come before, in the middle and after. */
    private static long delay(int round) {
        return 1000L << round / 3;
    }

    /** What a thread gets that is interrupted after so many ns; null if it gave up. It stays interrupted in any case. */
    private static <T> @Nullable T interruptedAfter(long nanos, Undisturbed.Work<T> work) throws Exception {
        Thread me = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            LockSupport.parkNanos(nanos);
            me.interrupt();
        });
        interrupter.start();
        T result = null;
        try {
            result = work.run();
        } catch (InterruptedIOException gaveUp) {
            assertThat(gaveUp).hasMessage("interrupted while the runtime was opened");
            assertThat(me.isInterrupted()).isTrue();
        }
        while (interrupter.isAlive()) { // to join it is what it may interrupt
            LockSupport.parkNanos(50_000);
        }
        assertThat(Thread.interrupted()).as("the interruption is kept").isTrue();
        return result;
    }

    private LogRuntime openIn(Path home) throws IOException {
        return openIn(home, EventBatch::size);
    }

    private LogRuntime openIn(Path home, Sink sink) throws IOException {
        RuntimeConfig config = config(sink)
                .spoolPlace(SpoolSettings.Place.FILE)
                .spoolBytes(1 << 16)
                .treeLogBytes(1 << 16)
                .queueStopTimeout(Duration.ofSeconds(30))
                .treeLog(true)
                .diagnosticHook((name, payload) -> {
                    if (name.equals("spool_error") || name.equals("collector_error")) {
                        reports.add(name + payload);
                    }
                })
                .build();
        return Opening.open(config, Map.of("XDG_RUNTIME_DIR", home.toString()));
    }

    private static List<Path> treesIn(Path home) throws IOException {
        Path trees = home.resolve("logrich");
        if (!Files.exists(trees)) {
            return List.of();
        }
        try (var children = Files.list(trees)) {
            return children.toList();
        }
    }
}
