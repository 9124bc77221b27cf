package io.logrich.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeenEventsTest {
    @Property(tries = 300)
    void each_number_of_each_run_is_new_once(
            @ForAll @Size(max = 400) List<@LongRange(min = 1, max = 3000) Long> numbers) {
        SeenEvents seen = new SeenEvents();
        Set<List<Long>> model = new HashSet<>();
        for (long number : numbers) {
            long run = number % 3;
            // within what has been seen of a run nothing is too old: the window is small only while its numbers are
            boolean isNew = model.add(List.of(run, number));
            boolean tooOld = seenHighest(model, run) - number >= SeenEvents.WINDOW;
            assertThat(seen.add(run, 7, number)).isEqualTo(isNew && !tooOld);
        }
    }

    @Test
    void what_is_older_than_the_window_counts_as_seen() {
        SeenEvents seen = new SeenEvents();
        long high = 10_000_000;
        assertThat(seen.add(1, 1, high)).isTrue();
        assertThat(seen.add(1, 1, high)).isFalse();
        assertThat(seen.add(1, 1, high - SeenEvents.WINDOW + 1)).isTrue();
        assertThat(seen.add(1, 1, high - SeenEvents.WINDOW)).isFalse();
        assertThat(seen.add(1, 1, high + 1)).isTrue();
        assertThat(seen.add(1, 1, high - SeenEvents.WINDOW + 1)).isFalse();
    }

    @Test
    void numbers_that_are_none_are_always_new_and_cost_nothing() {
        SeenEvents seen = new SeenEvents();
        for (long number : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE}) {
            assertThat(seen.add(1, 1, number)).isTrue();
        }
        assertThat(seen.add(1, 1, 1)).isTrue();
        assertThat(seen.add(1, 1, 1)).isFalse();
    }

    @Test
    void only_so_many_runs_are_remembered() {
        SeenEvents seen = new SeenEvents();
        for (int run = 0; run <= SeenEvents.MOST_RUNS; run++) {
            assertThat(seen.add(run, 1, 5)).isTrue();
        }
        assertThat(seen.add(SeenEvents.MOST_RUNS, 1, 5)).isFalse();
        assertThat(seen.add(0, 1, 5)).as("forgotten").isTrue();
    }

    private static long seenHighest(Set<List<Long>> model, long run) {
        return model.stream()
                .filter(seen -> seen.get(0) == run)
                .mapToLong(seen -> seen.get(1))
                .max()
                .orElse(0);
    }
}
