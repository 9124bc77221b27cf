package io.logrich.tree;

import java.io.IOException;

/**
 * Whether a tree's directory may have changed: whether a process has come or gone, or one of its small files is another
 * one. One system call a look. One thread at a time.
 */
final class TreeChanges {
    /** A directory's time has the grain of the kernel's clock: what comes within the same grain does not change it. */
    private static final long GRAIN_NANOS = 20_000_000;

    private final TreeDirectory tree;
    private long version = Long.MIN_VALUE;
    private boolean withinGrain;

    TreeChanges(TreeDirectory tree) {
        this.tree = tree;
    }

    /** Whether the directory may have changed since it was last {@link #seen}; true if that has never been. */
    boolean any() throws IOException {
        return withinGrain || tree.version() != version;
    }

    /** Notes that the directory is looked at now, before that is done. */
    void seen() throws IOException {
        version = tree.version();
        withinGrain = Math.abs(System.currentTimeMillis() * 1_000_000 - version) < GRAIN_NANOS;
    }
}
