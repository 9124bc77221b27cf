package io.logrich.dump;

import io.logrich.codec.EventView;
import io.logrich.codec.MalformedEventException;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.RingFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes along with rings that are being written: first the newest of what they hold, then what comes, each event once
 * although the collector carries it from ring to log, the events of one look by their time. Rings may be written over
 * faster than they are read; that is counted, and reading goes on at what is there. One thread only.
 */
@SuppressWarnings("exports") // rings are handed in by the runtime, which may see them
public final class Following {
    /** What takes the events that are found. */
    @FunctionalInterface
    public interface Taker {
        /** Takes an event; the view shows another one afterwards. */
        void take(EventView event) throws IOException;
    }

    private static final long MAX_BYTES = 64L << 20;

    private final DumpFilter filter;
    private final SeenEvents seen = new SeenEvents();
    private final Set<UUID> hidden = new HashSet<>();
    private final List<FollowedRing> rings = new ArrayList<>();
    private final RecordBatch batch = new RecordBatch();
    private final EventView view = new EventView();
    private @Nullable Newest found;
    private long gaps;

    /**
     * Goes along with what passes the filter.
     *
     * @param newest how many events of the past are shown at most, unless the filter says so; 0 for none
     */
    public Following(DumpFilter filter, int newest) {
        this.filter = filter;
        int most = filter.newest(newest);
        this.found = new Newest(Math.max(1, most), most == 0 ? 0 : MAX_BYTES);
    }

    /** Goes along with a ring from its beginning on. It is closed when it is let go. */
    public void add(RingFile ring) throws IOException {
        rings.add(new FollowedRing(ring));
    }

    /** Shows no event of a process. */
    public void hide(UUID run) {
        hidden.add(run);
    }

    /**
     * Hands on what is new, and says how many events that were. Problems with a ring cost that ring alone.
     *
     * @param problems what could not be read is added to it, for people
     */
    public int look(Taker taker, List<String> problems) throws IOException {
        Newest past = found;
        Newest newest = past == null ? new Newest(Integer.MAX_VALUE, Long.MAX_VALUE) : past;
        for (FollowedRing ring : List.copyOf(rings)) {
            try {
                ring.read(batch, () -> takeAll(newest));
            } catch (IOException damage) {
                problems.add("the ring of process " + ring.pid() + " is no longer read: " + damage.getMessage());
                letGo(ring);
            }
        }
        if (past != null && !pastIsRead()) {
            return 0; // it may take several looks, and is shown when it is known which of it is the newest
        }
        found = null;
        Kept[] events = newest.sorted();
        for (Kept event : events) {
            taker.take(event.show(view));
        }
        return events.length;
    }

    private boolean pastIsRead() {
        boolean all = rings.stream().noneMatch(FollowedRing::hasPast);
        if (all) {
            rings.forEach(FollowedRing::takeGaps); // of the past it is known that it has a beginning
        }
        return all;
    }

    /** Lets go of the rings that are read to their end and that nobody writes any more. */
    public void letGoOfDead(Predicate<UUID> dead) {
        for (FollowedRing ring : List.copyOf(rings)) {
            if (ring.hasCaughtUp() && ring.wasDead() && dead.test(ring.runId())) {
                letGo(ring);
            } else {
                ring.dead(dead.test(ring.runId()));
            }
        }
    }

    /** Whether no ring is left to go along with. */
    public boolean isOver() {
        return rings.isEmpty() && found == null;
    }

    /** How often a ring was written over before it was read, since the last call. */
    public long takeGaps() {
        long taken = gaps;
        gaps = 0;
        for (FollowedRing ring : rings) {
            taken += ring.takeGaps();
        }
        return taken;
    }

    /** Lets go of every ring. */
    public void close() {
        List.copyOf(rings).forEach(this::letGo);
    }

    private void letGo(FollowedRing ring) {
        gaps += found == null ? ring.takeGaps() : 0;
        rings.remove(ring);
        ring.close();
    }

    private void takeAll(Newest newest) {
        for (int record = 0; record < batch.size(); record++) {
            if (batch.isEvent(record)) {
                take(record, newest);
            }
        }
    }

    private void take(int record, Newest newest) {
        try {
            view.wrap(
                    batch.bytes(),
                    batch.offset(record),
                    batch.length(record),
                    batch.level(record),
                    batch.flags(record),
                    batch.sequence(record));
            boolean isNew = seen.add(view.runHigh(), view.runLow(), batch.sequence(record));
            if (isNew && !isHidden() && filter.judge(view)) {
                newest.offer(view, batch, record, 0);
            }
        } catch (MalformedEventException | TooMuchWork leftOut) {
            return; // a dump tells of it
        }
    }

    private boolean isHidden() {
        return !hidden.isEmpty() && hidden.contains(new UUID(view.runHigh(), view.runLow()));
    }
}
