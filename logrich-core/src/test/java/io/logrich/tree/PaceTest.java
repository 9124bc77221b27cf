package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long a collector rests. */
class PaceTest {
    private final Pace pace = new Pace();

    @Test
    void who_has_work_does_not_rest() {
        restUntil(Pace.LONG_IDLE_NANOS);
        assertThat(pace.after(true)).isZero();
        assertThat(pace.after(false)).isEqualTo(Pace.SHORTEST_NANOS);
        assertThat(pace.looks()).isEqualTo(1);
    }

    @Test
    void a_pause_of_ten_milliseconds_is_no_silence_yet() {
        long took = 0;
        while (took < TimeUnit.MILLISECONDS.toNanos(9)) {
            long rest = pace.after(false);
            assertThat(rest).isEqualTo(Pace.SHORTEST_NANOS);
            took += rest;
        }
    }

    @Test
    void a_day_of_silence_changes_nothing_any_more() {
        restUntil(Pace.LONG_IDLE_NANOS);
        for (int i = 0; i < 100_000; i++) {
            assertThat(pace.after(false)).isEqualTo(Pace.LONG_IDLE_NANOS);
            assertThat(pace.looks()).isEqualTo(5);
        }
    }

    @Test
    void work_ends_a_silence_whole() {
        restUntil(Pace.LONG_IDLE_NANOS);
        pace.after(true);
        assertThat(restUntil(Pace.IDLE_NANOS)).isBetween(500L, 5_000L);
        assertThat(restUntil(Pace.LONG_IDLE_NANOS)).isBetween(50_000L, 70_000L);
    }

    @Test
    void an_idle_tree_is_looked_at_seldom_within_seconds_and_seldomer_after_a_minute() {
        assertThat(restUntil(Pace.IDLE_NANOS)).isBetween(500L, 5_000L);
        assertThat(restUntil(Pace.LONG_IDLE_NANOS)).isBetween(50_000L, 70_000L);
        assertThat(pace.after(false)).isEqualTo(Pace.LONG_IDLE_NANOS);
    }

    @Test
    void who_expects_a_child_looks_often_again() {
        restUntil(Pace.LONG_IDLE_NANOS);
        pace.hurry();
        assertThat(pace.looks()).isEqualTo(1);
        assertThat(pace.after(false)).isEqualTo(Pace.SHORTEST_NANOS);
    }

    /** Does nothing until the pause is that long; says how many milliseconds that takes. */
    private long restUntil(long pause) {
        long took = 0;
        long rest = 0;
        while (rest < pause) {
            rest = pace.after(false);
            took += rest * pace.looks();
        }
        return TimeUnit.NANOSECONDS.toMillis(took);
    }
}
