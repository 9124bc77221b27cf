package io.logrich;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Keeps interruptions away from work with files: the JDK closes every file channel that an interrupted thread touches, so
 * that a runtime would not open, or not close, for a reason that is none of its own. Stateless.
 */
final class Undisturbed {
    private Undisturbed() {}

    /** Something that works with files. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Does it on this thread; an interruption that the thread comes with is put off.
     *
     * @throws InterruptedIOException if another one comes meanwhile and the work fails for it
     */
    static <T> T run(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            return work.run();
        } catch (ClosedByInterruptException meanwhile) {
            InterruptedIOException clear = new InterruptedIOException("interrupted while the runtime was opened");
            clear.initCause(meanwhile);
            throw clear;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Does it on this thread; an interruption that the thread comes with is put off. */
    static <T> T here(Supplier<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Does it on a thread of its own, on this one only if there can be no other, and waits, interrupted or not. */
    static <T> T elsewhere(String name, Callable<T> work) {
        boolean interrupted = Thread.interrupted();
        FutureTask<T> task = new FutureTask<>(work);
        try {
            Promise.thread(name, task).start();
        } catch (OutOfMemoryError noThread) {
            task.run();
        }
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("failed: " + name, failed.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
