package io.logrich.os.journald;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * The calls of the C library that the JDK has no way to make, and their constants on Linux (MIPS and SPARC have others, and
 * no JDK of our time). Loading this class loads native code.
 */
final class Libc {
    static final int AF_UNIX = 1;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SCM_RIGHTS = 1;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_NOSIGNAL = 0x4000;
    static final short POLLOUT = 4;
    static final int MFD_CLOEXEC = 1;
    static final int MFD_ALLOW_SEALING = 2;
    static final int MFD_NOEXEC_SEAL = 8;
    static final int MFD_EXEC = 16;
    static final int F_ADD_SEALS = 1033;
    /** Nobody may change the size, the content or these seals any more. */
    static final int F_SEAL_ALL = 1 | 2 | 4 | 8;
    /** How many bytes of a socket nobody has read yet: SIOCOUTQ of unix(7), which is TIOCOUTQ. */
    static final NativeLong SIOCOUTQ = new NativeLong(Platform.isPPC() ? 0x40047473 : 0x5411);

    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EINVAL = 22;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ENOSPC = 28;
    static final int EMSGSIZE = 90;
    static final int ENOBUFS = 105;
    static final int ETOOMANYREFS = 109;
    static final int ECONNREFUSED = 111;

    static {
        Native.register(Libc.class, NativeLibrary.getProcess());
    }

    private Libc() {}

    static native int socket(int domain, int type, int protocol);

    static native int connect(int socket, Pointer address, int length);

    static native NativeLong send(int socket, Pointer bytes, NativeLong length, int flags);

    static native NativeLong sendmsg(int socket, Pointer message, int flags);

    static native int poll(Pointer fds, NativeLong count, int millis);

    static native int ioctl(int fd, NativeLong request, Pointer argument);

    static native int memfd_create(String name, int flags);

    static native NativeLong write(int fd, Pointer bytes, NativeLong length);

    static native int fcntl(int fd, int command, int argument);

    static native int close(int fd);

    static native String strerror(int number);

    /** What the last call of this thread has failed with. */
    static int errno() {
        return Native.getLastError();
    }
}
