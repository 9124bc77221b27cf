package io.logrich.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The running process, read from what Linux tells of it under {@code /proc}; elsewhere the JDK is asked. Its
 * {@link ProcessHandle} makes a pool of threads before it says anything, which takes as long as to open a ring. Stateless.
 */
public final class OwnProcess {
    /** In /proc/self/stat times are in hundredths of a second on every platform that the JDK runs on (proc_pid_stat(5)). */
    private static final long MILLIS_PER_TICK = 10;

    /** Which of the words after the program's name, from 0, is the time of the start. */
    private static final int START = 19;

    private OwnProcess() {}

    /** The pid in the process's own namespace. */
    public static long pid() {
        try {
            return pidIn(Files.readString(Path.of("/proc/self/status")));
        } catch (IOException | RuntimeException elsewhere) {
            return ProcessHandle.current().pid();
        }
    }

    /** When it started, ms since 1970, as its parent sees it too; 0 if that is not known. */
    public static long startMillis() {
        try {
            return startIn(Files.readString(Path.of("/proc/self/stat")), Files.readString(Path.of("/proc/stat")));
        } catch (IOException | RuntimeException elsewhere) {
            return ProcessHandle.current()
                    .info()
                    .startInstant()
                    .orElse(Instant.EPOCH)
                    .toEpochMilli();
        }
    }

    /** There is one pid for each namespace around the process, its own last, whichever the file system belongs to. */
    static long pidIn(String status) {
        String pids = after(status, "\nNSpid:");
        return Long.parseLong(pids.substring(pids.lastIndexOf('\t') + 1));
    }

    /** From when it started after the boot, and the boot's own time, in seconds. */
    static long startIn(String stat, String system) {
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // the name may have spaces
        return Long.parseLong(after(system, "\nbtime ")) * 1000 + Long.parseLong(words[START]) * MILLIS_PER_TICK;
    }

    /** The rest of the line that begins so. */
    private static String after(String text, String key) {
        int at = text.indexOf(key);
        if (at < 0) {
            throw new IllegalArgumentException("it does not say" + key);
        }
        int from = at + key.length();
        return text.substring(from, text.indexOf('\n', from));
    }
}
