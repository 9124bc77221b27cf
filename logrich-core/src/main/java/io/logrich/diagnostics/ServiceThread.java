package io.logrich.diagnostics;

import java.util.concurrent.ThreadFactory;

/**
 * A thread of the runtime itself, or of what a sink brings with it: a daemon whose name begins with {@code logrich-}. A
 * log call on such a thread must not wait for room in the spool, since it may be the very thread that makes room; and its
 * event goes to the console alone, since it may be about the sink that it would be sent to.
 */
public final class ServiceThread extends Thread {
    private static final String CONSOLE = "console";

    private final String role;

    /** A thread, not started yet; the prefix of the name is added. */
    public ServiceThread(String role, Runnable work) {
        super(null, work, "logrich-" + role, 0, false);
        this.role = role;
        setDaemon(true);
    }

    /** Makes the threads of a client that a sink uses, so that what the client logs does not come back to the sink. */
    public static ThreadFactory factory(String role) {
        return work -> new ServiceThread(role, work);
    }

    /** Whether the calling thread is one of these. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof ServiceThread;
    }

    /** Whether the calling thread is that of the console's lane. */
    public static boolean isConsole() {
        return Thread.currentThread() instanceof ServiceThread current && current.role.equals(CONSOLE);
    }

    /** Whether a thread has called {@code System.exit} and so does nothing else any more: nobody should wait for it. */
    public static boolean isExiting(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals("exit") && frame.getClassName().equals("java.lang.Runtime")) {
                return true;
            }
        }
        return false;
    }
}
