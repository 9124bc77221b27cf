package io.logrich.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What a sink does that hangs once, and how many events the sink beside it gets. One of it in a JVM; thread-safe. */
final class Hanging {
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final AtomicBoolean HUNG = new AtomicBoolean();
    private static final AtomicLong COUNTED = new AtomicLong();
    private static volatile long millis;

    private Hanging() {}

    /** How long it will hang; 0 for good. */
    static void prepare(long time) {
        millis = time == 0 ? Long.MAX_VALUE : time;
    }

    /** The first time this takes what was prepared. */
    static void hang() {
        if (HUNG.compareAndSet(false, true)) {
            try {
                boolean released = NEVER.await(millis, TimeUnit.MILLISECONDS);
                assert !released;
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static void count(int events) {
        COUNTED.addAndGet(events);
    }

    static long counted() {
        return COUNTED.get();
    }
}
