package io.logrich.lane;

import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: twice as long each time up to a bound, with jitter, so that many lanes do not
 * knock at the same moment (Brooker, Exponential Backoff and Jitter, 2015: equal jitter). One thread only.
 */
final class Backoff {
    private final long firstNanos;
    private final long longestNanos;
    private final DoubleSupplier random;
    private int failures;

    /**
     * A backoff.
     *
     * @param random numbers from 0 to 1
     */
    Backoff(long firstNanos, long longestNanos, DoubleSupplier random) {
        this.firstNanos = firstNanos;
        this.longestNanos = longestNanos;
        this.random = random;
    }

    /** Notes a failure and says how long to wait. */
    long failed() {
        long whole = Math.min(longestNanos, firstNanos << Math.min(failures, 30));
        failures++;
        return whole / 2 + (long) (whole / 2 * random.getAsDouble());
    }

    /** Notes that it works again. */
    void reset() {
        failures = 0;
    }
}
