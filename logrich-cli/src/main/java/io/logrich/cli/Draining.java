package io.logrich.cli;

import io.logrich.LogRuntime;
import io.logrich.spool.Consumer;
import io.logrich.spool.RingFile;
import io.logrich.tree.RunDirectory;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the sinks at the end of a tree: as long as they get on, however slowly, but not for one that stands still.
 * One thread only.
 */
final class Draining {
    private static final Duration ROUND = Duration.ofMillis(500);
    private static final long PATIENCE_NANOS = 3_000_000_000L;

    private final LogRuntime runtime;
    private final @Nullable Path tree;

    /** For a runtime; the directory is null if its spool is anonymous memory. */
    Draining(LogRuntime runtime, @Nullable Path tree) {
        this.runtime = runtime;
        this.tree = tree;
    }

    /** Returns when every sink has everything, or none has got on for a while. */
    void drain() {
        long place = place();
        long since = System.nanoTime();
        while (!runtime.flush(ROUND).complete()) {
            long now = place();
            if (now != place) {
                place = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE_NANOS) {
                return;
            }
        }
    }

    /** The sum of all cursors of the tree: it changes when anybody gets on. */
    private long place() {
        if (tree == null) {
            return 0;
        }
        long sum = 0;
        try {
            for (RunDirectory run : TreeDirectory.existing(tree).runs()) {
                for (RingFile ring : run.openRings()) {
                    try (ring) {
                        for (Consumer consumer : ring.consumers()) {
                            sum += consumer.cursor();
                        }
                    }
                }
            }
        } catch (IOException unreadable) {
            return sum; // what can be read must do
        }
        return sum;
    }
}
