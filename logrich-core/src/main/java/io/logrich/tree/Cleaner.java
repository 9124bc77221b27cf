package io.logrich.tree;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Deletes what nobody wants any more: directories of processes whose end was told a while ago, the oldest first when there
 * are many. One thread at a time.
 */
final class Cleaner {
    /** How long the ring of an ended process is kept for dumps. */
    static final long RETENTION_MILLIS = 15 * 60_000L;

    private static final int MAX_KEPT = 64;
    private static final long EVERY_MILLIS = 10_000;

    /** How long in a round it is looked and deleted. */
    private static final long SLICE_NANOS = 2_000_000;

    private final TreeDirectory tree;
    private final UUID ownRun;
    private final LongSupplier currentMillis;
    private final Deque<RunDirectory> unseen = new ArrayDeque<>();
    private final List<Told> told = new ArrayList<>();
    private final Deque<RunDirectory> doomed = new ArrayDeque<>();
    private long last;

    Cleaner(TreeDirectory tree, UUID ownRun, LongSupplier currentMillis) {
        this.tree = tree;
        this.ownRun = ownRun;
        this.currentMillis = currentMillis;
        this.last = currentMillis.getAsLong();
    }

    /** Cleans the tree, now and then, and a little at a time. */
    void clean() throws IOException {
        long now = currentMillis.getAsLong();
        if (unseen.isEmpty() && doomed.isEmpty() && (now - last >= EVERY_MILLIS || now < last)) {
            last = now;
            unseen.addAll(tree.named());
            Carrier.trim(tree);
        }
        TimeSlice slice = TimeSlice.of(SLICE_NANOS);
        while (!unseen.isEmpty() && !slice.isOver()) {
            look(unseen.remove());
            if (unseen.isEmpty()) {
                doom(now);
            }
        }
        while (!doomed.isEmpty() && !slice.isOver()) {
            doomed.remove().delete();
        }
    }

    private void look(RunDirectory run) throws IOException {
        long millis = run.isDirectory() && !run.runId().equals(ownRun) ? run.toldMillis() : 0;
        if (millis > 0) {
            told.add(new Told(run, millis));
        }
    }

    private void doom(long now) {
        told.sort(Comparator.comparingLong(Told::millis));
        int surplus = told.size() - MAX_KEPT;
        for (int i = 0; i < told.size(); i++) {
            if (i < surplus || now - told.get(i).millis > RETENTION_MILLIS) {
                doomed.add(told.get(i).run);
            }
        }
        told.clear();
    }

    private record Told(RunDirectory run, long millis) {}
}
