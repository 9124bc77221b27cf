package io.logrich.process;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A mapped page of its own in which a process publishes, by one store after each log call, how many of its calls have
 * returned as accepted. It survives the process, and owes nothing to the code under test.
 */
final class CounterPage {
    private static final int SPACING = 64;
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer bytes;

    private CounterPage(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static CounterPage open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(4096), 0);
            return new CounterPage(channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096));
        }
    }

    /** Opens a page that somebody else has made, without clearing it. */
    static CounterPage read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new CounterPage(channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096));
        }
    }

    void set(int thread, long accepted) {
        LONG.setRelease(bytes, thread * SPACING, accepted);
    }

    long get(int thread) {
        return (long) LONG.getAcquire(bytes, thread * SPACING);
    }
}
