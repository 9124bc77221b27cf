package io.logrich.tree;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The directories of a tree's processes that nobody has looked at yet. What is found later is handed out first: it may be
 * a child that has just begun, while what has been there all the time is mostly dead. The collector's thread only.
 */
final class Arrivals {
    /** Of the collector's time at most one part in so many goes into listing, however many directories there are. */
    private static final int PARTS = 5;

    /** But no child waits longer than that to be listed: the first listing of all is slow. */
    private static final long LONGEST_PAUSE_NANOS = 100_000_000;

    private final TreeDirectory tree;
    private final UUID ownRun;
    private final Deque<RunDirectory> waiting = new ArrayDeque<>();
    private Set<UUID> known = Set.of();
    private final TreeChanges changes;
    private boolean overdue;
    private long listed;
    private long pause;

    /** The arrivals in a tree; those of the collector's own run do not count. */
    Arrivals(TreeDirectory tree, UUID ownRun) {
        this.tree = tree;
        this.ownRun = ownRun;
        this.changes = new TreeChanges(tree);
    }

    /** Whether the tree may have changed since it was listed. */
    boolean haveChanged() throws IOException {
        return changes.any();
    }

    /** Lists the tree if it has changed, and if it was not listed a moment ago. */
    void look() throws IOException {
        if (!haveChanged()) {
            return;
        }
        long start = System.nanoTime();
        overdue = true;
        if (start - listed < pause) {
            return;
        }
        changes.seen();
        Set<UUID> found = new HashSet<>();
        for (RunDirectory run : tree.named()) {
            found.add(run.runId());
            if (!known.contains(run.runId()) && !run.runId().equals(ownRun)) {
                waiting.addFirst(run);
            }
        }
        known = found;
        overdue = false;
        listed = System.nanoTime();
        pause = Math.min(LONGEST_PAUSE_NANOS, (listed - start) * (PARTS - 1));
    }

    /** The next one that nobody has looked at, null if there is none. */
    @Nullable
    RunDirectory next() {
        return waiting.poll();
    }

    /** Puts back one that cannot be looked at now. */
    void putBack(RunDirectory run) {
        waiting.addLast(run);
    }

    /** Whether the tree has changed and was not listed again yet. */
    boolean isOverdue() {
        return overdue;
    }

    /** Whether there are more, or may be. */
    boolean hasMore() {
        return overdue || !waiting.isEmpty();
    }
}
