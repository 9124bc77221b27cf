package io.logrich.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The counters add up, at every moment and from whatever threads they are counted. */
class SeverityMonitorTest {
    private final SeverityMonitor monitor = new SeverityMonitor();

    @Test
    void every_key_is_there_from_the_start() {
        SeveritySnapshot empty = monitor.snapshot();
        assertThat(empty.highest()).isNull();
        assertThat(empty.counts())
                .hasSize(LogLevel.COUNT)
                .allSatisfy((level, count) -> assertThat(count).isZero());
        assertThat(empty.thresholds()).containsOnlyKeys(LogLevel.WARNING, LogLevel.ERROR);
        assertThat(empty.dropsByReason()).containsOnlyKeys("queue_full", "rate_limited");
        assertThat(empty.dropsByReasonAndLevel()).containsOnlyKeys("queue_full", "rate_limited");
        assertThat(empty.attempted()).isZero();
    }

    @Test
    void it_counts_by_level_reason_and_sink() {
        monitor.accepted(LogLevel.INFO);
        monitor.accepted(LogLevel.WARNING);
        monitor.accepted(LogLevel.CRITICAL);
        monitor.dropped(LogLevel.ERROR, Loss.QUEUE_FULL, 2);
        monitor.dropped(LogLevel.DEBUG, Loss.TOO_LONG, 1);
        monitor.lost("graylog", Loss.EVICTED, LogLevel.INFO, 5);
        monitor.lost("graylog", Loss.EVICTED, LogLevel.INFO, -2);
        monitor.lost("graylog", Loss.REJECTED, LogLevel.ERROR, 1);
        SeveritySnapshot snapshot = monitor.snapshot();
        assertThat(snapshot.highest()).isEqualTo(LogLevel.CRITICAL).isEqualTo(monitor.highest());
        assertThat(snapshot.totalEvents()).isEqualTo(3);
        assertThat(snapshot.thresholds()).containsEntry(LogLevel.WARNING, 2L).containsEntry(LogLevel.ERROR, 1L);
        assertThat(snapshot.droppedTotal()).isEqualTo(3);
        assertThat(snapshot.attempted()).isEqualTo(6);
        assertThat(snapshot.dropsByReasonAndLevel().get("queue_full")).containsEntry(LogLevel.ERROR, 2L);
        assertThat(snapshot.dropsByLevel()).containsEntry(LogLevel.ERROR, 2L).containsEntry(LogLevel.DEBUG, 1L);
        assertThat(snapshot.lostBySink().get("graylog"))
                .containsEntry(LogLevel.INFO, 3L)
                .containsEntry(LogLevel.ERROR, 1L);
        assertThat(snapshot.lostBySinkAndReason()).containsEntry("graylog", Map.of("evicted", 3L, "rejected", 1L));
        assertThat(snapshot.lostByReason()).containsEntry("evicted", 3L);
        assertThatThrownBy(() -> snapshot.counts().put(LogLevel.INFO, 7L))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void after_a_reset_reasons_stay_known_and_nothing_is_below_zero() {
        monitor.dropped(LogLevel.INFO, Loss.TOO_LONG, 1);
        monitor.lost("file", Loss.EVICTED, LogLevel.INFO, 1);
        monitor.reset();
        monitor.lost("file", Loss.EVICTED, LogLevel.INFO, -1);
        SeveritySnapshot snapshot = monitor.snapshot();
        assertThat(snapshot.dropsByReason()).containsEntry("too_long", 0L);
        assertThat(snapshot.lostBySink().get("file")).containsEntry(LogLevel.INFO, 0L);
        assertThat(snapshot.highest()).isNull();
    }

    @Test
    void counts_of_threads_are_part_of_the_sum_and_forgotten_at_a_reset() {
        AcceptedCount one = monitor.newCount();
        AcceptedCount two = monitor.newCount();
        one.add(LogLevel.TRACE);
        one.add(LogLevel.INFO);
        two.add(LogLevel.INFO);
        monitor.accepted(LogLevel.INFO);
        assertThat(monitor.snapshot().counts()).containsEntry(LogLevel.INFO, 3L).containsEntry(LogLevel.TRACE, 1L);
        assertThat(monitor.highest()).isEqualTo(LogLevel.INFO);

        monitor.reset();
        assertThat(monitor.snapshot().totalEvents()).isZero();
        assertThat(monitor.highest()).isNull();

        two.add(LogLevel.CRITICAL);
        assertThat(monitor.snapshot().totalEvents()).isOne();
        assertThat(monitor.highest()).isEqualTo(LogLevel.CRITICAL);
    }

    @RepeatedTest(50)
    void every_snapshot_under_load_adds_up_and_the_last_one_is_exact() throws Exception {
        int each = 20_000;
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> counting = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            Thread thread = new Thread(() -> {
                AcceptedCount accepted = monitor.newCount();
                awaitQuietly(go);
                for (int i = 0; i < each; i++) {
                    LogLevel level = LogLevel.at(i % LogLevel.COUNT);
                    if (i % 3 == 0) {
                        monitor.dropped(level, i % 2 == 0 ? Loss.QUEUE_FULL : Loss.SHUT_DOWN, 1);
                    } else if (i % 3 == 1) {
                        accepted.add(level);
                    } else {
                        monitor.accepted(level);
                    }
                }
            });
            thread.start();
            counting.add(thread);
        }
        AtomicBoolean over = new AtomicBoolean();
        Thread looking = new Thread(() -> {
            while (!over.get()) {
                assertAddsUp(monitor.snapshot());
            }
        });
        List<Throwable> failed = new ArrayList<>();
        looking.setUncaughtExceptionHandler((thread, failure) -> failed.add(failure));
        looking.start();
        go.countDown();
        for (Thread thread : counting) {
            thread.join();
        }
        over.set(true);
        looking.join();
        assertThat(failed).isEmpty();
        assertAddsUp(monitor.snapshot());
        assertThat(monitor.snapshot().attempted()).isEqualTo(3L * each);
    }

    private static void assertAddsUp(SeveritySnapshot snapshot) {
        long counts =
                snapshot.counts().values().stream().mapToLong(Long::longValue).sum();
        long reasons = snapshot.dropsByReason().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long levels = snapshot.dropsByLevel().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (snapshot.totalEvents() != counts || snapshot.droppedTotal() != reasons || reasons != levels) {
            throw new AssertionError("does not add up: " + snapshot);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
