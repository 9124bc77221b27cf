package io.logrich.spool;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The JDK's clock that only goes forward, its way to wait, and its chance: one class in the place of a lambda at each of
 * those who take a clock, which a process that has just begun would notice. Stateless.
 */
public final class SystemPace implements LongSupplier, LongConsumer, DoubleSupplier {
    public static final SystemPace INSTANCE = new SystemPace();

    private SystemPace() {}

    /** The time, ns. */
    @Override
    public long getAsLong() {
        return System.nanoTime();
    }

    /** Waits for so many ns, or less. */
    @Override
    public void accept(long nanos) {
        LockSupport.parkNanos(nanos);
    }

    /** A number from 0 to 1. */
    @Override
    public double getAsDouble() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
