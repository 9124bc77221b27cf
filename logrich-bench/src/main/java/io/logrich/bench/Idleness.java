package io.logrich.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the kernel has counted for a process so far. Linux only.
 *
 * @param ticks user and system time of the process, in hundredths of a second
 * @param threads the same for its threads, by their names
 */
record Idleness(long ticks, Map<String, OneThread> threads) {
    private static final int STATE_TO_UTIME = 11;

    /**
     * One thread, or all of one name.
     *
     * @param nanos time on a processor
     * @param sleeps voluntary context switches
     */
    record OneThread(long nanos, long sleeps) {
        static final OneThread NOTHING = new OneThread(0, 0);

        OneThread plus(OneThread other) {
            return new OneThread(nanos + other.nanos, sleeps + other.sleeps);
        }

        OneThread minus(OneThread other) {
            return new OneThread(nanos - other.nanos, sleeps - other.sleeps);
        }
    }

    static Idleness of(long pid) throws IOException {
        Path process = Path.of("/proc", String.valueOf(pid));
        String stat = Files.readString(process.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[STATE_TO_UTIME]) + Long.parseLong(fields[STATE_TO_UTIME + 1]);
        Map<String, OneThread> threads = new TreeMap<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path task : tasks) {
                count(task, threads);
            }
        }
        return new Idleness(ticks, threads);
    }

    private static void count(Path task, Map<String, OneThread> threads) throws IOException {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            long nanos =
                    Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", -1)[0]);
            for (String line : Files.readAllLines(task.resolve("status"))) {
                if (line.startsWith("voluntary_ctxt_switches:")) {
                    long sleeps =
                            Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
                    threads.merge(name, new OneThread(nanos, sleeps), OneThread::plus);
                }
            }
        } catch (NoSuchFileException ended) {
            return; // a thread that has ended meanwhile
        }
    }

    /** What has come since then. */
    Idleness since(Idleness before) {
        Map<String, OneThread> more = new TreeMap<>();
        threads.forEach(
                (name, thread) -> more.put(name, thread.minus(before.threads.getOrDefault(name, OneThread.NOTHING))));
        return new Idleness(ticks - before.ticks, more);
    }

    Idleness plus(Idleness other) {
        Map<String, OneThread> sum = new TreeMap<>(threads);
        other.threads.forEach((name, thread) -> sum.merge(name, thread, OneThread::plus));
        return new Idleness(ticks + other.ticks, sum);
    }

    long allSleeps() {
        return threads.values().stream().mapToLong(OneThread::sleeps).sum();
    }
}
