package io.logrich.bench;

import com.sun.management.OperatingSystemMXBean;
import io.logrich.LogRuntime;
import io.logrich.event.LogLevel;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines of a foreign program (a {@code cat}), from its pipe until each is an event in the spool that a sink has seen and
 * thrown away. Arguments: lines (1,000,000), rounds (3); before the rounds that count there is one that does not. Prints
 * for each kind of line the median of lines a second and of the processor time of this process for a line, the JIT, the
 * collector of garbage and the lane included.
 */
public final class CaptureMain {
    private static final List<String> KINDS = List.of("plain", "logback", "json");

    private CaptureMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int lines = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path directory = Forks.temporaryDirectory();
        for (String kind : KINDS) {
            Path file = directory.resolve(kind);
            write(file, kind, lines);
            run(file, lines);
            List<double[]> runs = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                runs.add(run(file, lines));
            }
            double[] median = Forks.medians(runs);
            System.out.printf(
                    Locale.ROOT,
                    "%s lines: %,.0f/s, %.2f us CPU a line, %.0f missing%n",
                    kind,
                    median[0],
                    median[1],
                    median[2]);
        }
        Forks.delete(directory);
    }

    private static double[] run(Path file, int lines) throws IOException, InterruptedException {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Counter counter = new Counter();
        RuntimeConfig config = RuntimeConfig.builder("bench", "local")
                .consoleStream(io.logrich.settings.ConsoleSettings.Stream.NONE)
                .sink(new CustomSink("counter", LogLevel.TRACE, counter))
                .queuePutTimeout(null)
                .laneStallAfter(Duration.ofSeconds(10))
                .build();
        long cpu = machine.getProcessCpuTime();
        long start = System.nanoTime();
        try (LogRuntime runtime = LogRuntime.openRoot(config)) {
            Process cat = new ProcessBuilder("cat", file.toString()).start();
            if (!runtime.capture(cat, "cat").awaitEnd(Duration.ofMinutes(2))) {
                throw new IOException("it takes more than two minutes");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double micros = (machine.getProcessCpuTime() - cpu) / 1e3;
        return new double[] {lines / seconds, micros / lines, lines - counter.events};
    }

    private static void write(Path file, String kind, int lines) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < lines; i++) {
                out.write(
                        switch (kind) {
                            case "plain" -> "compressed chunk " + i + " of intro.mp4 into 5120 bytes, 1.75 ms\n";
                            case "logback" ->
                                "2024-01-02 15:04:05,678 [worker-1] INFO  com.acme.Encoder - compressed chunk " + i
                                        + " of intro.mp4\n";
                            default ->
                                "{\"@timestamp\":\"2024-01-02T15:04:05.678Z\",\"level\":\"INFO\",\"logger_name\":\"com.acme.Encoder\",\"thread_name\":\"worker-1\",\"message\":\"compressed"
                                        + " chunk\",\"chunk\":" + i + ",\"bytes_out\":5120}\n";
                        });
            }
        }
    }

    /** Counts what a sink would write. One thread only, until it is closed. */
    private static final class Counter implements Sink {
        private long events;

        @Override
        public int write(EventBatch batch) {
            events += batch.size();
            return batch.size();
        }
    }
}
