package io.logrich.dump;

import io.logrich.codec.EventView;
import io.logrich.codec.MalformedEventException;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.RingReader;
import io.logrich.spool.RingReader.Found;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads rings that may be written meanwhile, so that what is found in each is its newest events without a gap. When the
 * writers have gone once round and overtake, what was found before the gap is let go and reading goes on nearer to
 * them; for a record that is being written it waits, but not long. One thread only.
 */
final class Sweep {
    /** The part of a ring that is read in any case: so near to the writers that even a slow reader can win. */
    private static final int SMALLEST_PART = 16;

    private static final int MOST_RESTARTS = 12;
    private static final long LOOK_NANOS = 50_000;

    /** How long is waited altogether for records that are being written. */
    private long patienceNanos = 200_000_000;

    private final DumpFilter filter;
    private final Newest newest;
    private final RecordBatch batch = new RecordBatch();
    private final EventView view = new EventView();
    private int rings;
    private long firstEnd;
    private int malformed;
    private int undecided;

    Sweep(DumpFilter filter, Newest newest) {
        this.filter = filter;
        this.newest = newest;
    }

    /** Offers everything in a ring that passes the filter. */
    void read(RingReader ring) throws IOException {
        rings++;
        malformed = 0;
        firstEnd = -1;
        long room = ring.header().capacity();
        long at = ring.oldest();
        long until = ring.tail();
        boolean begun = false;
        for (int restarts = 0; at < until; ) {
            boolean whole = begun && next(ring, at) == Found.RECORDS;
            if (!whole) {
                ring.scan(batch, at, until);
            }
            if (begun && !whole && ring.oldest() > at) {
                newest.forget(rings);
                if (restarts++ < MOST_RESTARTS) {
                    room = Math.max(ring.header().capacity() / SMALLEST_PART, room / 2);
                    until = ring.tail();
                    at = Math.max(at, until - room);
                    begun = false;
                    continue;
                }
            }
            if (!begun && batch.size() > 0) {
                firstEnd = batch.end(0);
                begun = true;
            }
            takeAll();
            at = batch.end();
        }
    }

    /** Where the first record ends that was found in the last ring, after the last start; -1 if there was none. */
    long firstEnd() {
        return firstEnd;
    }

    /** The number under which the last ring's events were offered. */
    int ring() {
        return rings;
    }

    /** How many records of the last ring hold no event. */
    int malformed() {
        return malformed;
    }

    /** How many events could not be judged in time, and so are left out. */
    int undecided() {
        return undecided;
    }

    private Found next(RingReader ring, long at) throws IOException {
        Found found = ring.read(batch, at);
        while (found == Found.UNFINISHED && patienceNanos > 0 && ring.oldest() <= at) {
            long start = System.nanoTime();
            LockSupport.parkNanos(LOOK_NANOS);
            found = ring.read(batch, at);
            patienceNanos -= System.nanoTime() - start;
        }
        return found;
    }

    private void takeAll() {
        for (int record = 0; record < batch.size(); record++) {
            if (batch.isEvent(record)) {
                take(record);
            }
        }
    }

    private void take(int record) {
        try {
            view.wrap(
                    batch.bytes(),
                    batch.offset(record),
                    batch.length(record),
                    batch.level(record),
                    batch.flags(record),
                    batch.sequence(record));
            if (filter.judge(view)) {
                newest.offer(view, batch, record, rings);
            }
        } catch (MalformedEventException noEvent) {
            malformed++;
        } catch (TooMuchWork tooLong) {
            undecided++;
        }
    }
}
