package io.logrich.slf4j;

import io.logrich.LogRich;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opens the log of a process whose code does not: joins the tree that it was started in, or opens one with nothing but the
 * {@code LOG_*} variables. Tried once. Thread-safe.
 */
final class Joining {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private Joining() {}

    /**
     * Opens the log, unless there is one or it was tried before. Whoever comes meanwhile does not wait: its events do, and
     * it may be what is being opened that logs. A process in which it fails keeps its first events for an
     * {@code init}, and runs on.
     */
    @SuppressWarnings("SystemOut") // there is no log that it could be written to
    static void join() {
        if (!LogRich.isInitialised() && BEGUN.compareAndSet(false, true)) {
            try {
                LogRich.attach();
            } catch (IOException | RuntimeException | LinkageError failed) {
                System.err.println("logrich: cannot open a log: " + failed);
            }
        }
    }
}
