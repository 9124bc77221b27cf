package io.logrich.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import io.logrich.settings.QueueFullPolicy;
import io.logrich.settings.QueueSettings;
import io.logrich.spool.Ring;
import io.logrich.spool.RingWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The states of a lane, one row each: well, failed, degraded, hanging, catching up, ending. The clock is turned by hand,
 * the sink does what it is told.
 */
class QueueStateTest {
    private static final Duration STALL = Duration.ofMillis(200);
    private static final Duration RESET = Duration.ofSeconds(30);
    private static final QueueSettings SETTINGS = new QueueSettings(
            true, 1000, QueueFullPolicy.BLOCK, Duration.ofSeconds(1), Duration.ofSeconds(5), STALL, RESET);

    /** Half of 50 ms: the fixture's dice always show zero. */
    private static final long FIRST_BACKOFF = 25_000_000;

    private static final long LONG_ENOUGH = Long.MAX_VALUE / 4;

    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final ScriptedSink sink = new ScriptedSink();
    private final Ring ring = LaneFixture.ring(1 << 16, RingWriter.UNBOUNDED);
    private final LaneFixture lanes = new LaneFixture(ring, SETTINGS, clock::get).with("sink", sink);

    @AfterEach
    void end() {
        sink.mode = ScriptedSink.Mode.TAKE;
        Thread stopping = new Thread(() -> lanes.lanes.close(Duration.ofHours(1).toNanos()));
        stopping.start();
        LaneFixture.await(() -> {
            turn(Duration.ofSeconds(1));
            return !stopping.isAlive();
        });
    }

    @Test
    void not_started_what_is_put_waits_and_is_taken_after_the_start() throws Exception {
        LaneFixture late = new LaneFixture(ring, SETTINGS, clock::get).with("late", sink);
        late.lanes.add(LaneLog.of(ring));
        assertThat(late.log(LogLevel.INFO, "early")).isTrue();
        late.lanes.start();
        LaneFixture.await(() -> sink.taken.equals(List.of("early")));
        late.lanes.close(LONG_ENOUGH);
    }

    @Test
    void well_then_the_sink_fails_reported_once_and_nobody_waits_for_it() throws Exception {
        lanes.start();
        sink.mode = ScriptedSink.Mode.FAIL;
        lanes.log(LogLevel.INFO, "a");
        LaneFixture.await(() -> sink.attempts.get() == 1 && !isWaitedFor());
        LaneFixture.await(() -> {
            turn(Duration.ofSeconds(1));
            return sink.attempts.get() > 3;
        });
        assertThat(lanes.reports().stream().map(QueueStateTest::nameOf))
                .containsExactly("queue_worker_error", "queue_degraded_drop_mode");
        assertThat(lanes.reports().get(0)).contains("event_id=", "logger=lane-test", "out of order", "sink=sink");
        assertThat(lanes.reports().get(1)).contains("reason=worker_failed", "sink=sink");
    }

    @Test
    void failed_it_is_tried_again_after_twice_the_time_each() throws Exception {
        lanes.start();
        sink.mode = ScriptedSink.Mode.FAIL;
        lanes.log(LogLevel.INFO, "a");
        LaneFixture.await(() -> sink.attempts.get() == 1);
        long wait = FIRST_BACKOFF;
        for (int attempt = 2; attempt < 12; attempt++) {
            int before = attempt - 1;
            long waited = wait;
            LaneFixture.await(() -> lanes.parked == waited);
            clock.addAndGet(wait - 1);
            LaneFixture.await(() -> lanes.parked == 1);
            assertThat(sink.attempts).hasValue(before);
            clock.addAndGet(1);
            LaneFixture.await(() -> sink.attempts.get() == before + 1);
            wait = Math.min(5_000_000_000L, wait * 2);
        }
        long last = wait; // turned before the lane has begun to wait, the clock would add to its wait
        LaneFixture.await(() -> lanes.parked == last);
        sink.mode = ScriptedSink.Mode.TAKE;
        turn(Duration.ofSeconds(10));
        LaneFixture.await(() -> sink.taken.equals(List.of("a")));
    }

    /** One event alone would be given up soon if it were its fault, which it is if the sink refuses it. */
    @ParameterizedTest
    @CsvSource({"NO_MEMORY, 0", "FAIL, 0", "REFUSE, 1"})
    void failed_for_lack_of_memory_no_event_is_given_up_for_it(ScriptedSink.Mode mode, long lost) throws Exception {
        lanes.start();
        sink.mode = mode;
        lanes.log(LogLevel.INFO, "a");
        LaneFixture.await(() -> {
            turn(Duration.ofSeconds(6));
            return sink.attempts.get() > 20 || pending() == 0;
        });
        assertThat(lanes.monitor.snapshot().lostByReason().getOrDefault("rejected", 0L))
                .isEqualTo(lost);
        sink.mode = ScriptedSink.Mode.TAKE;
        LaneFixture.await(() -> {
            turn(Duration.ofSeconds(6));
            return pending() == 0;
        });
        assertThat(sink.taken).hasSize(1 - (int) lost);
    }

    @Test
    void failed_and_working_again_it_is_waited_for_only_after_the_cooldown() throws Exception {
        lanes.start();
        sink.mode = ScriptedSink.Mode.FAIL;
        lanes.log(LogLevel.INFO, "a");
        LaneFixture.await(() -> lanes.parked == FIRST_BACKOFF);
        assertThat(isWaitedFor()).isFalse();
        sink.mode = ScriptedSink.Mode.TAKE;
        turn(Duration.ofSeconds(1));
        LaneFixture.await(() -> sink.taken.size() == 1);
        clock.addAndGet(RESET.toNanos() - Duration.ofSeconds(1).toNanos() - 1);
        assertNothingHappens(this::isWaitedFor);
        assertThat(lanes.reports()).noneMatch(report -> report.startsWith("queue_worker_recovered"));
        clock.addAndGet(1);
        LaneFixture.await(() -> isWaitedFor() && lanes.reports().size() == 3);
        assertThat(lanes.reports().stream().map(QueueStateTest::nameOf))
                .containsExactly("queue_worker_error", "queue_degraded_drop_mode", "queue_worker_recovered");
    }

    @Test
    void a_failure_within_the_cooldown_begins_it_again_and_is_the_same_episode() throws Exception {
        lanes.start();
        sink.mode = ScriptedSink.Mode.FAIL;
        lanes.log(LogLevel.INFO, "a");
        LaneFixture.await(() -> lanes.parked == FIRST_BACKOFF);
        assertThat(isWaitedFor()).isFalse();
        sink.mode = ScriptedSink.Mode.TAKE;
        turn(Duration.ofSeconds(1));
        LaneFixture.await(() -> sink.taken.size() == 1);
        turn(Duration.ofSeconds(20));
        lanes.parked = 0;
        sink.mode = ScriptedSink.Mode.FAIL;
        lanes.log(LogLevel.INFO, "b");
        LaneFixture.await(() -> lanes.parked == FIRST_BACKOFF);
        sink.mode = ScriptedSink.Mode.TAKE;
        turn(Duration.ofSeconds(20)); // 41 s after the first failure, 20 s after the second
        LaneFixture.await(() -> sink.taken.size() == 2);
        assertNothingHappens(this::isWaitedFor);
        turn(Duration.ofSeconds(11));
        LaneFixture.await(() -> isWaitedFor() && lanes.reports().size() == 3);
        assertThat(lanes.reports().stream().map(QueueStateTest::nameOf))
                .containsExactly("queue_worker_error", "queue_degraded_drop_mode", "queue_worker_recovered");
    }

    @Test
    void a_second_episode_is_reported_again() throws Exception {
        lanes.start();
        for (int episode = 1; episode <= 2; episode++) {
            sink.mode = ScriptedSink.Mode.FAIL;
            lanes.log(LogLevel.INFO, "a");
            LaneFixture.await(() -> !isWaitedFor());
            sink.mode = ScriptedSink.Mode.TAKE;
            int wanted = episode;
            LaneFixture.await(() -> {
                turn(Duration.ofSeconds(1));
                return sink.taken.size() == wanted;
            });
            LaneFixture.await(() -> {
                turn(RESET);
                return isWaitedFor() && lanes.reports().size() == 3 * wanted;
            });
        }
        assertThat(lanes.reports().stream().map(QueueStateTest::nameOf))
                .containsExactly(
                        "queue_worker_error",
                        "queue_degraded_drop_mode",
                        "queue_worker_recovered",
                        "queue_worker_error",
                        "queue_degraded_drop_mode",
                        "queue_worker_recovered");
    }

    @Test
    void a_write_that_hangs_is_a_failure_from_the_outside_until_it_comes_back() throws Exception {
        lanes.start();
        sink.mode = ScriptedSink.Mode.HOLD;
        lanes.log(LogLevel.INFO, "a");
        LaneFixture.await(() -> sink.attempts.get() == 1);
        clock.addAndGet(STALL.toNanos());
        assertThat(isWaitedFor()).isTrue();
        clock.addAndGet(1);
        assertThat(isWaitedFor()).isFalse();
        assertThat(isWaitedFor()).isFalse();
        assertThat(lanes.reports().stream().map(QueueStateTest::nameOf))
                .containsExactly("queue_worker_error", "queue_degraded_drop_mode");
        sink.mode = ScriptedSink.Mode.TAKE;
        LaneFixture.await(() -> isWaitedFor() && lanes.reports().size() == 3);
        assertThat(lanes.reports().get(2)).isEqualTo("queue_worker_recovered {sink=sink}");
        assertThat(sink.taken).containsExactly("a");
    }

    @Test
    void ending_with_time_everything_is_delivered_and_the_sink_is_closed() throws Exception {
        lanes.start();
        sink.mode = ScriptedSink.Mode.HOLD;
        logMany(30);
        AtomicReference<List<String>> hung = new AtomicReference<>();
        Thread stopping = new Thread(() -> hung.set(lanes.lanes.close(LONG_ENOUGH)));
        stopping.start();
        sink.mode = ScriptedSink.Mode.TAKE;
        stopping.join();
        assertThat(hung.get()).isEmpty();
        assertThat(sink.taken).hasSize(30);
        assertThat(sink.closed).isTrue();
        assertThat(pending()).isZero();
    }

    @Test
    void ending_without_time_what_is_in_hand_is_finished_and_the_rest_stays() throws Exception {
        lanes.start();
        sink.mode = ScriptedSink.Mode.HOLD;
        logMany(1);
        LaneFixture.await(() -> sink.attempts.get() == 1);
        logMany(20);
        AtomicBoolean done = new AtomicBoolean();
        Thread stopping = new Thread(() -> {
            lanes.lanes.close(0);
            done.set(true);
        });
        stopping.start();
        LaneFixture.await(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        sink.mode = ScriptedSink.Mode.TAKE;
        LaneFixture.await(() -> sink.closed);
        stopping.join();
        assertThat(sink.taken).containsExactly("m 0");
        assertThat(pending()).isEqualTo(20);
        assertThat(lanes.monitor.snapshot().lostBySink()).isEmpty();
    }

    @Test
    void ending_while_the_sink_fails_it_is_tried_until_the_deadline_and_not_called_hung() throws Exception {
        lanes.start();
        sink.mode = ScriptedSink.Mode.FAIL;
        logMany(5);
        LaneFixture.await(() -> sink.attempts.get() == 1);
        AtomicReference<List<String>> hung = new AtomicReference<>();
        Thread stopping = new Thread(
                () -> hung.set(lanes.lanes.close(Duration.ofSeconds(5).toNanos())));
        stopping.start();
        LaneFixture.await(() -> {
            if (lanes.parked != 0) { // the lane waits, so it has had its turn
                lanes.parked = 0;
                turn(Duration.ofMillis(20)); // twice at most before it wakes: less than the grace after the deadline
            }
            return sink.closed;
        });
        stopping.join();
        assertThat(hung.get()).isEmpty();
        assertThat(sink.attempts.get()).isGreaterThan(2);
        assertThat(pending()).isEqualTo(5);
    }

    @Test
    void ending_in_the_middle_of_a_long_backoff_it_is_tried_once_more_while_there_is_time() throws Exception {
        lanes.start();
        sink.mode = ScriptedSink.Mode.FAIL;
        logMany(5);
        LaneFixture.await(() -> {
            turn(Duration.ofSeconds(1));
            return lanes.parked >= Duration.ofSeconds(4).toNanos();
        });
        sink.mode = ScriptedSink.Mode.TAKE;
        Thread stopping =
                new Thread(() -> lanes.lanes.close(Duration.ofSeconds(1).toNanos()));
        stopping.start();
        LaneFixture.await(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        LaneFixture.await(() -> {
            turn(Duration.ofMillis(1));
            return sink.closed;
        });
        stopping.join();
        assertThat(sink.taken).hasSize(5);
    }

    @Test
    void ending_while_the_sink_hangs_it_is_named_and_ends_when_it_comes_back() throws Exception {
        lanes.start();
        sink.mode = ScriptedSink.Mode.HOLD;
        logMany(5);
        LaneFixture.await(() -> sink.attempts.get() == 1);
        AtomicReference<List<String>> hung = new AtomicReference<>();
        Thread stopping = new Thread(
                () -> hung.set(lanes.lanes.close(Duration.ofSeconds(5).toNanos())));
        stopping.start();
        LaneFixture.await(() -> {
            turn(Duration.ofSeconds(1));
            return !stopping.isAlive();
        });
        assertThat(hung.get()).containsExactly("sink");
        assertThat(sink.closed).isFalse();
        sink.mode = ScriptedSink.Mode.TAKE;
        LaneFixture.await(() -> sink.closed);
    }

    @Test
    void ended_nobody_waits_for_it_and_a_flush_says_at_once_that_something_is_left() throws Exception {
        lanes.start();
        lanes.lanes.close(LONG_ENOUGH);
        assertThat(isWaitedFor()).isFalse();
        lanes.log(LogLevel.INFO, "too late");
        assertThat(lanes.lanes.flush(LONG_ENOUGH)).isFalse();
    }

    @RepeatedTest(100)
    void a_stop_right_after_the_last_event_never_waits_for_its_deadline() throws Exception {
        ScriptedSink quick = new ScriptedSink();
        LaneFixture short1 = new LaneFixture(LaneFixture.ring(1 << 16, RingWriter.UNBOUNDED), SETTINGS, clock::get)
                .with("quick", quick)
                .start();
        short1.log(LogLevel.INFO, "last");
        assertThat(short1.lanes.close(LONG_ENOUGH)).isEmpty(); // the clock stands still: only the end itself ends this
        assertThat(quick.taken).containsExactly("last");
    }

    @RepeatedTest(100)
    void a_flush_right_after_the_last_event_never_waits_for_its_deadline() throws Exception {
        lanes.start();
        lanes.log(LogLevel.INFO, "last");
        assertThat(lanes.lanes.flush(LONG_ENOUGH)).isTrue();
        assertThat(sink.taken).containsExactly("last");
    }

    private boolean isWaitedFor() {
        return lanes.lanes.lane("sink").isWaitedFor();
    }

    private void turn(Duration by) {
        clock.addAndGet(by.toNanos());
    }

    private long pending() {
        return lanes.lanes.pending(ring.writer().sequence()).getOrDefault("sink", -1L);
    }

    private void logMany(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            assertThat(lanes.log(LogLevel.INFO, "m " + i)).isTrue();
        }
    }

    private static String nameOf(String report) {
        return report.substring(0, report.indexOf(' '));
    }

    /** Gives the lane a hundred rounds in which it could do the wrong thing. */
    private static void assertNothingHappens(java.util.function.BooleanSupplier wrong) {
        for (int i = 0; i < 20; i++) {
            java.util.concurrent.locks.LockSupport.parkNanos(300_000);
            assertThat(wrong.getAsBoolean()).isFalse();
        }
    }
}
