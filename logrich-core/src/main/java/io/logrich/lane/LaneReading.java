package io.logrich.lane;

import io.logrich.spool.RingReader;
import java.io.IOException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The logs that a lane reads, one after the other in the order in which they were added, and its place in each. Its own thread
 * reads; any other may add and ask.
 */
final class LaneReading {
    private final CopyOnWriteArrayList<LaneCursor> cursors = new CopyOnWriteArrayList<>();
    private int reading; // the lane's thread only, and so the reader
    private @Nullable RingReader reader;

    void add(LaneCursor cursor) {
        cursors.add(cursor);
    }

    /** All places, those in logs that are finished included. */
    Iterable<LaneCursor> cursors() {
        return cursors;
    }

    /** The place in a log, or null if it is not read. */
    @Nullable
    LaneCursor in(LaneLog log) {
        for (LaneCursor cursor : cursors) {
            if (cursor.log() == log) {
                return cursor;
            }
        }
        return null;
    }

    /** Whether nothing is left in any log up to the given place of the newest. */
    boolean hasFinished(LaneLog newest, long end) {
        for (LaneCursor cursor : cursors) {
            long wanted = cursor.log() == newest ? end : cursor.log().endNow();
            if (cursor.position() < wanted) {
                return false;
            }
        }
        return true;
    }

    /** The place in the log that is read now; null while there is no log. */
    @Nullable
    LaneCursor now() {
        return cursors.isEmpty() ? null : cursors.get(reading);
    }

    /** Who reads the log of {@link #now}. */
    RingReader reader(LaneCursor now) {
        RingReader current = reader;
        if (current == null) {
            current = now.log().newReader();
            reader = current;
        }
        return current;
    }

    boolean isLast() {
        return reading + 1 >= cursors.size();
    }

    /** Whether nothing will ever come after what was read of this log, and there is another one. */
    boolean isOver(LaneCursor now, RingReader current) throws IOException {
        boolean over = now.log().isDead() || current.sealed() && current.tail() <= now.position();
        return over && !isLast();
    }

    /** Turns to the next log. */
    void next() {
        reading++;
        reader = null;
    }

    /** Whether nothing has been appended to the log of {@link #now} since. */
    boolean hasNothingNew() {
        LaneCursor now = now();
        try {
            return now == null || reader(now).tail() <= now.position();
        } catch (IOException unreadable) {
            return false;
        }
    }
}
