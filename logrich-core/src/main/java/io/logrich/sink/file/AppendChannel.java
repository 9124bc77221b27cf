package io.logrich.sink.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** What a log file needs of an open file: a seam where tests put disks that are full. One thread only. */
interface AppendChannel extends Closeable {
    /** What tells this file from any other that had or will have its name. */
    Object identity();

    long size() throws IOException;

    /** Reads from a place as much as there is, until the buffer is full. */
    void read(ByteBuffer target, long at) throws IOException;

    /** Appends some of the bytes, at least one, and says by the buffer's position how many. */
    void write(ByteBuffer source) throws IOException;

    void truncate(long size) throws IOException;

    /** A file that is opened twice, since Java does not read what it opened for appending. */
    static AppendChannel of(FileChannel reading, FileChannel appending, Object identity) {
        return new AppendChannel() {
            @Override
            public Object identity() {
                return identity;
            }

            @Override
            public long size() throws IOException {
                return appending.size();
            }

            @Override
            public void read(ByteBuffer target, long at) throws IOException {
                long next = at;
                while (target.hasRemaining()) {
                    int count = reading.read(target, next);
                    if (count < 0) {
                        return;
                    }
                    next += count;
                }
            }

            @Override
            public void write(ByteBuffer source) throws IOException {
                appending.write(source);
            }

            @Override
            public void truncate(long size) throws IOException {
                appending.truncate(size);
            }

            @Override
            public void close() throws IOException {
                try (reading) {
                    appending.close();
                }
            }
        };
    }
}
