package io.logrich.lane;

import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A sink that does what the test says: takes, fails, or holds the write until it is told otherwise. Thread-safe. */
final class ScriptedSink implements Sink {
    enum Mode {
        TAKE,
        FAIL,
        NO_MEMORY,
        REFUSE,
        HOLD
    }

    final List<String> taken = new CopyOnWriteArrayList<>();
    final AtomicInteger attempts = new AtomicInteger();
    volatile Mode mode = Mode.TAKE;
    volatile boolean closed;

    @Override
    public int write(EventBatch batch) throws IOException {
        attempts.incrementAndGet();
        while (mode == Mode.HOLD) {
            LockSupport.parkNanos(100_000);
        }
        if (mode == Mode.FAIL) {
            throw new IOException("out of order");
        } else if (mode == Mode.NO_MEMORY) {
            throw new OutOfMemoryError("of the test");
        } else if (mode == Mode.REFUSE) {
            throw new IllegalStateException("not this one");
        }
        for (int i = 0; i < batch.size(); i++) {
            taken.add(batch.event(i).message());
        }
        return batch.size();
    }

    @Override
    public void close() {
        closed = true;
    }
}
