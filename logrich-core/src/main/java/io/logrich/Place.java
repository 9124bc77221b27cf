package io.logrich;

import io.logrich.spool.Ring;
import io.logrich.tree.Lease;
import io.logrich.tree.OwnRun;
import io.logrich.tree.TreeDirectory;
import io.logrich.tree.TreeExit;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where the spool of a process lies, with the ring that it begins with. Immutable.
 *
 * @param tree the tree's directory, null for anonymous memory
 * @param lease the right to collect the tree, null for anonymous memory and where another process collects
 * @param run this process's own directory, null for anonymous memory
 * @param ring what it logs into
 */
record Place(
        @Nullable TreeDirectory tree,
        @Nullable Lease lease,
        @Nullable OwnRun run,
        Ring ring) {
    /** Shows the process to others, once nothing can fail any more. */
    void publish() throws IOException {
        if (run != null) {
            run.publish();
        }
    }

    /** Takes down what was made for a process that cannot be opened; nothing of it was ever used. */
    void abandon() {
        TreeExit.abandon(lease == null ? null : tree, lease, run);
    }
}
