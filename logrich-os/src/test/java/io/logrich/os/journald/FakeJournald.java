package io.logrich.os.journald;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Listens at a socket as journald does, reads what comes, and can be made to stop reading, to go away and to come back.
 * 64-bit Linux.
 */
final class FakeJournald implements AutoCloseable {
    private static final int LARGEST = 8 << 20;
    private static final int F_GET_SEALS = 1034;

    private final Path path;
    private final List<byte[]> entries = new ArrayList<>();
    private final Memory bytes = new Memory(LARGEST);
    private final Memory message = new Memory(56 + 16 + 24);
    private final Thread reader = new Thread(this::read, "fake-journald");
    private int fd = -1;
    private int files;
    private boolean reading = true;
    private boolean closed;

    FakeJournald(Path path) throws IOException {
        this.path = path;
        listen();
        reader.setDaemon(true);
        reader.start();
    }

    Path path() {
        return path;
    }

    /** Makes the socket, anew if there was one. */
    synchronized void listen() throws IOException {
        Files.deleteIfExists(path);
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        Memory address = new Memory(2 + name.length + 1L);
        address.clear();
        address.setShort(0, (short) Libc.AF_UNIX);
        address.write(2, name, 0, name.length);
        fd = Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0);
        if (Calls.bind(fd, address, (int) address.size()) < 0) {
            throw new IOException("bind: " + Libc.strerror(Libc.errno()));
        }
    }

    /** Goes away, with everything that it has not read. The name of the socket stays. */
    synchronized void die() {
        Libc.close(fd);
        fd = -1;
    }

    synchronized void reading(boolean on) {
        reading = on;
    }

    /** Everything that has been sent, unless it does not read. */
    synchronized List<byte[]> entries() {
        while (reading && receive()) {
            // one more
        }
        return List.copyOf(entries);
    }

    List<String> messages() {
        List<String> messages = new ArrayList<>();
        for (byte[] entry : entries()) {
            messages.add(Entries.texts(entry).get("MESSAGE"));
        }
        return messages;
    }

    /** How many entries came in files. */
    synchronized int files() {
        return files;
    }

    private void read() {
        while (true) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                if (reading && fd >= 0 && receive()) {
                    continue;
                }
            }
            java.util.concurrent.locks.LockSupport.parkNanos(200_000);
        }
    }

    /** Takes one datagram; false if there is none. */
    private boolean receive() {
        if (fd < 0) {
            return false;
        }
        message.clear();
        message.setPointer(16, message.share(56));
        message.setLong(24, 1);
        message.setPointer(32, message.share(72));
        message.setLong(40, 24);
        message.setPointer(56, bytes);
        message.setLong(64, LARGEST);
        int size = Calls.recvmsg(fd, message, Libc.MSG_DONTWAIT).intValue();
        if (size < 0) {
            return false;
        }
        if (message.getLong(40) > 0) {
            entries.add(contentOf(message.getInt(88)));
            files++;
        } else if (size > 0) {
            entries.add(bytes.getByteArray(0, size));
        }
        return true;
    }

    private byte[] contentOf(int file) {
        int seals = Libc.fcntl(file, F_GET_SEALS, 0);
        if (seals != Libc.F_SEAL_ALL) { // as journald compares before systemd 253
            throw new AssertionError("a file with seals " + seals);
        }
        int size = Calls.pread(file, bytes, new NativeLong(LARGEST), new NativeLong(0))
                .intValue();
        Libc.close(file);
        return bytes.getByteArray(0, size);
    }

    @Override
    public synchronized void close() {
        closed = true;
        die();
    }

    /** What only a receiver calls. */
    private static final class Calls {
        static {
            Native.register(Calls.class, NativeLibrary.getProcess());
        }

        static native int bind(int socket, Pointer address, int length);

        static native NativeLong recvmsg(int socket, Pointer message, int flags);

        static native NativeLong pread(int fd, Pointer bytes, NativeLong size, NativeLong offset);
    }
}
