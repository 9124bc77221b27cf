package io.logrich.bench;

import io.logrich.LogRuntime;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * From the start of a JVM until its first line arrives, and the processor time of the whole process: each system with the
 * console of its own default, Log4j with one like ours since its default shows no INFO, and for the floor a bare
 * {@code println}. Argument: rounds (10).
 */
public final class FirstLineMain {
    private static final List<String> SYSTEMS =
            List.of("println", "jul", "tinylog", "logrich", "logback", "log4j-sync");

    private FirstLineMain() {}

    public static void main(String[] args) throws Exception {
        if (Arguments.isChild(args)) {
            child(args[1]);
            return;
        }
        Rounds.print(
                "first line after JVM start",
                SYSTEMS,
                Arguments.number(args, 0, 10),
                "%.0f ms, %.2f s CPU of the whole process",
                FirstLineMain::run);
    }

    private static double[] run(String system) throws IOException, InterruptedException {
        ProcessBuilder jvm = Forks.jvm(FirstLineMain.class, "child", system);
        Path times = Files.createTempFile("logrich-bench", "times");
        // The shell's own times, then those of what it has started.
        jvm.command().addAll(0, List.of("sh", "-c", "\"$@\"; code=$?; times >\"$0\"; exit $code", times.toString()));
        jvm.redirectErrorStream(true);
        long start = System.nanoTime();
        Process process = jvm.start();
        int first = process.getInputStream().read();
        double millis = (System.nanoTime() - start) / 1e6;
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0 || first < 0) {
            throw new IOException(system + " failed");
        }
        double[] numbers = Forks.numbersIn(Files.readString(times));
        Files.delete(times);
        double children = numbers[4] * 60 + numbers[5] + numbers[6] * 60 + numbers[7];
        return new double[] {millis, children};
    }

    private static void child(String system) throws Exception {
        switch (system) {
            case "logrich" -> {
                try (LogRuntime runtime =
                        LogRuntime.open(RuntimeConfig.builder("bench", "test").build())) {
                    runtime.get("bench").info("hello");
                }
            }
            case "logback" -> org.slf4j.LoggerFactory.getLogger("bench").info("hello");
            case "jul" -> java.util.logging.Logger.getLogger("bench").info("hello");
            case "tinylog" -> org.tinylog.Logger.info("hello");
            case "log4j-sync" -> {
                try (Contender log4j = Contender.open(system, Target.CONSOLE)) {
                    log4j.text("hello");
                }
            }
            default -> System.err.println("hello");
        }
    }
}
