package io.logrich.dump;

import io.logrich.codec.EventView;
import io.logrich.codec.MalformedEventException;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.RingReader;
import io.logrich.spool.RingReader.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rings of a tree still hold, living and dead: every whole event once, oldest first. A ring that cannot be read
 * costs only what is in it. Immutable once read; a view of it is for one thread.
 */
@SuppressWarnings("exports") // rings are handed in by the runtime and the command line, which may see them
public final class History {
    /** How many events are kept unless told otherwise. */
    public static final int DEFAULT_EVENTS = 25_000;

    /** How much memory a history may take: large events count for more than one. */
    private static final long MAX_BYTES = 64L << 20;

    private final Kept[] events;
    private final List<String> problems;
    private final EventView view = new EventView();

    private History(Kept[] events, List<String> problems) {
        this.events = events;
        this.problems = List.copyOf(problems);
    }

    /** The newest events of these rings; each reader must be a fresh one and is used up. */
    public static History read(List<RingReader> rings, int maxEvents) {
        return read(rings, maxEvents, MAX_BYTES);
    }

    static History read(List<RingReader> rings, int maxEvents, long maxBytes) {
        if (maxEvents <= 0) {
            throw new IllegalArgumentException("a history must have room for at least one event, was " + maxEvents);
        }
        Newest newest = new Newest(maxEvents, maxBytes);
        List<String> problems = new ArrayList<>();
        RecordBatch batch = new RecordBatch();
        for (RingReader ring : rings) {
            String name = "the ring of process " + ring.header().origin().pid();
            try {
                int malformed = readOne(ring, batch, newest);
                if (malformed > 0) {
                    problems.add(name + " has records that hold no event: " + malformed);
                }
            } catch (IOException damage) {
                problems.add(name + " cannot be read to its end: " + damage.getMessage());
            }
        }
        if (newest.shortened()) {
            problems.add("older events were left out: those shown take " + (maxBytes >> 20) + " MiB");
        }
        return new History(newest.sorted(), problems);
    }

    /** How many events there are. */
    public int size() {
        return events.length;
    }

    /** An event, 0 the oldest. The view is the same object each time: it shows the event that was asked for last. */
    public EventView view(int index) {
        return events[index].show(view);
    }

    /** What could not be read, for people; empty when all went well. */
    public List<String> problems() {
        return problems;
    }

    private static int readOne(RingReader ring, RecordBatch batch, Newest newest) throws IOException {
        EventView view = new EventView();
        long at = ring.oldest();
        long until = ring.tail();
        int malformed = 0;
        while (at < until && ring.scan(batch, at, until) == Found.RECORDS) {
            for (int record = 0; record < batch.size(); record++) {
                if (batch.isEvent(record) && !take(view, batch, record, newest)) {
                    malformed++;
                }
            }
            at = batch.end();
        }
        return malformed;
    }

    private static boolean take(EventView view, RecordBatch batch, int record, Newest newest) {
        try {
            view.wrap(
                    batch.bytes(),
                    batch.offset(record),
                    batch.length(record),
                    batch.level(record),
                    batch.flags(record),
                    batch.sequence(record));
        } catch (MalformedEventException noEvent) {
            return false;
        }
        newest.offer(view, batch, record);
        return true;
    }
}
