package io.logrich.sink.graylog;

import io.logrich.settings.HostPort;
import java.io.IOException;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Which of several servers to use: the first that works, and that one until it fails. One that has failed rests, longer
 * each time, while there is another. When to try at all is the lane's business: one server alone is never kept from being
 * tried. One thread only.
 */
final class Endpoints {
    private static final long FIRST_REST_NANOS = 500_000_000;
    private static final long LONGEST_REST_NANOS = 60_000_000_000L;

    private final List<HostPort> all;
    private final LongSupplier nanoTime;
    private final DoubleSupplier random;
    private final long[] restUntil;
    private final int[] failures;
    private int current;

    /**
     * With a clock and numbers from 0 to 1 for the jitter.
     */
    Endpoints(List<HostPort> all, LongSupplier nanoTime, DoubleSupplier random) {
        this.all = all;
        this.nanoTime = nanoTime;
        this.random = random;
        this.restUntil = new long[all.size()];
        this.failures = new int[all.size()];
        java.util.Arrays.fill(restUntil, nanoTime.getAsLong());
    }

    int count() {
        return all.size();
    }

    HostPort current() {
        return all.get(current);
    }

    /** Opens something at the first endpoint that is not resting, or at the one whose rest ends first. */
    <T> T open(Opening<T> opening) throws IOException {
        current = next();
        try {
            return opening.open(current());
        } catch (IOException | RuntimeException failed) {
            failed();
            throw failed;
        }
    }

    private int next() {
        long now = nanoTime.getAsLong();
        int soonest = 0;
        for (int i = 0; i < restUntil.length; i++) {
            if (restUntil[i] - now <= 0) {
                return i;
            }
            if (restUntil[i] - restUntil[soonest] < 0) {
                soonest = i;
            }
        }
        return soonest;
    }

    /** The current one took something. */
    void worked() {
        failures[current] = 0;
        restUntil[current] = nanoTime.getAsLong();
    }

    /** The current one does not work. */
    void failed() {
        long whole = Math.min(LONGEST_REST_NANOS, FIRST_REST_NANOS << Math.min(failures[current]++, 20));
        restUntil[current] = nanoTime.getAsLong() + whole / 2 + (long) (whole / 2 * random.getAsDouble());
    }

    /** How something is opened at an endpoint. */
    interface Opening<T> {
        T open(HostPort endpoint) throws IOException;
    }
}
