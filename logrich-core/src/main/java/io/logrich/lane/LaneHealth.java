package io.logrich.lane;

import io.logrich.settings.QueueSettings;
import java.util.function.LongSupplier;

/**
 * Whether writers may be made to wait for a lane: only while its sink works and has caught up since it last failed, and
 * not while one write takes too long. A write that took long and worked is no failure afterwards: on a busy machine that
 * would give up events of a sink that is well. The breaker of the lane, seen from outside. Thread-safe; one thread, the lane's,
 * reports successes and failures.
 */
final class LaneHealth {
    private final long stallNanos;
    private final long resetNanos;
    private final LongSupplier nanoTime;
    private volatile boolean failed;
    private volatile long lastFailure;
    private volatile long writingSince;
    private volatile boolean writing;
    private volatile boolean stallSeen;
    private long lastWrite;

    LaneHealth(QueueSettings settings, LongSupplier nanoTime) {
        this.stallNanos = settings.laneStallAfter().toNanos();
        this.resetNanos = settings.failureResetAfter().toNanos();
        this.nanoTime = nanoTime;
    }

    /** Called before each write. */
    void writing() {
        writingSince = nanoTime.getAsLong();
        writing = true;
    }

    /** Called after a write that worked; true if callers had given up waiting for it meanwhile. */
    synchronized boolean written() {
        writing = false;
        lastWrite = nanoTime.getAsLong() - writingSince;
        boolean wasGivenUp = stallSeen;
        stallSeen = false;
        return wasGivenUp;
    }

    /**
     * Does something about a write that takes too long, once for each such write; not if it has come back meanwhile, and
     * before it is told that it has. Any thread.
     */
    synchronized void onceStalled(Runnable something) {
        if (isStalled() && !stallSeen) {
            stallSeen = true;
            something.run();
        }
    }

    /** Whether the last write was so quick that more could have been written at once. */
    boolean wasQuick() {
        return lastWrite < stallNanos / 8;
    }

    /** Whether the last write was so slow that less should be written at once, so that it does not count as a failure. */
    boolean wasSlow() {
        return lastWrite > stallNanos / 3;
    }

    /** Called after a write that failed; true if the lane was well before. */
    synchronized boolean failed() {
        boolean first = !failed;
        writing = false;
        stallSeen = false;
        lastFailure = nanoTime.getAsLong();
        failed = true;
        return first;
    }

    /** Called when nothing is left to write; true if the lane has just become well again. */
    boolean caughtUp() {
        if (failed && nanoTime.getAsLong() - lastFailure >= resetNanos) {
            failed = false;
            return true;
        }
        return false;
    }

    boolean isFailed() {
        return failed;
    }

    /** Whether a write is under way that takes too long. */
    boolean isStalled() {
        return writing && nanoTime.getAsLong() - writingSince > stallNanos;
    }
}
