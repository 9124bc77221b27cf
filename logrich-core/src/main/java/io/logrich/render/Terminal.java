package io.logrich.render;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out whether a standard stream of this process is a terminal. Stateless. */
public final class Terminal {
    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/[0-9]+|tty.*|console)");

    private Terminal() {}

    /** Whether the standard output stream is one. */
    public static boolean isStdout() {
        return is(1);
    }

    /** Whether the standard error stream is one. */
    public static boolean isStderr() {
        return is(2);
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
        return DEVICE.matcher(target).matches();
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
