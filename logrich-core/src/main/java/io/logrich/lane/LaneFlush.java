package io.logrich.lane;

import io.logrich.sink.Sink;
import java.io.IOException;

/**
 * Flushes a lane's sink: when the lane has nothing more to write, and when somebody asks for it. The lane's thread only,
 * except where noted.
 */
final class LaneFlush {
    private final String name;
    private final Sink sink;
    private final LaneContext context;
    private volatile int wanted;
    private volatile int done;
    private boolean unflushed;

    LaneFlush(String name, Sink sink, LaneContext context) {
        this.name = name;
        this.sink = sink;
        this.context = context;
    }

    /** Asks for a flush; the answer is what {@link #isDone} wants. Any thread may call it. */
    synchronized int request() {
        return ++wanted;
    }

    /** Whether a flush that was asked for has been. Any thread may call it. */
    boolean isDone(int request) {
        return done >= request;
    }

    /** Whether a flush is wanted that has not been. */
    boolean isWanted() {
        return done != wanted;
    }

    /** Whether the sink still holds back what it has been asked to pass on. */
    boolean hasFailed() {
        return unflushed;
    }

    /** The sink holds something that it may not have passed on. */
    void written() {
        unflushed = true;
    }

    void flush() {
        int answered = wanted;
        if (unflushed || done != answered) {
            try {
                sink.flush();
                unflushed = false;
            } catch (IOException | RuntimeException | Error failed) {
                context.report("adapter_error", "adapter", name, "error", failed.toString());
            }
            done = answered;
        }
    }

    /** Flushes and closes the sink. */
    void close() {
        flush();
        try {
            sink.close();
        } catch (IOException | RuntimeException | Error failed) {
            context.report("adapter_error", "adapter", name, "error", failed.toString());
        }
    }
}
