package io.logrich.dump;

import io.logrich.spool.RecordBatch;
import io.logrich.spool.RingFile;
import io.logrich.spool.RingReader;
import io.logrich.spool.RingReader.Found;
import io.logrich.spool.SpoolException;
import java.io.IOException;
import java.util.UUID;

/** A ring that is read while it is written, and how far. One thread only. */
final class FollowedRing {
    /** How many batches are read at once, so that each ring gets its turn. */
    private static final int BATCHES = 16;

    /** How long is waited for a record that is being written before what comes behind it is shown. */
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private final RingFile file;
    private final long pastEnd;
    private RingReader reader;
    private long at;
    private long stuckSince;
    private boolean stuck;
    private boolean caughtUp;
    private boolean dead;
    private long gaps;

    FollowedRing(RingFile file) throws IOException {
        this.file = file;
        this.reader = file.newReader();
        this.pastEnd = reader.tail();
    }

    /** Whether something is still to be read that was there when it began. */
    boolean hasPast() {
        return at < pastEnd && !caughtUp;
    }

    UUID runId() {
        return file.header().runId();
    }

    long pid() {
        return file.header().origin().pid();
    }

    /** Reads on; the batch is shown to whoever takes it, as often as it is filled. */
    void read(RecordBatch batch, Runnable taker) throws IOException {
        for (int i = 0; i < BATCHES; i++) {
            long before = at;
            Found found = next(batch);
            if (found == Found.RECORDS) {
                taker.run();
                at = batch.end();
            }
            caughtUp = found != Found.RECORDS || at == before;
            if (caughtUp) {
                return;
            }
        }
    }

    private Found next(RecordBatch batch) throws IOException {
        Found found = reader.read(batch, at);
        if (found == Found.RECORDS || found == Found.NOTHING) {
            stuck = false;
            return found;
        }
        long oldest = reader.oldest();
        if (oldest > at) {
            gaps++;
            long capacity = file.header().capacity();
            boolean isPast = at == 0 || dead;
            at = isPast ? oldest : oldest + capacity / 4; // who writes so fast would overtake again at once
            return scan(batch);
        }
        if (found == Found.DAMAGE || dead || hasWaited()) {
            return scan(batch);
        }
        return Found.NOTHING;
    }

    private boolean hasWaited() {
        long now = System.nanoTime();
        if (!stuck) {
            stuck = true;
            stuckSince = now;
        }
        return now - stuckSince > PATIENCE_NANOS;
    }

    /** Reads what is whole; a reader that has looked at too much in vain is replaced if it has got on all the same. */
    private Found scan(RecordBatch batch) throws IOException {
        stuck = false;
        try {
            return reader.scan(batch, at, reader.tail());
        } catch (SpoolException tooMuch) {
            if (at == 0 || dead) {
                throw tooMuch;
            }
            reader = file.newReader();
            at = Math.max(at, reader.tail());
            return Found.NOTHING;
        }
    }

    /** Whether there was nothing more at the last look. */
    boolean hasCaughtUp() {
        return caughtUp;
    }

    /** Whether it was known at the last look that nobody writes it any more. */
    boolean wasDead() {
        return dead;
    }

    void dead(boolean isDead) {
        if (isDead && !dead) {
            dead = true;
            caughtUp = false; // one more look at what came last
        }
    }

    long takeGaps() {
        long taken = gaps;
        gaps = 0;
        return taken;
    }

    void close() {
        try {
            file.close();
        } catch (IOException readOnly) {
            return; // nothing was written that could be lost
        }
    }
}
