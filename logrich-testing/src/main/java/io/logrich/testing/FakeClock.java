package io.logrich.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that stands still until it is moved, in nanoseconds. Thread-safe. */
public final class FakeClock implements LongSupplier {
    private final AtomicLong now;

    /** A clock that shows zero. */
    public FakeClock() {
        this(0);
    }

    public FakeClock(long nanos) {
        this.now = new AtomicLong(nanos);
    }

    /** Moves it, backwards too. */
    public FakeClock advance(Duration time) {
        now.addAndGet(time.toNanos());
        return this;
    }

    public FakeClock set(long nanos) {
        now.set(nanos);
        return this;
    }

    @Override
    public long getAsLong() {
        return now.get();
    }
}
