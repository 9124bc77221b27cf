package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Children come and go for a long time, some of them killed: nothing of their parent grows. {@code -Dlogrich.soak.seconds}
 * says how long, 180 if it does not.
 */
@Tag("chaos")
class SoakTest {
    private static final long SECONDS = Long.getLong("logrich.soak.seconds", 180);
    private static final int AT_ONCE = 3;
    private static final int EVENTS = 200;
    private static final int SAMPLES = 90;

    /** Directories of ended processes are kept for dumps, so many of them: the plateau begins there. */
    private static final int KEPT = 64;

    @TempDir
    Path directory;

    private Path spool;

    /** What there is of everything at a moment. */
    private record Sample(double hours, long files, long mappings, long descriptors, long heap, long threads) {}

    @Test
    void nothing_grows_while_children_come_and_go() throws Exception {
        spool = directory.resolve("tree");
        Path file = directory.resolve("events.jsonl");
        List<Sample> samples = new ArrayList<>();
        long started = 0;
        long killed = 0;
        long start = System.nanoTime();
        try (LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("soak", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(spool)
                .treeLogBytes(16 << 20)
                .laneStallAfter(Duration.ofMinutes(1))
                .file(file, FileSettings.Format.JSONL, LogLevel.INFO)
                .build())) {
            Deque<Speaker.Handle> children = new ArrayDeque<>();
            long nextSample = 0;
            while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(SECONDS) || samples.size() < SAMPLES / 3) {
                ProcessBuilder builder = Jvms.java(List.of("-Xmx16m", "-XX:-UsePerfData"), Speaker.class, started);
                builder.environment().put("LOG_SPOOL_BYTES", String.valueOf(1 << 18));
                children.addLast(Speaker.Handle.of(runtime.start(builder)));
                started++;
                if (children.size() > AT_ONCE) {
                    Speaker.Handle oldest = children.removeFirst();
                    assertThat(oldest.speak(EVENTS)).isEqualTo(EVENTS);
                    if (started % 3 == 0) {
                        oldest.process().destroyForcibly().waitFor();
                        killed++;
                    } else {
                        assertThat(oldest.end()).isZero();
                    }
                }
                if (started > KEPT + AT_ONCE && System.nanoTime() > nextSample) {
                    samples.add(sample(start));
                    nextSample = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS) / SAMPLES;
                }
            }
            for (Speaker.Handle child : children) {
                child.speak(EVENTS);
                child.end();
            }
            assertThat(runtime.flush(Duration.ofSeconds(60)).complete()).isTrue();
        }
        long delivered;
        try (var lines = Files.lines(file)) {
            delivered = lines.filter(line -> line.contains("\"speaker\"")).count();
        }
        System.out.printf(
                "soak: %d s, %d children, %d killed, %d events accepted, %d delivered, %d samples%n",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                started,
                killed,
                started * EVENTS,
                delivered,
                samples.size());
        assertThat(delivered).isEqualTo(started * EVENTS);
        samples = samples.subList(samples.size() / 10, samples.size()); // the first of them warm up
        assertFlat("files", samples, Sample::files, 60);
        assertFlat("mappings", samples, Sample::mappings, 16);
        assertFlat("descriptors", samples, Sample::descriptors, 6);
        assertFlat("heap, KiB", samples, sample -> sample.heap / 1024.0, 3 * 1024);
        assertFlat("threads", samples, Sample::threads, 4);
    }

    /**
     * The line through the samples (least squares) rises over their time by no more than what comes and goes anyway.
     *
     * @param noise how much that is
     */
    private static void assertFlat(String what, List<Sample> samples, ToDoubleFunction<Sample> value, double noise) {
        double meanTime = samples.stream().mapToDouble(Sample::hours).average().orElseThrow();
        double mean = samples.stream().mapToDouble(value).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (Sample sample : samples) {
            double time = sample.hours - meanTime;
            products += time * (value.applyAsDouble(sample) - mean);
            squares += time * time;
        }
        double slope = products / squares;
        double rise = slope * (samples.get(samples.size() - 1).hours - samples.get(0).hours);
        System.out.printf(
                "soak: %-12s first %8.0f, last %8.0f, mean %8.0f, most %8.0f, slope %+9.1f an hour, rise %+7.1f%n",
                what,
                value.applyAsDouble(samples.get(0)),
                value.applyAsDouble(samples.get(samples.size() - 1)),
                mean,
                samples.stream().mapToDouble(value).max().orElseThrow(),
                slope,
                rise);
        assertThat(rise).as(what).isLessThan(noise);
    }

    private Sample sample(long start) throws IOException {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            LockSupport.parkNanos(20_000_000); // what was let go is cleared a moment later
            heap = Math.min(
                    heap,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return new Sample(
                (System.nanoTime() - start) / 3.6e12,
                count(spool),
                lines(Path.of("/proc/self/maps")),
                entries(Path.of("/proc/self/fd")),
                heap,
                entries(Path.of("/proc/self/task")));
    }

    private static long count(Path tree) throws IOException {
        long[] files = {0};
        Files.walkFileTree(tree, new java.nio.file.SimpleFileVisitor<>() {
            @Override
            public java.nio.file.FileVisitResult visitFile(
                    Path file, java.nio.file.attribute.BasicFileAttributes attributes) {
                files[0]++;
                return java.nio.file.FileVisitResult.CONTINUE;
            }

            @Override
            public java.nio.file.FileVisitResult visitFileFailed(Path file, IOException gone) {
                return java.nio.file.FileVisitResult.CONTINUE;
            }
        });
        return files[0];
    }

    private static long lines(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.count();
        }
    }

    private static long entries(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
