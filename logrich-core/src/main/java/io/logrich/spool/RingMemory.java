package io.logrich.spool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory of a ring in the process that writes it: header page and records, whether mapped from a file or anonymous.
 * All access to shared words goes through here. Thread-safe as documented per method; offsets are from the start of the
 * header page.
 */
final class RingMemory {
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer bytes;

    /** Uses that buffer, which must be direct and aligned to 8 bytes. */
    RingMemory(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Zeroed memory of this process alone. */
    static RingMemory anonymous(int capacity) {
        ByteBuffer larger = ByteBuffer.allocateDirect(RingLayout.HEADER_BYTES + capacity + 8);
        return new RingMemory(
                larger.alignedSlice(8).limit(RingLayout.HEADER_BYTES + capacity).slice());
    }

    int capacity() {
        return bytes.capacity() - RingLayout.HEADER_BYTES;
    }

    long get(int at) {
        return (long) LONG.get(bytes, at);
    }

    void put(int at, long value) {
        LONG.set(bytes, at, value);
    }

    long getAcquire(int at) {
        return (long) LONG.getAcquire(bytes, at);
    }

    void putRelease(int at, long value) {
        LONG.setRelease(bytes, at, value);
    }

    boolean compareAndSet(int at, long expected, long value) {
        return LONG.compareAndSet(bytes, at, expected, value);
    }

    long getAndAdd(int at, long delta) {
        return (long) LONG.getAndAdd(bytes, at, delta);
    }

    void put(int at, byte[] source, int offset, int length) {
        bytes.put(at, source, offset, length);
    }

    void get(int at, byte[] target, int offset, int length) {
        bytes.get(at, target, offset, length);
    }

    /** The memory itself, for {@code force}. */
    ByteBuffer buffer() {
        return bytes;
    }
}
