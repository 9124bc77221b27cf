package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The clock of log calls: right to the microsecond, never back, and a time of day that is set is noticed. */
class WallClockTest {
    private static final long START = 1_700_000_000_000_000_000L;
    private static final long MILLISECOND = 1_000_000;

    private long nanoTime = -5_000;
    private long distance = START + 5_000;
    private int measured;

    private final WallClock clock = new WallClock(() -> nanoTime, this::time);

    private long time() {
        measured++;
        return nanoTime + distance;
    }

    @Test
    void it_is_the_time_of_day() {
        assertThat(clock.micros()).isEqualTo(START / 1000);
        nanoTime += 1_499;
        assertThat(clock.micros()).isEqualTo(START / 1000 + 1);
        nanoTime += TimeUnit.DAYS.toNanos(400);
        assertThat(clock.micros()).isEqualTo((START + TimeUnit.DAYS.toNanos(400) + 1_499) / 1000);
    }

    @Test
    void the_time_of_day_is_asked_once_a_millisecond() {
        measured = 0;
        for (int i = 0; i < 10_000; i++) {
            nanoTime += 1_000;
            clock.micros();
        }
        assertThat(measured).isBetween(9, 10);
    }

    @Test
    void a_time_of_day_that_is_set_is_noticed_within_a_millisecond() {
        distance -= TimeUnit.HOURS.toNanos(1);
        nanoTime += MILLISECOND;
        assertThat(clock.micros()).isEqualTo((nanoTime + distance) / 1000);
        distance += TimeUnit.DAYS.toNanos(3);
        nanoTime += MILLISECOND;
        assertThat(clock.micros()).isEqualTo((nanoTime + distance) / 1000);
    }

    @Property
    void it_does_not_go_back_for_what_is_only_the_measurements_error(
            @ForAll @LongRange(min = 0, max = 900) long error) {
        long last = clock.micros();
        for (int i = 0; i < 5_000; i++) {
            distance = START + 5_000 + (i % 2 == 0 ? error : 0);
            nanoTime += 700;
            long now = clock.micros();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
    }

    /** A thread that lost the processor between the readings has measured nothing. */
    @Test
    void a_measurement_that_took_long_changes_nothing() {
        long[] slept = {0};
        WallClock interrupted = new WallClock(() -> nanoTime, () -> {
            nanoTime += slept[0];
            return nanoTime + distance;
        });
        slept[0] = 50 * MILLISECOND;
        nanoTime += MILLISECOND;
        long begun = nanoTime;
        assertThat(interrupted.micros()).isEqualTo((begun + distance) / 1000);
        slept[0] = 0;
        nanoTime += 2 * MILLISECOND;
        assertThat(interrupted.micros()).isEqualTo((nanoTime + distance) / 1000);
    }

    @Test
    void the_first_distance_is_the_best_of_some() {
        long[] slept = {70 * MILLISECOND};
        WallClock late = new WallClock(() -> nanoTime, () -> {
            nanoTime += slept[0];
            slept[0] = 0;
            return nanoTime + distance;
        });
        assertThat(late.micros()).isEqualTo((nanoTime + distance) / 1000);
    }

    @Test
    void the_systems_clock_is_that_of_the_jdk() {
        WallClock real = WallClock.ofSystem();
        for (int i = 0; i < 1_000; i++) {
            long before = microsOf(Instant.now());
            long time = real.micros();
            long after = microsOf(Instant.now());
            assertThat(time).isBetween(before - 5, after + 5);
        }
    }

    private static long microsOf(Instant instant) {
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1_000;
    }
}
