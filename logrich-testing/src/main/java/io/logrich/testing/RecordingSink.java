package io.logrich.testing;

import io.logrich.event.LogEvent;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sink that remembers what it is given, and that can be made to fail, to take only a little, or to block. Its lane
 * writes on one thread, the test looks and commands from another. Thread-safe.
 */
public final class RecordingSink implements Sink {
    private final Object lock = new Object();
    private final List<LogEvent> events = new ArrayList<>();
    private @Nullable IOException failure;
    private int failures;
    private int most = Integer.MAX_VALUE;
    private int writes;
    private int flushes;
    private boolean blocked;
    private boolean inside;
    private boolean closed;

    /** A sink that takes everything. */
    public RecordingSink() {}

    /** From now on so many writes fail. */
    public RecordingSink fail(int times, IOException with) {
        synchronized (lock) {
            failures = times;
            failure = with;
            return this;
        }
    }

    /** From now on every write fails, until {@link #heal()}. */
    public RecordingSink failAlways(IOException with) {
        return fail(Integer.MAX_VALUE, with);
    }

    /** No write fails any more, and each takes all that is offered. */
    public RecordingSink heal() {
        synchronized (lock) {
            failures = 0;
            most = Integer.MAX_VALUE;
            return this;
        }
    }

    /** From now on each write takes at most so many events. */
    public RecordingSink takeAtMost(int count) {
        synchronized (lock) {
            most = count;
            return this;
        }
    }

    /** The next write blocks until {@link #release()}; an interrupt ends it with an IOException. */
    public RecordingSink block() {
        synchronized (lock) {
            blocked = true;
            return this;
        }
    }

    public RecordingSink release() {
        synchronized (lock) {
            blocked = false;
            lock.notifyAll();
            return this;
        }
    }

    /** Waits until a write blocks; false if none does in time. */
    public boolean awaitBlocked(Duration patience) throws InterruptedException {
        return await(patience, () -> blocked && inside);
    }

    /** Waits until so many events are there; false if they are not in time. */
    public boolean awaitEvents(int count, Duration patience) throws InterruptedException {
        return await(patience, () -> events.size() >= count);
    }

    /** What was taken, in order. */
    public List<LogEvent> events() {
        synchronized (lock) {
            return List.copyOf(events);
        }
    }

    /** The messages of what was taken, in order. */
    public List<String> messages() {
        return events().stream().map(LogEvent::message).toList();
    }

    /** How often it was written to, failures counted. */
    public int writes() {
        synchronized (lock) {
            return writes;
        }
    }

    public int flushes() {
        synchronized (lock) {
            return flushes;
        }
    }

    public boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    @Override
    public int write(EventBatch batch) throws IOException {
        synchronized (lock) {
            writes++;
            awaitRelease();
            if (failures > 0 && failure != null) {
                failures -= failures == Integer.MAX_VALUE ? 0 : 1;
                throw failure;
            }
            int taken = Math.min(most, batch.size());
            for (int i = 0; i < taken; i++) {
                events.add(batch.event(i));
            }
            lock.notifyAll();
            return taken;
        }
    }

    @Override
    public void flush() {
        synchronized (lock) {
            flushes++;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
    }

    private void awaitRelease() throws IOException {
        inside = true;
        lock.notifyAll();
        try {
            while (blocked) {
                lock.wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it blocked", interrupted);
        } finally {
            inside = false;
        }
    }

    private boolean await(Duration patience, Condition condition) throws InterruptedException {
        long start = System.nanoTime();
        synchronized (lock) {
            while (!condition.holds()) {
                long left = patience.toNanos() - (System.nanoTime() - start);
                if (left <= 0) {
                    return false;
                }
                lock.wait(left / 1_000_000 + 1);
            }
            return true;
        }
    }

    private interface Condition {
        boolean holds();
    }
}
