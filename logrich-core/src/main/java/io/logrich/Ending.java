package io.logrich;

import io.logrich.diagnostics.ServiceThread;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The one end of a runtime: who comes first brings it about, who comes meanwhile waits for him, except those he may be
 * waiting for himself. Thread-safe.
 */
final class Ending {
    private static final long LOOK_EVERY_MILLIS = 20;

    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Thread ender;
    private volatile ShutdownResult result = ShutdownResult.UNFINISHED;

    boolean isOpen() {
        return !begun.get();
    }

    /** Whether the calling thread is the one to bring it about. */
    boolean begin() {
        if (begun.compareAndSet(false, true)) {
            ender = Thread.currentThread();
            return true;
        }
        return false;
    }

    /** Notes who brings it about, if it is another thread than the one that began. */
    void byThisThread() {
        ender = Thread.currentThread();
    }

    void over(ShutdownResult how) {
        result = how;
        over.countDown();
        ender = null;
    }

    /** How the runtime has ended; waits for the end if that makes sense. */
    ShutdownResult await() {
        boolean interrupted = Thread.interrupted();
        try {
            while (isWorthWaiting()) {
                try {
                    if (over.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                        break;
                    }
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return result;
    }

    private boolean isWorthWaiting() {
        Thread by = ender;
        return by == null
                ? over.getCount() > 0 && !ServiceThread.isCurrent()
                : by != Thread.currentThread()
                        && by.isAlive() // it may have died of a class that could not be loaded
                        && !ServiceThread.isCurrent()
                        && !ServiceThread.isExiting(by);
    }
}
