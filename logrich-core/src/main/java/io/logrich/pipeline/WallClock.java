package io.logrich.pipeline;

import io.logrich.spool.SystemPace;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time of day at the price of {@link System#nanoTime}, which is a quarter less than that of {@link Instant#now}: the
 * distance between the two clocks is measured once a millisecond and kept for as long as it stays the same. Operating
 * systems slew both alike, so it changes when the time of day is set, and only then; between two such changes this clock
 * never goes back. Thread-safe.
 */
final class WallClock {
    /** So long a distance is used without being measured again, and so late a change may be noticed. */
    private static final long CHECK_NANOS = 1_000_000;

    /** Two measurements that differ by no more than this, and by what they took, have seen the same distance. */
    private static final long SAME_NANOS = 1_000;

    /** How often the first distance is measured at most: a thread may lose the processor in between. */
    private static final int MEASUREMENTS = 5;

    private final LongSupplier nanoTime;
    private final LongSupplier nanosSince1970;

    /** What is to be added to the one clock to have the other. Written before {@link #checkAt}. */
    private volatile long distance;

    private volatile long checkAt;

    /**
     * A clock made of two.
     *
     * @param nanoTime as {@link System#nanoTime}
     * @param nanosSince1970 the time of day
     */
    WallClock(LongSupplier nanoTime, LongSupplier nanosSince1970) {
        this.nanoTime = nanoTime;
        this.nanosSince1970 = nanosSince1970;
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < MEASUREMENTS && shortest > SAME_NANOS; i++) {
            long before = nanoTime.getAsLong();
            long time = nanosSince1970.getAsLong();
            long after = nanoTime.getAsLong();
            if (after - before < shortest) {
                shortest = after - before;
                distance = time - before;
            }
            checkAt = after + CHECK_NANOS;
        }
    }

    /** The clocks of this machine. */
    static WallClock ofSystem() {
        return new WallClock(SystemPace.INSTANCE, WallClock::systemNanos);
    }

    private static long systemNanos() {
        try {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000_000 + now.getNano();
        } catch (OutOfMemoryError noMemory) {
            return System.currentTimeMillis() * 1_000_000;
        }
    }

    /** The microseconds since 1970. */
    long micros() {
        long now = nanoTime.getAsLong();
        if (now - checkAt >= 0) {
            measure(now);
        }
        return (now + distance) / 1000;
    }

    private void measure(long before) {
        long measured = nanosSince1970.getAsLong() - before;
        long after = nanoTime.getAsLong();
        if (Math.abs(measured - distance) > after - before + SAME_NANOS) {
            distance = measured;
        }
        checkAt = after + CHECK_NANOS;
    }
}
