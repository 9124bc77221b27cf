package io.logrich.sink.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A real file on a disk that has only so much space. */
final class FaultyChannel implements AppendChannel {
    private final AppendChannel real;
    private int space = Integer.MAX_VALUE;
    private int atOnce = Integer.MAX_VALUE;
    private int writes;
    private boolean truncates = true;
    private boolean reads = true;
    private boolean closed;
    private Intruder intruder = () -> {};

    FaultyChannel(AppendChannel real) {
        this.real = real;
    }

    /** After so many bytes the disk is full. */
    FaultyChannel space(int bytes) {
        space = bytes;
        return this;
    }

    /** No write takes more than so many bytes. */
    FaultyChannel atOnce(int bytes) {
        atOnce = bytes;
        return this;
    }

    FaultyChannel refuseTruncation() {
        truncates = false;
        return this;
    }

    FaultyChannel refuseReading() {
        reads = false;
        return this;
    }

    boolean isClosed() {
        return closed;
    }

    /** Does something to the file just before a write fails. */
    FaultyChannel beforeFailure(Intruder action) {
        intruder = action;
        return this;
    }

    int writes() {
        return writes;
    }

    @Override
    public Object identity() {
        return real.identity();
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public void read(ByteBuffer target, long at) throws IOException {
        if (!reads) {
            throw new IOException("Input/output error");
        }
        real.read(target, at);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        writes++;
        int part = Math.min(Math.min(space, atOnce), source.remaining());
        if (part == 0) {
            intruder.act();
            throw new IOException("No space left on device");
        }
        ByteBuffer head = source.slice().limit(part);
        while (head.hasRemaining()) {
            real.write(head);
        }
        source.position(source.position() + part);
        space -= part;
    }

    @Override
    public void truncate(long size) throws IOException {
        if (!truncates) {
            throw new IOException("Operation not permitted");
        }
        real.truncate(size);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        real.close();
    }

    interface Intruder {
        void act() throws IOException;
    }
}
