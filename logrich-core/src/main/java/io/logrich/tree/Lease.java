package io.logrich.tree;

import io.logrich.spool.SpoolException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to collect a tree: whoever holds it drives the sinks, and exactly one process holds it at any time, since the
 * kernel lends the lock to one only. Each holder begins a new epoch; one whose epoch is over writes to no sink any more.
 * Thread-safe.
 */
public final class Lease implements AutoCloseable {
    private static final int TRIES = 20;
    private static final long CHECK_NANOS = 100_000_000;
    private static final long BETWEEN_TRIES_NANOS = 5_000_000;

    /** How long a stand-in may take to give way: it finishes what its sinks have in hand. */
    private static final long GIVING_WAY_NANOS = 15_000_000_000L;

    private final HeldLock lock;
    private final TreeDirectory tree;
    private final int epoch;
    private final Kind kind;
    private final boolean endsTree;
    private volatile boolean over;
    private volatile long checked = System.nanoTime();

    /** The file of the epoch as it was when it was last read; it is read again only when it is another one. */
    private volatile @Nullable Object seen;

    private Lease(HeldLock lock, TreeDirectory tree, int epoch, Kind kind, boolean ended) {
        this.lock = lock;
        this.tree = tree;
        this.epoch = epoch;
        this.kind = kind;
        this.endsTree = ended || kind == Kind.OWNER;
    }

    /**
     * Takes the lease of a tree; null if somebody else holds it. A process that only stands in for a collector is asked
     * to give way, and waited for.
     */
    public static @Nullable Lease tryAcquire(TreeDirectory tree) throws IOException {
        return tryAcquire(tree, Kind.OWNER);
    }

    /** As {@link #tryAcquire}, for somebody who collects a tree for a while that is not his own. */
    public static @Nullable Lease tryAdopt(TreeDirectory tree) throws IOException {
        return tryAcquire(tree, Kind.ADOPTER);
    }

    private static @Nullable Lease tryAcquire(TreeDirectory tree, Kind kind) throws IOException {
        HeldLock lock = lock(tree, true);
        if (lock == null && tree.hasStandIn()) {
            lock = lockOnceGivenWay(tree);
        }
        return lock == null ? null : begin(tree, lock, kind, true);
    }

    /**
     * Takes the lease of a tree whose collector has died, to stand in for it; null if somebody else has been quicker.
     *
     * @param closed whether to take it also after a collector that has ended in order
     * @throws NoSuchFileException if the tree has vanished
     */
    public static @Nullable Lease tryInherit(TreeDirectory tree, boolean closed) throws IOException {
        HeldLock lock = lock(tree, false);
        return lock == null ? null : begin(tree, lock, Kind.HEIR, closed);
    }

    /** Begins an epoch; whatever goes wrong, the lock is not kept. */
    private static @Nullable Lease begin(TreeDirectory tree, HeldLock lock, Kind kind, boolean closed)
            throws IOException {
        Lease lease = null;
        try {
            boolean ended = tree.isClosed();
            if (closed || !ended) {
                int epoch = tree.epoch() + 1;
                tree.epoch(epoch);
                if (kind == Kind.HEIR) {
                    tree.markStandIn(epoch);
                }
                lease = new Lease(lock, tree, epoch, kind, ended);
            }
            return lease;
        } finally {
            if (lease == null) {
                lock.close();
            }
        }
    }

    private static @Nullable HeldLock lockOnceGivenWay(TreeDirectory tree) throws IOException {
        long start = System.nanoTime();
        HeldLock lock = null;
        try {
            while (lock == null && System.nanoTime() - start < GIVING_WAY_NANOS) {
                tree.markWanted();
                lock = lock(tree, true);
            }
            return lock;
        } finally {
            tree.unmarkWanted();
        }
    }

    private static @Nullable HeldLock lock(TreeDirectory tree, boolean make) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            HeldLock lock = make ? HeldLock.tryAcquire(tree.lease()) : HeldLock.tryAcquireExisting(tree.lease());
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(BETWEEN_TRIES_NANOS); // somebody may just be looking whether it is held
        }
        return null;
    }

    /** Who holds a lease. */
    private enum Kind {
        /** The process whose tree it is. */
        OWNER,
        /** A process of the tree that stands in for the owner, which has died. */
        HEIR,
        /** Somebody else who has been asked to see to the tree. */
        ADOPTER
    }

    /** Whether somebody holds the lease of a tree. */
    public static boolean isHeld(TreeDirectory tree) throws IOException {
        return HeldLock.isHeld(tree.lease());
    }

    /** The number of this collector among those the tree has had, from 1. */
    public int epoch() {
        return epoch;
    }

    /** Whether the tree is this process's own, so that those that follow it go by its settings. */
    public boolean isOwners() {
        return kind == Kind.OWNER;
    }

    /** Whether this process only stands in for a collector that has died. */
    public boolean isInherited() {
        return kind == Kind.HEIR;
    }

    /** Whether nobody is to stand in for this process once it has ended in order. */
    boolean endsTree() {
        return endsTree;
    }

    /**
     * Whether this process may not write to any sink any more. Looks again when it has not looked for a while: a process
     * that was stopped and goes on must not write what a successor has written meanwhile.
     */
    public boolean isOver() {
        if (!over && System.nanoTime() - checked > CHECK_NANOS) {
            look(false);
        }
        return over;
    }

    /** Looks whether another collector has begun, or the tree is gone; once so, {@link #isOver()} stays true. */
    void check() {
        look(true);
    }

    /** Nobody collects a tree that somebody has deleted; a process that is alone in it still has something to deliver. */
    private void look(boolean endsWithTree) {
        try {
            checked = System.nanoTime();
            Object state = tree.epochState();
            if (state == null || !state.equals(seen)) {
                int now = tree.epoch();
                over |= now != epoch && (endsWithTree || now != 0 || !tree.isGone());
                seen = state;
            }
        } catch (NoSuchFileException gone) {
            over |= endsWithTree;
        } catch (SpoolException damaged) {
            over = true;
        } catch (IOException unknown) {
            return; // what cannot be read now, for lack of descriptors say, is no sign of another collector
        }
    }

    /** Ends the epoch, for every thread of this process that may still be writing, and lets the lease go. */
    @Override
    public void close() throws IOException {
        over = true;
        lock.close();
    }
}
