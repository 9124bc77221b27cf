package io.logrich.bench;

import com.sun.management.OperatingSystemMXBean;
import io.logrich.LogRuntime;
import io.logrich.Logger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * JSON lines into a file, from the first call until the last line is written, each system in JVMs of its own, in turn.
 * Arguments: events (1,000,000), rounds (3). The JVMs are cold: what the JIT costs is in the figures.
 */
public final class JsonFileMain {
    private static final List<String> SYSTEMS = List.of("logrich", "logback", "logback-buffered");

    private JsonFileMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 3) {
            measure(args[0], Integer.parseInt(args[1]), Path.of(args[2]));
            return;
        }
        String events = args.length > 0 ? args[0] : "1000000";
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Map<String, List<double[]>> runs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String system : SYSTEMS) {
                Path directory = Forks.temporaryDirectory();
                Path file = directory.resolve("events.jsonl");
                double[] run = Forks.numbers(Forks.jvm(JsonFileMain.class, system, events, file.toString()));
                long missing = Long.parseLong(events) - linesOf(file);
                Forks.delete(directory);
                runs.computeIfAbsent(system, name -> new ArrayList<>())
                        .add(new double[] {run[0], run[1], run[2], missing});
            }
        }
        StringJoiner line = new StringJoiner("; ", "json to a file, " + events + " events: ", "");
        runs.forEach((system, all) -> line.add(text(system, Forks.medians(all))));
        System.out.println(line);
    }

    private static String text(String system, double[] run) {
        return String.format(
                Locale.ROOT,
                "%s %,.0f/s, %.2f us CPU an event, %.0f MB peak, missing %.0f",
                system,
                run[0],
                run[1],
                run[2],
                run[3]);
    }

    private static long linesOf(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.contains("compressed")).count();
        }
    }

    private static void measure(String system, int events, Path file) throws IOException {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = machine.getProcessCpuTime();
        long start = System.nanoTime();
        if (system.equals("logrich")) {
            ours(events, file);
        } else {
            logback(events, file, system.endsWith("buffered"));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double micros = (machine.getProcessCpuTime() - cpu) / 1e3;
        System.out.println(events / seconds + " " + micros / events + " " + peakMegabytes());
    }

    private static void ours(int events, Path file) throws IOException {
        try (LogRuntime runtime = Ourselves.intoFile(file);
                var scope = Ourselves.bind(runtime)) {
            Logger logger = runtime.get("bench");
            for (int i = 0; i < events; i++) {
                Ourselves.log(logger, i);
            }
        }
    }

    private static void logback(int events, Path file, boolean buffered) {
        Logback.intoFile(file, buffered);
        Logback.bind();
        org.slf4j.Logger logger = Logback.logger("bench");
        for (int i = 0; i < events; i++) {
            Logback.log(logger, i);
        }
        Logback.close();
    }

    private static double peakMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .sum();
        }
    }
}
