package io.logrich.render;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds out what a standard stream of this process is, above all whether it is a terminal. Stateless. */
public final class Terminal {
    private static final String PSEUDO_TERMINAL = "/dev/pts/";

    private static final int TYPE = 0170000;
    private static final int FIFO = 0010000;

    /** What a stream leads to. */
    public enum Kind {
        TERMINAL,
        /** Another program, or what runs a container. */
        PIPE,
        /** A file, a device, a socket, or unknown. */
        OTHER
    }

    private Terminal() {}

    /** What the standard output stream is. */
    public static Kind ofStdout() {
        return of(1);
    }

    /** What the standard error stream is. */
    public static Kind ofStderr() {
        return of(2);
    }

    /** Whether the standard output stream is one. */
    public static boolean isStdout() {
        return is(1);
    }

    /** Whether the standard error stream is one. */
    public static boolean isStderr() {
        return is(2);
    }

    private static Kind of(int descriptor) {
        if (is(descriptor)) {
            return Kind.TERMINAL;
        }
        try {
            int mode = (Integer) Files.getAttribute(Path.of("/proc/self/fd/" + descriptor), "unix:mode");
            return (mode & TYPE) == FIFO ? Kind.PIPE : Kind.OTHER;
        } catch (IOException | RuntimeException noSuchPlace) {
            return Kind.OTHER; // where there is no /proc there are no containers
        }
    }

    private static boolean is(int descriptor) {
        try {
            return isDevice(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString());
        } catch (IOException | RuntimeException noSuchPlace) {
            return hasConsole(System.console());
        }
    }

    /** Whether the file that a descriptor points to is a terminal, on Linux. */
    static boolean isDevice(String target) {
        return target.startsWith("/dev/tty")
                || target.equals("/dev/console")
                || target.startsWith(PSEUDO_TERMINAL) && isNumber(target, PSEUDO_TERMINAL.length());
    }

    private static boolean isNumber(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return from < text.length();
    }

    /** Before Java 22 there is a console only at a terminal; from then on it says itself whether it is at one. */
    private static boolean hasConsole(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }
}
