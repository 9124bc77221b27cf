package io.logrich.context;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An executor whose tasks see the context of the thread that submitted them. Thread-safe if the given one is. */
class ContextExecutor<E extends ExecutorService> implements ExecutorService {
    /** {@code ExecutorService.close}, which came with Java 19 and which some executors give a meaning of their own. */
    private static final @Nullable MethodHandle CLOSE = closeOfExecutors();

    final E executor;
    private final Supplier<@Nullable ContextBinder> binder;

    ContextExecutor(E executor, Supplier<@Nullable ContextBinder> binder) {
        this.executor = java.util.Objects.requireNonNull(executor);
        this.binder = binder;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(bound(task));
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        return executor.submit(bound(task));
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
        return executor.submit(bound(task), result);
    }

    @Override
    public Future<?> submit(Runnable task) {
        return executor.submit(bound(task));
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
            throws InterruptedException {
        return executor.invokeAll(bound(tasks));
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) throws InterruptedException {
        return executor.invokeAll(bound(tasks), timeout, unit);
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        return executor.invokeAny(bound(tasks));
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return executor.invokeAny(bound(tasks), timeout, unit);
    }

    @Override
    public void shutdown() {
        executor.shutdown();
    }

    /** The tasks as they were given to {@link #execute}. */
    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> waiting = new ArrayList<>(executor.shutdownNow());
        waiting.replaceAll(task -> task instanceof BoundTask bound ? bound.task() : task);
        return waiting;
    }

    @Override
    public boolean isShutdown() {
        return executor.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return executor.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return executor.awaitTermination(timeout, unit);
    }

    /** As the given executor closes itself; on Java 17 and 18, where none can, as Java 19 does. */
    public void close() {
        if (CLOSE == null) {
            shutdown();
            awaitEnd();
            return;
        }
        try {
            CLOSE.invokeExact((ExecutorService) executor);
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible); // close() declares none
        }
    }

    @Override
    public String toString() {
        return "ContextExecutor[" + executor + "]";
    }

    final Runnable bound(Runnable task) {
        ContextBinder now = binder.get();
        return now == null ? task : now.wrap(task);
    }

    final <T extends @Nullable Object> Callable<T> bound(Callable<T> task) {
        ContextBinder now = binder.get();
        return now == null ? task : now.wrap(task);
    }

    private <T extends @Nullable Object> List<Callable<T>> bound(Collection<? extends Callable<T>> tasks) {
        List<Callable<T>> bound = new ArrayList<>(tasks.size());
        tasks.forEach(task -> bound.add(bound(task)));
        return bound;
    }

    private void awaitEnd() {
        boolean interrupted = false;
        boolean ended = isTerminated();
        while (!ended) {
            try {
                ended = awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException again) {
                if (!interrupted) {
                    executor.shutdownNow();
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable MethodHandle closeOfExecutors() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(ExecutorService.class, "close", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException beforeJava19) {
            return null;
        }
    }
}
