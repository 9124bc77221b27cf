package io.logrich.lane;

import io.logrich.diagnostics.Loss;
import io.logrich.event.LogLevel;
import io.logrich.spool.Consumer;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.RecordLayout;
import io.logrich.spool.RingReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One lane's place in one ring, and its counts. The lane moves it forward as its sink takes events; whoever needs the
 * space may move it too, past events that are counted as lost. Thread-safe.
 */
final class LaneCursor {
    private final LaneLog log;
    private final Consumer consumer;
    private final LogLevel threshold;
    private final boolean console;
    private final boolean lowest;
    private final LossCount losses;
    private final RingReader evictor;
    private final long[] lost;
    private @Nullable RecordBatch evicted;
    private long cursor;
    private long events;
    private long delivered;
    private long lostFrom;
    private long lostUntil;

    /**
     * A lane's place.
     *
     * @param console whether the lane is the console's, which alone gets events from inside sinks
     * @param lowest whether no lane has a lower threshold, so that it gets events that a rule wants
     */
    LaneCursor(LaneLog log, Consumer consumer, LogLevel threshold, boolean console, boolean lowest, LossCount losses)
            throws IOException {
        this.log = log;
        this.consumer = consumer;
        this.threshold = threshold;
        this.console = console;
        this.lowest = lowest;
        this.losses = losses;
        this.evictor = log.newReader();
        this.cursor = log.clamp(consumer.cursor());
        this.events = consumer.events();
        this.delivered = consumer.delivered();
        this.lost = consumer.lost();
    }

    LaneLog log() {
        return log;
    }

    synchronized long position() {
        return cursor;
    }

    /**
     * Whether the sink has not taken the event that ends at a place: not yet, or never any more. Of what was given up it
     * knows the latest run of events.
     */
    synchronized boolean lacks(long end) {
        return cursor < end || end > lostFrom && end <= lostUntil;
    }

    /** How many sequences of the ring's own process lie behind: those of events, and void ones. */
    synchronized long events() {
        return events;
    }

    /** Moves on past records of a batch that the sink has taken or that are below the threshold. */
    synchronized void delivered(RecordBatch batch, int from, int to) throws IOException {
        for (int record = from; record < to; record++) {
            boolean wanted = isWanted(batch, record);
            if (batch.end(record) > cursor) {
                pass(batch, record);
            } else if (wanted) {
                count(Loss.EVICTED, levelOf(batch, record), -1); // it had been given up, and arrived all the same
            }
            if (wanted) {
                delivered++;
            }
        }
        publish();
    }

    /** Moves on past one record that the sink will never take. */
    synchronized void rejected(RecordBatch batch, int record) throws IOException {
        if (batch.end(record) > cursor) {
            lose(Loss.REJECTED, batch, record);
        }
        publish();
    }

    /** Moves on past everything in a batch, the filler after its last record included. */
    synchronized void finished(RecordBatch batch) throws IOException {
        if (batch.end() > cursor) {
            cursor = batch.end();
            publish();
        }
    }

    /**
     * Gives up what lies before the given position, or as much of it as is whole. Returns whether the cursor has reached
     * it.
     */
    synchronized boolean evict(long until) throws IOException {
        if (evicted == null) {
            evicted = new RecordBatch();
        }
        RecordBatch batch = evicted;
        while (cursor < until) {
            if (evictor.read(batch, cursor) != RingReader.Found.RECORDS) {
                break;
            }
            for (int record = 0; record < batch.size() && cursor < until; record++) {
                if (isWanted(batch, record)) {
                    lose(Loss.EVICTED, batch, record);
                } else {
                    pass(batch, record);
                }
            }
            if (cursor < until) {
                cursor = Math.max(cursor, batch.end());
            }
        }
        publish();
        return cursor >= until;
    }

    /** Says whether writers wait for this lane. */
    synchronized void waitedFor(boolean waited) throws IOException {
        consumer.waitedFor(waited);
    }

    boolean isWanted(RecordBatch batch, int record) {
        int flags = batch.flags(record);
        return batch.isEvent(record)
                && (batch.level(record) >= threshold.number() || lowest && (flags & RecordLayout.FLAG_RULE) != 0)
                && (console || (flags & RecordLayout.FLAG_CONSOLE) == 0);
    }

    private void pass(RecordBatch batch, int record) {
        cursor = batch.end(record);
        if (batch.isNumbered(record)) {
            events++;
        }
    }

    private void lose(Loss why, RecordBatch batch, int record) throws IOException {
        if (cursor != lostUntil) {
            lostFrom = cursor;
        }
        pass(batch, record);
        lostUntil = cursor;
        count(why, levelOf(batch, record), 1);
    }

    private void count(Loss why, LogLevel level, int change) throws IOException {
        lost[level.ordinal()] += change;
        consumer.publishLost(level.ordinal(), lost[level.ordinal()]);
        losses.lost(why, level, change);
    }

    private void publish() throws IOException {
        consumer.publish(cursor, events, delivered);
    }

    private static LogLevel levelOf(RecordBatch batch, int record) {
        return LogLevel.atMost(batch.level(record));
    }
}
