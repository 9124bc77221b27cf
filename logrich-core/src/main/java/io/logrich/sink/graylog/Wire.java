package io.logrich.sink.graylog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection with deadlines, in {@link System#nanoTime()}. One thread only. */
interface Wire extends Closeable {
    /** Writes everything that remains in the buffer. */
    void write(ByteBuffer bytes, long deadline) throws IOException;

    /**
     * Reads what there is, and waits for something if there is nothing.
     *
     * @return how many bytes were read, 0 if the deadline has passed, -1 at the end
     */
    int read(ByteBuffer into, long deadline) throws IOException;

    /**
     * Writes what means nothing to a peer that still reads, and makes the system of one that has closed break the
     * connection. Nothing may be written after it.
     */
    void probe(long deadline) throws IOException;

    /** How many bytes the other side's system has not acknowledged; see {@link SendQueue} for what is below 0. */
    long unacknowledged();

    /** For people: the address, and how it is secured. */
    String description();

    /** At once, whatever is on its way. */
    @Override
    void close();
}
