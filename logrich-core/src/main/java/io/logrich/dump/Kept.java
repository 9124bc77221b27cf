package io.logrich.dump;

import io.logrich.codec.EventView;
import io.logrich.codec.MalformedEventException;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of a history: a copy of its bytes and what its record said about it. Immutable.
 *
 * @param bytes the payload of the record
 * @param level the level's number
 * @param flags the record's flags
 * @param sequence the event's number within its run, 0 when it has none
 * @param timeMicros when it was logged
 * @param runHigh upper half of the run's id
 * @param runLow lower half of the run's id
 * @param ring the number of the ring that it was found in
 */
record Kept(byte[] bytes, int level, int flags, long sequence, long timeMicros, long runHigh, long runLow, int ring) {
    /** Oldest first; events of one moment by process, then in the order in which it logged them. */
    static final Comparator<Kept> BY_TIME = Comparator.comparingLong(Kept::timeMicros)
            .thenComparingLong(Kept::runHigh)
            .thenComparingLong(Kept::runLow)
            .thenComparingLong(Kept::sequence);

    /** What an object costs beyond the event's bytes, roughly. */
    private static final long OVERHEAD = 160;

    /** What tells an event from every other, whichever ring its record is in. */
    record Name(long runHigh, long runLow, long sequence) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Name that
                    && runHigh == that.runHigh
                    && runLow == that.runLow
                    && sequence == that.sequence;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(runHigh ^ runLow * 31 ^ sequence * 0x9e3779b97f4a7c15L);
        }
    }

    UUID run() {
        return new UUID(runHigh, runLow);
    }

    Name eventName() {
        return new Name(runHigh, runLow, sequence);
    }

    /** How much memory it takes, roughly. */
    long cost() {
        return bytes.length + OVERHEAD;
    }

    /** Points the view at it. */
    EventView show(EventView view) {
        try {
            return view.wrap(bytes, 0, bytes.length, level, flags, sequence);
        } catch (MalformedEventException impossible) {
            throw new IllegalStateException("an event that was whole when it was kept", impossible);
        }
    }
}
