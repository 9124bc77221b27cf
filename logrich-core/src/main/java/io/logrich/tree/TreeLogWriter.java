package io.logrich.tree;

import io.logrich.diagnostics.Loss;
import io.logrich.event.LogLevel;
import io.logrich.lane.LaneSet;
import io.logrich.lane.Losses;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.RecordLayout;
import io.logrich.spool.Ring;
import io.logrich.spool.RingWriter;
import io.logrich.spool.Spool;
import io.logrich.spool.WriterSlot;
import org.jspecify.annotations.Nullable;

/**
 * The relay's end of the tree's log: appends records of other rings as they are, bounded by space alone, and never waits.
 * The collector's thread only.
 */
final class TreeLogWriter {
    /** What became of a record. */
    enum Appended {
        /** It is in the log. */
        YES,
        /** There is no room for it now. */
        NO_ROOM,
        /** It comes from a ring that is larger than the log, and will never fit. */
        TOO_LONG
    }

    private static final int ATTEMPTS = 4;

    private final Spool spool;
    private final LaneSet lanes;
    private final Losses losses;
    private final WriterSlot slot;
    private final @Nullable LogLevel gate;

    TreeLogWriter(Spool spool, LaneSet lanes, Losses losses) {
        this.losses = losses;
        this.spool = spool;
        this.lanes = lanes;
        this.slot = spool.slots().add();
        this.gate = lanes.lowestThreshold();
    }

    /** Whether any sink wants events of that level number and with those flags. */
    boolean wants(int level, int flags) {
        return gate != null && (level >= gate.number() || (flags & RecordLayout.FLAG_RULE) != 0);
    }

    /** Appends a record. */
    Appended append(RecordBatch batch, int record) {
        Ring ring = spool.current();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int answer = ring.writer()
                    .appendRelayed(
                            slot,
                            batch.bytes(),
                            batch.offset(record),
                            batch.length(record),
                            batch.meta(record),
                            batch.crc(record),
                            batch.sequence(record),
                            batch.end(record));
            if (answer == RingWriter.APPENDED) {
                lanes.wake();
                return Appended.YES;
            } else if (answer == RingWriter.TOO_LONG) {
                return Appended.TOO_LONG;
            }
            boolean urgent = batch.level(record) >= LogLevel.WARNING.number();
            if (answer == RingWriter.SEALED || !lanes.make(ring, batch.length(record), urgent)) {
                return Appended.NO_ROOM;
            }
        }
        return Appended.NO_ROOM;
    }

    /** Counts an event of another process that can never come into the log. */
    void refused(Loss why, int level) {
        losses.count("tree", why, LogLevel.atMost(level), 1);
    }

    /** The end of the log. */
    long end() {
        return spool.current().writer().tail();
    }

    /** Whether every lane has finished with the log up to there. */
    boolean isFinished(long end) {
        return lanes.haveFinished(end);
    }
}
