package io.logrich.os.journald;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.Closeable;
import java.nio.file.Path;

/**
 * An entry that is too large for a datagram, in memory that has a descriptor (memfd_create(2)) and that nobody can change
 * any more: journald takes such a descriptor instead. One thread only.
 */
final class SealedFile implements Closeable {
    private static final int POINTER = Native.POINTER_SIZE;

    /** A {@code msghdr} (sendmsg(2)) without a name, with one empty {@code iovec} and one {@code cmsghdr}. */
    private static final int MESSAGE_SIZE = 7 * POINTER;

    private static final int VECTOR_AT = MESSAGE_SIZE;
    private static final int CONTROL_AT = VECTOR_AT + 2 * POINTER;
    private static final int CONTROL_HEADER = POINTER + 2 * Integer.BYTES;
    private static final int CONTROL_SIZE = CONTROL_HEADER + POINTER;

    private static final int FLAGS = Libc.MFD_CLOEXEC | Libc.MFD_ALLOW_SEALING;

    private final int fd;

    private SealedFile(int fd) {
        this.fd = fd;
    }

    /**
     * Puts bytes into a file and seals it. A file that may not be executed has one more seal, and journald before systemd 253
     * takes it for one that is not sealed, which it refuses from anybody but root, without a word to the sender.
     *
     * @throws JournalException if there is no memory or no descriptor now
     * @throws IllegalStateException if this system has no such files: then the entry cannot be delivered at all
     */
    static SealedFile of(Pointer bytes, int size) throws JournalException {
        int fd = Libc.memfd_create("logrich", FLAGS | Libc.MFD_EXEC);
        if (fd < 0 && Libc.errno() == Libc.EINVAL) {
            fd = Libc.memfd_create("logrich", FLAGS); // before Linux 6.3
        } else if (fd < 0 && Libc.errno() == Libc.EACCES) {
            fd = Libc.memfd_create("logrich", FLAGS | Libc.MFD_NOEXEC_SEAL); // vm.memfd_noexec = 2
        }
        if (fd < 0) {
            throw failure(size, Libc.errno());
        }
        SealedFile file = new SealedFile(fd);
        try {
            file.fill(bytes, size);
            return file;
        } catch (JournalException | RuntimeException | Error failed) {
            file.close();
            throw failed;
        }
    }

    private void fill(Pointer bytes, int size) throws JournalException {
        int written = 0;
        while (written < size) {
            int more = Libc.write(fd, bytes.share(written), new NativeLong(size - written))
                    .intValue();
            if (more < 0 && Libc.errno() != Libc.EINTR) {
                throw failure(size, Libc.errno());
            }
            written += Math.max(0, more);
        }
        if (Libc.fcntl(fd, Libc.F_ADD_SEALS, Libc.F_SEAL_ALL) < 0) {
            throw failure(size, Libc.errno());
        }
    }

    private static JournalException failure(int size, int error) throws JournalException {
        String what = "an entry of " + size + " bytes needs a sealed file, which cannot be made";
        return switch (error) {
            case Libc.EMFILE, Libc.ENFILE, Libc.ENOMEM, Libc.ENOSPC ->
                new JournalException(what, Path.of("memfd"), error);
            default -> throw new IllegalStateException(what + ": " + Libc.strerror(error));
        };
    }

    /** Sends the descriptor; returns the error, or 0. */
    int sendTo(int socket) {
        try (Memory message = new Memory(CONTROL_AT + CONTROL_SIZE)) {
            message.clear();
            message.setPointer(2L * POINTER, message.share(VECTOR_AT));
            setWord(message, 3 * POINTER, 1);
            message.setPointer(4L * POINTER, message.share(CONTROL_AT));
            setWord(message, 5 * POINTER, CONTROL_SIZE);
            setWord(message, CONTROL_AT, CONTROL_HEADER + Integer.BYTES);
            message.setInt(CONTROL_AT + (long) POINTER, Libc.SOL_SOCKET);
            message.setInt(CONTROL_AT + (long) POINTER + Integer.BYTES, Libc.SCM_RIGHTS);
            message.setInt(CONTROL_AT + (long) CONTROL_HEADER, fd);
            while (true) {
                if (Libc.sendmsg(socket, message, Libc.MSG_DONTWAIT | Libc.MSG_NOSIGNAL)
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
    }

    private static void setWord(Memory memory, int at, long value) {
        if (POINTER == Long.BYTES) {
            memory.setLong(at, value);
        } else {
            memory.setInt(at, (int) value);
        }
    }

    @Override
    public void close() {
        Libc.close(fd);
    }
}
