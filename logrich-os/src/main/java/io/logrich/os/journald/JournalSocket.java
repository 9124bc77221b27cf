package io.logrich.os.journald;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A datagram socket of this process, connected to journald's. No call blocks but {@link #awaitRoom}, which is told for how
 * long. One thread only.
 */
final class JournalSocket implements Closeable {
    private static final int PATH_AT = 2;
    private static final int SMALLEST = 64 * 1024;

    private final Path path;
    private final int fd;
    private final Pointer pollfd = new Memory(8);
    private final Pointer number = new Memory(Integer.BYTES);
    private final NativeLong one = new NativeLong(1);
    private final NativeLong length = new NativeLong();
    private Memory bytes = new Memory(SMALLEST);
    private boolean closed;

    private JournalSocket(Path path, int fd) {
        this.path = path;
        this.fd = fd;
        pollfd.setInt(0, fd);
        pollfd.setShort(4, Libc.POLLOUT);
    }

    /**
     * Connects to a socket.
     *
     * @throws JournalException if nobody listens there
     */
    static JournalSocket connect(Path path) throws IOException {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        Memory address = new Memory(PATH_AT + name.length + 1L);
        address.setShort(0, (short) Libc.AF_UNIX);
        address.write(PATH_AT, name, 0, name.length);
        address.setByte(PATH_AT + (long) name.length, (byte) 0);
        int fd = Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0);
        if (fd < 0) {
            throw new JournalException("no socket can be made", path, Libc.errno());
        }
        if (Libc.connect(fd, address, (int) address.size()) < 0) {
            int error = Libc.errno();
            Libc.close(fd);
            throw new JournalException("nobody takes entries", path, error);
        }
        return new JournalSocket(path, fd);
    }

    /**
     * Sends an entry, in a file of its own if it is too large for a datagram.
     *
     * @return false if there is no room now
     * @throws IOException if the connection is of no use any more
     */
    boolean send(byte[] entry, int size) throws IOException {
        if (bytes.size() < size) {
            bytes.close();
            bytes = new Memory(Integer.highestOneBit(size) * 2L);
        }
        bytes.write(0, entry, 0, size);
        length.setValue(size);
        int error = sendOnce();
        if (error == Libc.EMSGSIZE || error == Libc.ENOBUFS) {
            try (SealedFile file = SealedFile.of(bytes, size)) {
                error = file.sendTo(fd);
            }
        }
        return isSent(error);
    }

    /**
     * Sends nothing, which journald passes over.
     *
     * @return false if there is no room now, but somebody who listens
     * @throws IOException if nobody listens any more
     */
    boolean probe() throws IOException {
        length.setValue(0);
        return isSent(sendOnce());
    }

    private int sendOnce() {
        while (true) {
            if (Libc.send(fd, bytes, length, Libc.MSG_DONTWAIT | Libc.MSG_NOSIGNAL)
                            .longValue()
                    >= 0) {
                return 0;
            }
            int error = Libc.errno();
            if (error != Libc.EINTR) {
                return error;
            }
        }
    }

    private boolean isSent(int error) throws IOException {
        if (error == 0) {
            return true;
        } else if (error == Libc.EAGAIN || error == Libc.ETOOMANYREFS) {
            return false;
        }
        throw new JournalException("an entry cannot be sent", path, error);
    }

    /** Waits until there may be room for an entry, so many milliseconds at most. */
    void awaitRoom(int millis) {
        Libc.poll(pollfd, one, millis);
    }

    /** How many bytes of memory are in use by what was sent and has not been read; 0 if the system does not say. */
    int unread() {
        return Libc.ioctl(fd, Libc.SIOCOUTQ, number) < 0 ? 0 : Math.max(0, number.getInt(0));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Libc.close(fd);
            bytes.close();
        }
    }
}
