package io.logrich.spool;

import java.io.IOException;

/**
 * Where a reader gets a ring's bytes from: the process's own memory, or, for every ring of another process, the file
 * through {@code read(2)}, never through a mapping, so that whoever truncates or rewrites it can cost the reader an
 * {@link IOException} and nothing worse. Offsets are from the start of the header page.
 */
interface RingSource {
    /** Copies bytes out; all of them or an exception. */
    void read(long at, byte[] target, int offset, int length) throws IOException;

    /** Reads one shared word. */
    long readWord(long at) throws IOException;

    /** Writes one word of a consumer's own slot. */
    void writeWord(long at, long value) throws IOException;

    /** Writes bytes of a consumer's own slot. */
    void write(long at, byte[] source, int offset, int length) throws IOException;

    /** Reads the ring of this process. */
    static RingSource of(RingMemory memory) {
        return new RingSource() {
            @Override
            public void read(long at, byte[] target, int offset, int length) {
                memory.get((int) at, target, offset, length);
            }

            @Override
            public long readWord(long at) {
                return memory.getAcquire((int) at);
            }

            @Override
            public void writeWord(long at, long value) {
                memory.putRelease((int) at, value);
            }

            @Override
            public void write(long at, byte[] source, int offset, int length) {
                memory.put((int) at, source, offset, length);
            }
        };
    }
}
