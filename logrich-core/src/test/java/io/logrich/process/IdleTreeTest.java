package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.logrich.LogRich;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tree in which nothing happens: how often its threads wake up and read something, as the kernel counts it. */
@Timeout(120)
class IdleTreeTest {
    private static final int MEMBERS = 2;
    private static final int TRIES = 20;

    @TempDir
    Path directory;

    /** A process that logs a word and then waits. */
    public static final class Quiet {
        private Quiet() {}

        public static void main(String[] arguments) throws IOException {
            LogRich.attach();
            LogRich.get("quiet").info("ready");
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // until the end
            }
            LogRich.shutdown();
        }
    }

    @Test
    void threads_of_an_idle_tree_sleep() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/thread-self/io")), "the kernel does not count what a thread reads");
        List<Process> processes = new ArrayList<>();
        try {
            Process collector = Jvms.java(
                            List.of("-Xmx64m"), CollectorProcess.class, "-", directory.resolve("events.jsonl"))
                    .start();
            processes.add(collector);
            Map<String, String> inherited = environment(collector);
            for (int i = 0; i < MEMBERS; i++) {
                ProcessBuilder builder = Jvms.java(List.of("-Xmx32m"), Quiet.class);
                builder.environment().putAll(inherited);
                Process member = builder.start();
                processes.add(member);
                Jvms.awaitLine(member, "ready");
            }
            // a look 25 times a second, each at the tail of each ring; who lives, whose epoch it is: not by reading
            awaitRates(collector, "logrich-collect", 27, 27 * MEMBERS);
            awaitRates(collector, "logrich-file:", 2, 0);
            awaitRates(collector, "logrich-keeper", 2, 0);
            for (Process member : processes.subList(1, processes.size())) {
                awaitRates(member, "logrich-keeper", 5, 0); // four looks at the collector
            }
        } finally {
            for (Process process : processes) {
                process.getOutputStream().close();
            }
            for (Process process : processes) {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
        }
    }

    private static Map<String, String> environment(Process collector) throws IOException {
        Map<String, String> environment = new HashMap<>();
        var lines = collector.inputReader();
        for (String line = lines.readLine(); !"collecting".equals(line); line = lines.readLine()) {
            if (line == null) {
                throw new IOException("the collector has ended");
            }
            int equals = line.indexOf('=');
            environment.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return environment;
    }

    /** There comes a second in which the threads of that name do no more; it takes a moment until a tree is idle. */
    private static void awaitRates(Process process, String thread, double wakeUps, double reads) throws IOException {
        List<Count> seen = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            Map<String, Count> before = counts(process.pid());
            long start = System.nanoTime();
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            Map<String, Count> after = counts(process.pid());
            double seconds = (System.nanoTime() - start) / 1e9;
            Count one = nameIn(after, thread).minus(nameIn(before, thread)).per(seconds);
            if (one.wakeUps <= wakeUps && one.reads <= reads) {
                return;
            }
            seen.add(one);
        }
        assertThat(seen).as("a second of " + thread).isEmpty();
    }

    private static Count nameIn(Map<String, Count> counts, String thread) {
        List<Count> found = counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(thread))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(found)
                .as("threads whose name begins with %s in %s", thread, counts.keySet())
                .hasSize(1);
        return found.get(0);
    }

    private static Map<String, Count> counts(long pid) throws IOException {
        Map<String, Count> counts = new TreeMap<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks) {
                try {
                    counts.merge(
                            Files.readString(task.resolve("comm")).strip(),
                            new Count(
                                    number(task.resolve("status"), "voluntary_ctxt_switches:"),
                                    number(task.resolve("io"), "syscr:")),
                            Count::plus);
                } catch (NoSuchFileException ended) {
                    continue; // a thread that has ended meanwhile
                }
            }
        }
        return counts;
    }

    private static double number(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(
                        line -> Double.parseDouble(line.substring(name.length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    /** How often a thread has fallen asleep, and how often it has called {@code read} or one of its kin. */
    private record Count(double wakeUps, double reads) {
        Count plus(Count other) {
            return new Count(wakeUps + other.wakeUps, reads + other.reads);
        }

        Count minus(Count other) {
            return new Count(wakeUps - other.wakeUps, reads - other.reads);
        }

        Count per(double seconds) {
            return new Count(wakeUps / seconds, reads / seconds);
        }
    }
}
