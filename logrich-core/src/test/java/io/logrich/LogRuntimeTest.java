package io.logrich;

import static io.logrich.RuntimeFixture.config;
import static io.logrich.RuntimeFixture.held;
import static io.logrich.RuntimeFixture.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.diagnostics.SeveritySnapshot;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.settings.CustomSink;
import io.logrich.settings.QueueFullPolicy;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SettingsException;
import io.logrich.settings.SpoolSettings;
import io.logrich.sink.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a runtime promises to the application, one sentence at a time. */
class LogRuntimeTest {
    @TempDir
    Path directory;

    private final RuntimeFixture fixture = new RuntimeFixture();
    private final List<LogEvent> arrived = fixture.arrived;

    @Test
    void accepted_and_dropped_together_are_what_was_attempted() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicLong written = new AtomicLong();
        LogRuntime runtime = open(config(held(release, written))
                .queueFullPolicy(QueueFullPolicy.DROP)
                .laneStallAfter(Duration.ofMinutes(5))
                .queueMaxsize(64));
        long accepted = 0;
        int attempted = 1000;
        for (int i = 0; i < attempted; i++) {
            LogResult result = runtime.get("test").info("event {}", i);
            assertThat(result.eventId()).hasSize(32);
            if (result.ok()) {
                accepted++;
            } else {
                assertThat(result.reason()).isEqualTo("queue_full");
            }
        }
        SeveritySnapshot snapshot = runtime.severitySnapshot();
        assertThat(accepted).isBetween(50L, 64L);
        assertThat(snapshot.totalEvents()).isEqualTo(accepted);
        assertThat(snapshot.droppedTotal()).isEqualTo(attempted - accepted);
        assertThat(snapshot.dropsByReason()).containsEntry("queue_full", attempted - accepted);
        release.countDown();
        assertThat(runtime.shutdown().complete()).isTrue();
        assertThat(written).hasValue(accepted);
    }

    @Test
    void the_reserve_is_for_warnings() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        LogRuntime runtime = open(config(held(release, new AtomicLong()))
                .queueFullPolicy(QueueFullPolicy.DROP)
                .laneStallAfter(Duration.ofMinutes(5))
                .queueMaxsize(64));
        Logger log = runtime.get("test");
        while (log.info("fill").ok()) {
            // until it is full
        }
        assertThat(log.warning("this has room").ok()).isTrue();
        release.countDown();
        runtime.shutdown();
    }

    @Test
    void a_caller_waits_for_a_sink_that_is_well_and_no_longer_than_it_was_told() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        LogRuntime runtime = open(config(held(release, new AtomicLong()))
                .queuePutTimeout(Duration.ofMillis(300))
                .laneStallAfter(Duration.ofMinutes(5))
                .queueMaxsize(8));
        Logger log = runtime.get("test");
        long start = System.nanoTime();
        LogResult result = log.info("first");
        while (result.ok()) {
            start = System.nanoTime();
            result = log.info("more");
        }
        long waited = (System.nanoTime() - start) / 1_000_000;
        assertThat(result.reason()).isEqualTo("queue_full");
        assertThat(waited).isBetween(300L, 3000L);
        release.countDown();
        runtime.shutdown();
    }

    @Test
    void a_sink_that_hangs_for_good_does_not_stop_the_application_nor_the_other_sinks() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        List<String> reports = new CopyOnWriteArrayList<>();
        LogRuntime runtime = open(config(fixture::take)
                .sink(new CustomSink("hung", LogLevel.INFO, held(never, new AtomicLong())))
                .spoolDirectory(directory.resolve("tree"))
                .spoolBytes(1 << 20)
                .queuePutTimeout(Duration.ofSeconds(30))
                .queueStopTimeout(Duration.ofSeconds(3))
                .laneStallAfter(Duration.ofSeconds(2))
                .diagnosticHook((name, payload) -> reports.add(name + payload)));
        Logger log = runtime.get("test");
        int events = 20_000;
        for (int i = 0; i < events; i++) {
            assertThat(log.info("event {} {}", i, "x".repeat(100)).ok()).isTrue();
        }
        ShutdownResult end = runtime.shutdown();
        assertThat(end.hung()).containsExactly("hung");
        assertThat(end.complete()).isFalse();
        assertThat(arrived.stream().filter(event -> event.loggerName().equals("test")))
                .hasSize(events);
        assertThat(runtime.severitySnapshot().lostBySink().get("hung").get(LogLevel.INFO))
                .isPositive();
        assertThat(runtime.severitySnapshot().lostByReason()).containsKey("evicted");
        assertThat(reports).anyMatch(report -> report.startsWith("queue_degraded_drop_mode"));
        never.countDown();
    }

    @Test
    void without_a_queue_the_call_answers_what_the_sinks_did() throws Exception {
        Sink failing = batch -> {
            throw new IOException("no");
        };
        LogRuntime runtime = open(config(fixture::take)
                .sink(new CustomSink("failing", LogLevel.ERROR, failing))
                .spoolDirectory(directory.resolve("tree"))
                .queueStopTimeout(Duration.ofMillis(200))
                .queueEnabled(false));
        LogResult fine = runtime.get("test").info("only the first sink wants this");
        assertThat(fine.ok()).isTrue();
        assertThat(fine.queued()).isFalse();
        assertThat(arrived).hasSize(1);
        LogResult failed = runtime.get("test").error("both want this");
        assertThat(failed.ok()).isFalse();
        assertThat(failed.accepted()).isTrue();
        assertThat(failed.reason()).isEqualTo("adapter_error");
        assertThat(failed.failedSinks()).containsExactly("failing");
        runtime.shutdown();
    }

    @Test
    void a_call_never_throws_whatever_it_is_given() throws Exception {
        LogRuntime runtime = open(config(fixture::take).spoolDirectory(directory.resolve("tree")));
        Logger log = runtime.get("test");
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        };
        assertThat(log.info((String) null).ok()).isTrue();
        assertThat(log.info("").ok()).isTrue();
        assertThat(log.info("{} {}", "too few").ok()).isTrue();
        assertThat(log.info("none", 1, 2, 3, 4).ok()).isTrue();
        assertThat(log.info("{}", hostile).ok()).isTrue();
        assertThat(log.atInfo()
                        .with("hostile", hostile)
                        .with("self", List.of(hostile))
                        .log("x")
                        .ok())
                .isTrue();
        assertThat(log.info(() -> {
                            throw new IllegalStateException("no message");
                        })
                        .ok())
                .isTrue();
        assertThat(log.exception("with cause", new RuntimeException("a", new RuntimeException("b")))
                        .ok())
                .isTrue();
        assertThat(runtime.flush(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(arrived).hasSize(8);
        assertThat(arrived.get(4).message()).contains("IllegalStateException");
        assertThat(arrived.get(7).excInfo()).contains("Caused by: java.lang.RuntimeException: b");
        runtime.shutdown();
    }

    @Test
    void a_message_longer_than_a_record_is_shortened_and_marked() throws Exception {
        LogRuntime runtime = open(config(fixture::take)
                .spoolBytes(1 << 16)
                .payloadLimits(
                        new io.logrich.settings.PayloadLimits(true, 1 << 20, 25, 1 << 20, 3, 1 << 22, 20, 256, 100)));
        assertThat(runtime.get("test")
                        .atInfo()
                        .with("k", "v".repeat(9000))
                        .log("m".repeat(30_000))
                        .ok())
                .isTrue();
        assertThat(runtime.flush(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(arrived).hasSize(1);
        assertThat(arrived.get(0).message().length()).isBetween(4000, 8192);
        assertThat(arrived.get(0).extra()).containsEntry("_shortened", true);
        runtime.shutdown();
    }

    @Test
    void a_timeout_beyond_all_counting_is_no_error() throws Exception {
        LogRuntime runtime = open(config(fixture::take)
                .spoolPlace(SpoolSettings.Place.MEMORY)
                .queueMaxsize(8)
                .queuePutTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                .queueStopTimeout(Duration.ofSeconds(Long.MAX_VALUE)));
        for (int i = 0; i < 200; i++) {
            assertThat(runtime.get("test").info("event {}", i).ok()).isTrue();
        }
        assertThat(runtime.shutdown().complete()).isTrue();
    }

    @RepeatedTest(50)
    void attempted_is_accepted_and_dropped_from_many_threads_with_a_sink_that_fails() throws Exception {
        AtomicLong offered = new AtomicLong();
        LogRuntime runtime = open(config(batch -> {
                    if (offered.incrementAndGet() % 3 == 0) {
                        throw new IOException("every third time");
                    }
                    return fixture.take(batch);
                })
                .spoolPlace(SpoolSettings.Place.MEMORY)
                .queueFullPolicy(QueueFullPolicy.DROP)
                .queueMaxsize(64)
                .queueStopTimeout(Duration.ofMillis(100))
                .spoolBytes(1 << 16));
        int each = 400;
        AtomicLong accepted = new AtomicLong();
        List<Thread> threads = new java.util.ArrayList<>();
        for (int t = 0; t < 3; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    accepted.addAndGet(runtime.get("test").info("event {}", i).ok() ? 1 : 0);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        runtime.shutdown();
        SeveritySnapshot snapshot = runtime.severitySnapshot();
        long lost = snapshot.lostBySink().getOrDefault("sink", Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long told = arrived.stream()
                .filter(event -> event.loggerName().equals("logrich.tree"))
                .count();
        long summaries = snapshot.totalEvents() - accepted.get(); // sentences about losses are events too
        assertThat(snapshot.attempted()).isEqualTo(3L * each + summaries);
        assertThat(arrived.size() + lost).isEqualTo(snapshot.totalEvents());
        assertThat(told).isLessThanOrEqualTo(summaries);
    }

    @Test
    void a_bad_setting_is_fatal_and_says_which_and_why() {
        assertThatThrownBy(() -> RuntimeConfig.builder(" ", "test").build())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("service must not be empty");
        assertThatThrownBy(() -> RuntimeConfig.builder("a", "b").queueMaxsize(0))
                .hasMessage("Invalid runtime settings: queueMaxsize must be positive, was 0");
        assertThatThrownBy(() -> RuntimeConfig.builder("a", "b").build().with(Map.of("LOG_QUEUE_MAXSIZE", "many")))
                .hasMessageContaining("LOG_QUEUE_MAXSIZE must be a whole number, was 'many'");
    }

    @Test
    void a_child_that_has_just_ended_gets_its_obituary_before_the_end() throws Exception {
        for (int i = 0; i < 20; i++) {
            arrived.clear();
            LogRuntime runtime = open(config(fixture::take).spoolDirectory(directory.resolve("tree")));
            runtime.start(new ProcessBuilder("sh", "-c", "exit 3")).waitFor();
            runtime.shutdown();
            assertThat(arrived)
                    .extracting(LogEvent::message)
                    .singleElement()
                    .asString()
                    .contains("exit code 3");
        }
    }
}
