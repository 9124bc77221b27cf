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
    private static final long BETWEEN_TRIES_NANOS = 5_000_000;

    private final HeldLock lock;
    private final TreeDirectory tree;
    private final int epoch;
    private volatile boolean over;

    private Lease(HeldLock lock, TreeDirectory tree, int epoch) {
        this.lock = lock;
        this.tree = tree;
        this.epoch = epoch;
    }

    /** Takes the lease of a tree; null if somebody else holds it. */
    public static @Nullable Lease tryAcquire(TreeDirectory tree) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            HeldLock lock = HeldLock.tryAcquire(tree.lease());
            if (lock != null) {
                int epoch = tree.epoch() + 1;
                tree.epoch(epoch);
                return new Lease(lock, tree, epoch);
            }
            LockSupport.parkNanos(BETWEEN_TRIES_NANOS); // somebody may just be looking whether it is held
        }
        return null;
    }

    /** Whether somebody holds the lease of a tree. */
    public static boolean isHeld(TreeDirectory tree) throws IOException {
        return HeldLock.isHeld(tree.lease());
    }

    /** The number of this collector among those the tree has had, from 1. */
    public int epoch() {
        return epoch;
    }

    /** Whether this process may not write to any sink any more. One volatile read. */
    public boolean isOver() {
        return over;
    }

    /** Looks whether another collector has begun; once it has, {@link #isOver()} stays true. */
    void check() {
        try {
            over |= tree.epoch() != epoch;
        } catch (NoSuchFileException | SpoolException gone) {
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
