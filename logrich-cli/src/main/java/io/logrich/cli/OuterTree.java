package io.logrich.cli;

import io.logrich.tree.Lease;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The tree that this process was started in. Immutable.
 *
 * @param tree null if it was started in none, or in one that nobody collects any more
 */
record OuterTree(@Nullable TreeDirectory tree) {
    static final OuterTree NONE = new OuterTree(null);

    /** How long a tree may be without a collector: another process takes over, or somebody starts one again. */
    private static final int TRIES = 50;

    private static final long BETWEEN_TRIES_NANOS = 20_000_000;

    /** Looks at what the environment says; a tree that cannot be joined is mentioned on the given stream. */
    static OuterTree of(Map<String, String> environment, PrintWriter err) {
        String path = environment.get(TreeDirectory.VARIABLE);
        if (path == null || path.isBlank()) {
            return NONE;
        }
        try {
            TreeDirectory tree = TreeDirectory.existing(Path.of(path));
            for (int i = 0; i < TRIES; i++) {
                if (Lease.isHeld(tree)) {
                    return new OuterTree(tree);
                }
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
            err.println("logrich: nobody collects the tree " + path + " any more; this run has a tree of its own");
        } catch (IOException | RuntimeException unusable) {
            err.println("logrich: the tree " + path + " cannot be joined (" + Failures.describe(unusable)
                    + "); this run has a tree of its own");
        }
        return NONE;
    }

    boolean isThere() {
        return tree != null;
    }
}
