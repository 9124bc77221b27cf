package io.logrich.tree;

import io.logrich.diagnostics.ServiceThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of a tree's collector, so that its processes need not look again and again whether it lives. What it
 * says is a hint: who collects is decided by the lease alone. A thread of its own. Thread-safe.
 */
public final class Vigil implements AutoCloseable {
    private static final long AGAIN_NANOS = 1_000_000_000;

    /** Elsewhere a thread that waits for a lock cannot be made to stop. */
    private static final boolean POSSIBLE =
            !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path file;
    private final Runnable ended;
    private final Thread thread = new ServiceThread("vigil", this::run);
    private volatile @Nullable LockWait wait;
    private volatile boolean waiting;
    private volatile boolean over;

    /**
     * A vigil that has not begun.
     *
     * @param ended told when a collector has ended that was waited for; must return soon
     */
    public Vigil(TreeDirectory tree, Runnable ended) {
        this.file = tree.collecting();
        this.ended = ended;
    }

    /** Begins. Where there is no waiting for a lock nothing happens. */
    public void start() {
        if (POSSIBLE) {
            thread.start();
        }
    }

    /** Whether it waits at the moment, since there is a collector. */
    public boolean isWaiting() {
        return waiting;
    }

    /** Ends the vigil; nothing is told any more. */
    @Override
    public void close() {
        over = true;
        LockWait current = wait;
        try {
            if (current != null) {
                current.close();
            }
        } catch (IOException noMatter) {
            // a descriptor that was only read from
        }
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!over) {
            try {
                if (keep() && !over) {
                    ended.run();
                }
            } catch (IOException | RuntimeException | Error notNow) {
                // for lack of descriptors, say; whoever wants to know looks for himself meanwhile
            }
            if (!over) {
                LockSupport.parkNanos(this, AGAIN_NANOS);
            }
        }
    }

    /** Waits for one collector; whether there was one and it has ended. */
    private boolean keep() throws IOException {
        LockWait now = LockWait.on(file);
        if (now == null) {
            return false;
        }
        try (now) {
            wait = now;
            waiting = !over; // whoever ends it after this look finds what to close
            return waiting && now.await();
        } finally {
            waiting = false;
            wait = null;
        }
    }
}
