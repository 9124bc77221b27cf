package io.logrich.bench;

import io.logrich.LogRuntime;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * From the start of a JVM until its first line arrives: ours and Logback's default console, JUL's, and for the floor a
 * bare {@code println}. In turn; the median. Argument: rounds (10).
 */
public final class FirstLineMain {
    private static final List<String> SYSTEMS = List.of("println", "jul", "logrich", "logback");

    private FirstLineMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 2) {
            child(args[0]);
            return;
        }
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        Map<String, List<double[]>> runs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String system : SYSTEMS) {
                runs.computeIfAbsent(system, name -> new ArrayList<>()).add(new double[] {millis(system)});
            }
        }
        StringJoiner line = new StringJoiner("; ", "first line after JVM start, median of " + rounds + ": ", "");
        runs.forEach(
                (system, all) -> line.add(String.format(Locale.ROOT, "%s %.0f ms", system, Forks.medians(all)[0])));
        System.out.println(line);
    }

    private static double millis(String system) throws IOException, InterruptedException {
        ProcessBuilder jvm = Forks.jvm(FirstLineMain.class, system, "child");
        jvm.redirectError(ProcessBuilder.Redirect.PIPE).redirectErrorStream(true);
        long start = System.nanoTime();
        Process process = jvm.start();
        int first = process.getInputStream().read();
        double millis = (System.nanoTime() - start) / 1e6;
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0 || first < 0) {
            throw new IOException(system + " failed");
        }
        return millis;
    }

    private static void child(String system) throws IOException {
        switch (system) {
            case "logrich" -> {
                try (LogRuntime runtime =
                        LogRuntime.open(RuntimeConfig.builder("bench", "test").build())) {
                    runtime.get("bench").info("hello");
                }
            }
            case "logback" -> Logback.logger("bench").info("hello");
            case "jul" -> java.util.logging.Logger.getLogger("bench").info("hello");
            default -> System.err.println("hello");
        }
    }
}
