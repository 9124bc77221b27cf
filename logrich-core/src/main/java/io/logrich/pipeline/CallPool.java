package io.logrich.pipeline;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for their next use, one place for each of some threads. Taking one empties its place, so that a call that
 * is never handed in leaves nothing behind but garbage. Thread-safe.
 */
final class CallPool {
    private static final int PLACES = 64;

    /** Places lie so far apart that threads do not share a cache line. */
    private static final int STRIDE = 16;

    private final AtomicReferenceArray<@Nullable LogCall> places = new AtomicReferenceArray<>(PLACES * STRIDE);

    LogCall take() {
        int home = home();
        LogCall call = places.getPlain(home);
        return call != null && places.compareAndSet(home, call, null) ? call : new LogCall();
    }

    void give(LogCall call) {
        call.forget();
        places.setRelease(home(), call);
    }

    private static int home() {
        return ((int) Thread.currentThread().getId() & PLACES - 1) * STRIDE;
    }
}
