package io.logrich.sink.graylog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection with deadlines, in {@link System#nanoTime()}. One thread only. */
interface Wire extends Closeable {
    /** Of what was written all may be unacknowledged, for all that is known. */
    int ALL = -1;

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

    /**
     * Waits until all but the last few of the bytes written are acknowledged, or taken back because the connection is
     * broken, which the next read then says. Costs little.
     *
     * @param written how many bytes were written at most since everything was acknowledged
     * @return how many of the last bytes may not have been acknowledged, or {@link #ALL} if it cannot be known, or not for
     *     so few bytes
     */
    int awaitMost(int written, long deadline) throws IOException;

    /** For people: the address, and how it is secured. */
    String description();

    /** At once, whatever is on its way. */
    @Override
    void close();
}
