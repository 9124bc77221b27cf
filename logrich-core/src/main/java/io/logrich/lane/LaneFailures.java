package io.logrich.lane;

import io.logrich.event.LogLevel;
import io.logrich.sink.EventBatch;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a lane does about a sink that fails: reports each episode once, waits longer each time, and narrows down the one
 * event that a sink refuses, so that it does not stand in the way of the others. The lane's thread only, except where
 * noted.
 */
final class LaneFailures {
    private static final long FIRST_WAIT_NANOS = 50_000_000;
    private static final long LONGEST_WAIT_NANOS = 10_000_000_000L;
    private static final long ENDING_WAIT_NANOS = 100_000_000;

    /** How often the same events may be refused without an I/O error before fewer of them are offered. */
    private static final int REFUSALS = 2;

    private static final int FIRST_WINDOW = 256;
    private static final int LARGEST_WINDOW = 4096;

    private final String name;
    private final LaneHealth health;
    private final LaneContext context;
    private final Backoff backoff;
    private int refusals;
    private int window = FIRST_WINDOW;
    private boolean lastWasRefusal;
    private int lastOffered;
    private long wait;
    private volatile boolean degradedReported;
    private volatile @Nullable String trouble;

    LaneFailures(String name, LaneHealth health, LaneContext context) {
        this.name = name;
        this.health = health;
        this.context = context;
        this.backoff = new Backoff(FIRST_WAIT_NANOS, LONGEST_WAIT_NANOS, context.random());
    }

    /** How the lane is now. Any thread may ask. */
    LaneState state(LogLevel threshold, boolean ended) {
        if (ended) {
            return new LaneState(name, threshold, LaneState.Condition.ENDED, null);
        } else if (health.isFailed()) {
            return new LaneState(name, threshold, LaneState.Condition.FAILING, trouble);
        }
        boolean slow = health.isStalled();
        return new LaneState(name, threshold, slow ? LaneState.Condition.SLOW : LaneState.Condition.OK, null);
    }

    /** How many events to offer at most. */
    int windowSize() {
        return window;
    }

    /** The sink took something of what it was offered: more at once if it is quick, less if it is slow. */
    void worked(int offered) {
        backoff.reset();
        refusals = 0;
        if (health.wasSlow()) {
            window = Math.max(1, Math.min(window, offered) / 2);
        } else if (health.wasQuick() && offered == window) {
            window = Math.min(LARGEST_WINDOW, window * 2);
        }
    }

    /** The sink took nothing: it could not (I/O) or would not. */
    void failed(EventBatch offered, @Nullable Throwable why, boolean io) {
        if (health.failed()) {
            trouble = why == null ? "it took too long, or nothing" : why.toString();
            reportError(offered);
        }
        lastWasRefusal = !io;
        lastOffered = offered.size();
        wait = backoff.failed();
        if (io) {
            refusals = 0;
        } else if (++refusals >= REFUSALS && offered.size() > 1) {
            window = Math.max(1, Math.min(window, offered.size()) / 2);
            refusals = 0;
            backoff.reset();
        }
    }

    /** A write is under way and takes too long. Any thread may call it. */
    void stalled(Runnable stopWaiting) {
        health.onceStalled(() -> {
            context.report(
                    "queue_worker_error",
                    "sink",
                    name,
                    "exception",
                    "a write takes longer than "
                            + context.settings().laneStallAfter().toMillis() + " ms");
            stopWaiting.run();
            degraded();
        });
    }

    /** Writers no longer wait for this lane: said once an episode. Any thread may call it. */
    void degraded() {
        if (!degradedReported) {
            degradedReported = true;
            context.report("queue_degraded_drop_mode", "reason", "worker_failed", "sink", name);
        }
    }

    /** Whether the one event that is offered is to be given up. */
    boolean shouldReject() {
        return lastWasRefusal && lastOffered == 1 && refusals >= REFUSALS;
    }

    /** An event was given up. */
    void rejected(EventBatch event) {
        String id;
        String logger;
        try {
            id = event.view(0).eventId().toString();
            logger = event.view(0).text(io.logrich.codec.EventView.Part.LOGGER);
        } catch (UncheckedIOException malformed) {
            id = "malformed";
            logger = "malformed";
        }
        context.report(
                "event_rejected",
                "event_id",
                id,
                "logger",
                logger,
                "level",
                event.level(0).name(),
                "sink",
                name);
        refusals = 0;
        backoff.reset();
    }

    /**
     * Waits before the next attempt, not for long when the lane is to end; false if its time is over.
     *
     * @param remaining how long the lane may still try, the largest number while it has not been told to end
     */
    boolean await(LongSupplier remaining) {
        degraded();
        long until = context.nanoTime().getAsLong() + wait;
        while (true) {
            long left = until - context.nanoTime().getAsLong();
            if (left > ENDING_WAIT_NANOS && remaining.getAsLong() != Long.MAX_VALUE) {
                until -= left - ENDING_WAIT_NANOS; // there may not be time for the whole wait
                continue;
            }
            if (left <= 0) {
                return remaining.getAsLong() > 0;
            }
            if (remaining.getAsLong() <= 0 || context.fenced().getAsBoolean()) {
                return false;
            }
            context.park().accept(Math.min(left, Math.min(remaining.getAsLong(), LONGEST_WAIT_NANOS)));
        }
    }

    /** The lane is well again. */
    void recovered() {
        degradedReported = false;
        context.report("queue_worker_recovered", "sink", name);
    }

    private void reportError(EventBatch offered) {
        String id = "unknown";
        String logger = "unknown";
        try {
            id = offered.view(0).eventId().toString();
            logger = offered.view(0).text(io.logrich.codec.EventView.Part.LOGGER);
        } catch (UncheckedIOException malformed) {
            logger = "malformed";
        }
        context.report("queue_worker_error", "event_id", id, "logger", logger, "exception", trouble, "sink", name);
    }
}
