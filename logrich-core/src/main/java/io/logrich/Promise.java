package io.logrich;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Work that takes its time, done on a thread of its own so that nobody's thread is blocked by it. Stateless. */
final class Promise {
    private Promise() {}

    static <T> CompletableFuture<T> of(String name, Supplier<T> work) {
        CompletableFuture<T> promise = new CompletableFuture<>();
        try {
            thread(name, () -> keep(promise, work)).start();
        } catch (OutOfMemoryError noThread) {
            promise.completeExceptionally(noThread);
        }
        return promise;
    }

    /** A daemon thread that inherits nothing. */
    static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(null, work, "logrich-" + name, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    private static <T> void keep(CompletableFuture<T> promise, Supplier<T> work) {
        try {
            promise.complete(work.get());
        } catch (Throwable failed) {
            promise.completeExceptionally(failed);
        }
    }
}
