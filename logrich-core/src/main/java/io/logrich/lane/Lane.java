package io.logrich.lane;

import io.logrich.codec.MalformedEventException;
import io.logrich.diagnostics.ServiceThread;
import io.logrich.event.LogLevel;
import io.logrich.sink.Sink;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.RingReader;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread, one sink, one cursor in each log: reads batches, offers them to the sink, tries again when it fails, and
 * never dies of anything a sink does. What it cannot deliver stays in the log.
 */
final class Lane {
    private static final long POLL_NANOS = 200_000;
    private static final int POLLS_BEFORE_SLEEP = 50;
    private static final long SLEEP_NANOS = 10_000_000_000L; // whoever appends wakes it: it could sleep for ever
    private static final long SLEEP_WHEN_FAILED_NANOS = 100_000_000;
    private static final long SLEEP_WHEN_UNFLUSHED_NANOS = 1_000_000_000;
    private static final long UNFINISHED_NANOS = 500_000;
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final int FEW = 32;

    private final String name;
    private final LogLevel threshold;
    private final Sink sink;
    private final LaneContext context;
    private final LaneHealth health;
    private final LaneFailures failures;
    private final LaneFlush flush;
    private final Thread thread;
    private final LaneReading logs = new LaneReading();
    private final LaneBatch events = new LaneBatch();
    private final RecordBatch batch = new RecordBatch();

    private volatile LaneProgress attempted = LaneProgress.NONE;
    private volatile boolean sleeping;
    private volatile boolean ending;
    private volatile boolean ended;
    private volatile long deadline;

    private RingReader.Found found = RingReader.Found.NOTHING;
    private boolean catchingUp;

    Lane(String name, LogLevel threshold, Sink sink, LaneContext context) {
        this.name = name;
        this.threshold = threshold;
        this.sink = sink;
        this.context = context;
        this.health = new LaneHealth(context.settings(), context.nanoTime());
        this.failures = new LaneFailures(name, health, context);
        this.flush = new LaneFlush(name, sink, context);
        this.thread = new ServiceThread(name, this::run);
    }

    String name() {
        return name;
    }

    LogLevel threshold() {
        return threshold;
    }

    /** Adds a log that is read after those added before. */
    void add(LaneCursor cursor) {
        logs.add(cursor);
        wake();
    }

    void start() {
        thread.start();
    }

    /** Whether writers may be made to wait for this lane now; tells the log's header if that has changed. */
    boolean isWaitedFor() {
        if (ended) {
            return false;
        }
        if (health.isStalled()) {
            failures.stalled(() -> markWaitedFor(false));
            return false;
        }
        return !health.isFailed();
    }

    /** How the lane is now. */
    LaneState state() {
        return failures.state(threshold, ended);
    }

    /** The lane's place in a log, or null if it does not read it. */
    @Nullable
    LaneCursor cursorIn(LaneLog log) {
        return logs.in(log);
    }

    /** Whether nothing is left for the sink in any log up to the given place of the newest. */
    boolean hasFinished(LaneLog newest, long end) {
        return logs.hasFinished(newest, end);
    }

    /** Whether the sink has been offered everything up to the given place of a log, with or without success. */
    boolean hasAttempted(LaneLog log, long end) {
        LaneProgress now = attempted;
        LaneCursor cursor = cursorIn(log);
        return now.log() == log && now.end() >= end || cursor == null || cursor.position() >= end || ending || ended;
    }

    /** Asks for a flush of the sink; the answer is what {@link #hasFlushed} wants. */
    int requestFlush() {
        int request = flush.request();
        LockSupport.unpark(thread);
        return request;
    }

    boolean hasFlushed(int request) {
        return flush.isDone(request) || ended;
    }

    /** Whether it does nothing any more. */
    boolean hasEnded() {
        return ended;
    }

    /** Wakes the lane if it sleeps; costs one read if it does not. */
    void wake() {
        if (sleeping) {
            sleeping = false;
            LockSupport.unpark(thread);
        }
    }

    /** Tells the lane to end once nothing is left, or at the given time at the latest. */
    void end(long deadlineNanos) {
        deadline = deadlineNanos;
        ending = true;
        LockSupport.unpark(thread);
    }

    /** Waits for the lane's end; false if it has not ended in time, or cannot, since its sink ends the process. */
    boolean awaitEnd(long deadlineNanos) throws InterruptedException {
        if (thread == Thread.currentThread()) {
            return false;
        }
        while (thread.isAlive()) {
            long left = deadlineNanos - context.nanoTime().getAsLong();
            if (left <= 0 || ServiceThread.isExiting(thread)) {
                return false;
            }
            thread.join(Math.max(1, Math.min(LOOK_EVERY_MILLIS, left / 1_000_000)));
        }
        return true;
    }

    /** Lets go of the sink of a lane that has never been started. */
    void discard() {
        if (thread.getState() == Thread.State.NEW) {
            flush.close();
        }
    }

    private void run() {
        int idle = 0;
        try {
            while (!context.fenced().getAsBoolean() && !isOver()) {
                if (turnOrRest()) {
                    idle = 0;
                } else if (ending && isAtEnd()) {
                    return;
                } else {
                    idle(idle++);
                }
            }
        } catch (IOException | RuntimeException | Error ofTheLog) {
            context.report("spool_error", "sink", name, "error", ofTheLog.toString());
        } finally {
            flush.close();
            ended = true;
            if (!ending) {
                markWaitedFor(false);
            }
        }
    }

    /** One round; without memory for it none, and what was not settled is offered again when there is some. */
    private boolean turnOrRest() throws IOException {
        try {
            return turn();
        } catch (OutOfMemoryError noMemory) {
            found = RingReader.Found.UNFINISHED;
            return false;
        } catch (IOException unreadable) {
            if (logs.isLast()) {
                throw unreadable;
            }
            context.report("spool_error", "sink", name, "error", unreadable.toString());
            logs.next(); // a log of others that somebody has cut short must not take the rest with it
            return true;
        }
    }

    /** One round; false if there was nothing to do. */
    private boolean turn() throws IOException {
        LaneCursor cursor = logs.now();
        if (cursor == null) {
            return false;
        }
        RingReader current = logs.reader(cursor);
        found = current.read(batch, cursor.position());
        if (isBroken(cursor)) {
            boolean damaged = found == RingReader.Found.DAMAGE;
            found = current.scan(
                    batch,
                    cursor.position(),
                    Math.min(current.tail(), cursor.log().end()));
            if (damaged) {
                context.report("spool_damaged", "sink", name, "holes", batch.holes());
            } // else a claim of a process that was killed: its call never returned, or what it carried is carried again
        }
        switch (found) {
            case RECORDS -> {
                return deliver(cursor);
            }
            case NOTHING -> {
                if (logs.isOver(cursor, current)) {
                    logs.next();
                    return true;
                }
            }
            default -> context.adoptOrphans().run();
        }
        return false;
    }

    /** Whether reading on needs a search: damage, or in a dead log a claim that nobody will fill. */
    private boolean isBroken(LaneCursor cursor) {
        boolean dead = cursor.log().isDead() && cursor.position() < cursor.log().end();
        return found == RingReader.Found.DAMAGE || dead && found == RingReader.Found.UNFINISHED;
    }

    /** Offers what the sink wants of the batch until all of it is settled; false if the lane's time is over before. */
    private boolean deliver(LaneCursor cursor) throws IOException {
        events.select(batch, cursor);
        int settled = 0; // of the wanted events
        int passed = 0; // of the records
        while (settled < events.count()) {
            if (context.fenced().getAsBoolean() || isOver()) {
                return false;
            }
            int end = Math.min(events.count(), settled + failures.windowSize());
            int taken = offer(settled, end);
            boolean leftSome = taken > 0 && taken < end - settled;
            if (taken > 0) {
                int next = events.record(settled + taken - 1) + 1;
                cursor.delivered(batch, passed, next);
                passed = next;
                settled += taken;
            }
            attempted = new LaneProgress(cursor.log(), batch.end(events.record(end - 1)));
            if (taken == 0 && failures.shouldReject()) {
                int refused = events.record(settled);
                cursor.delivered(batch, passed, refused);
                cursor.rejected(batch, refused);
                failures.rejected(events.window(settled, settled + 1));
                passed = refused + 1;
                settled++;
            } else if (taken == 0) {
                markWaitedFor(false);
                if (!failures.await(this::remaining)) {
                    return false;
                }
            } else if (leftSome && events.count() - settled <= Math.max(FEW, events.count() / 8)) {
                endCatchingUp(cursor);
                return true; // the few that the sink has left are read again, with what has come since
            }
        }
        cursor.delivered(batch, passed, batch.size());
        cursor.finished(batch);
        endCatchingUp(cursor);
        return true;
    }

    private int offer(int from, int to) {
        LaneBatch window = events.window(from, to);
        health.writing();
        try {
            int taken = sink.write(window);
            if (taken < 0 || taken > window.size()) {
                throw new IllegalStateException("a sink took " + taken + " of " + window.size() + " events");
            }
            if (health.written()) {
                catchingUp = true;
            }
            if (taken > 0) {
                failures.worked(window.size());
                flush.written();
            } else {
                failures.failed(window, null, true); // it takes nothing now: as good as out of reach
            }
            return taken;
        } catch (MalformedEventException malformed) {
            failures.failed(window, malformed, false);
        } catch (IOException | OutOfMemoryError unavailable) {
            failures.failed(window, unavailable, true); // no fault of these events
        } catch (RuntimeException | Error defect) {
            failures.failed(window, defect, false);
        }
        return 0;
    }

    /** After a write that took too long and worked: writers wait again once the lane is within their distance. */
    private void endCatchingUp(LaneCursor cursor) {
        io.logrich.spool.Ring ring = cursor.log().ring();
        boolean near = ring != null
                && ring.writer().sequence() - cursor.events()
                        <= context.settings().maxsize() / 2;
        if (catchingUp && near && !health.isFailed()) {
            catchingUp = false;
            failures.recovered();
            markWaitedFor(true);
        }
    }

    private void idle(int round) {
        if (health.caughtUp()) {
            catchingUp = false;
            failures.recovered();
            markWaitedFor(true);
        }
        flush.flush();
        if (round < POLLS_BEFORE_SLEEP) {
            context.park().accept(POLL_NANOS);
            return;
        }
        sleeping = true;
        if (!ending && !flush.isWanted() && logs.hasNothingNew()) {
            context.park().accept(sleepNanos());
        } else if (!ending && found == RingReader.Found.UNFINISHED) {
            context.park().accept(UNFINISHED_NANOS); // nobody says when a claim is filled
        }
        sleeping = false;
    }

    private long sleepNanos() {
        if (health.isFailed() || catchingUp) {
            return SLEEP_WHEN_FAILED_NANOS;
        }
        return flush.hasFailed() ? SLEEP_WHEN_UNFLUSHED_NANOS : SLEEP_NANOS;
    }

    private boolean isAtEnd() {
        return found == RingReader.Found.NOTHING && logs.isLast();
    }

    private boolean isOver() {
        return ending && remaining() <= 0;
    }

    /** How long the lane may still try; forever while it has not been told to end. */
    private long remaining() {
        return ending ? deadline - context.nanoTime().getAsLong() : Long.MAX_VALUE;
    }

    private void markWaitedFor(boolean waited) {
        for (LaneCursor cursor : logs.cursors()) {
            try {
                cursor.waitedFor(waited);
            } catch (IOException unreachable) {
                context.report("spool_error", "sink", name, "error", unreachable.toString());
            }
        }
    }
}
