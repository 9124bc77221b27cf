package io.logrich.diagnostics;

/**
 * A thread of the runtime itself: a daemon whose name begins with {@code logrich-}. A log call on such a thread must not
 * wait for room in the spool, since it may be the very thread that makes room.
 */
public final class ServiceThread extends Thread {
    /** A thread, not started yet; the prefix of the name is added. */
    public ServiceThread(String name, Runnable work) {
        super(null, work, "logrich-" + name, 0, false);
        setDaemon(true);
    }

    /** Whether the calling thread is one of these. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof ServiceThread;
    }
}
