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
import java.util.stream.Collectors;

/**
 * Console lines to a pipe that {@code wc} reads and to the null device, from the first call until the last line is
 * written, each system in JVMs of its own, in turn. Every line has the same content: time, level, message, three fields.
 * Arguments: events (1,000,000), rounds (5). The JVMs are cold: what the JIT costs is in the figures.
 */
public final class ConsoleLinesMain {
    private static final List<String> SYSTEMS = List.of("logrich", "logback", "logback-async", "log4j", "log4j-async");

    private ConsoleLinesMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 3) {
            measure(args[0], Integer.parseInt(args[1]), Path.of(args[2]));
            return;
        }
        String events = args.length > 0 ? args[0] : "1000000";
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        for (String target : List.of("pipe", "null device")) {
            Map<String, List<double[]>> runs = new LinkedHashMap<>();
            for (int round = 0; round < rounds; round++) {
                for (String system : SYSTEMS) {
                    runs.computeIfAbsent(system, name -> new ArrayList<>()).add(run(system, events, target));
                }
            }
            StringJoiner line = new StringJoiner("; ", "console lines to the " + target + ", " + events + ": ", "");
            runs.forEach((system, all) -> line.add(text(system, Forks.medians(all))));
            System.out.println(line);
        }
    }

    private static double[] run(String system, String events, String target) throws IOException, InterruptedException {
        Path directory = Forks.temporaryDirectory();
        Path answer = directory.resolve("answer");
        Path lines = directory.resolve("lines");
        boolean pipe = target.equals("pipe");
        String java = Forks.jvm(ConsoleLinesMain.class, system, events, answer.toString()).command().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        String script = pipe ? java + " | wc -l >'" + lines + "'" : java + " >/dev/null";
        int exit = new ProcessBuilder("sh", "-c", script)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        String[] numbers = Files.readString(answer).strip().split(" ");
        long missing = pipe
                ? Long.parseLong(events)
                        - Long.parseLong(Files.readString(lines).strip())
                : 0;
        Forks.delete(directory);
        if (exit != 0) {
            throw new IOException("exit code " + exit + " of " + script);
        }
        return new double[] {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]), missing};
    }

    private static String text(String system, double[] run) {
        return String.format(
                Locale.ROOT, "%s %,.0f/s, %.2f us CPU a line, missing %.0f", system, run[0], run[1], run[2]);
    }

    private static void measure(String system, int events, Path answer) throws IOException {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = machine.getProcessCpuTime();
        long start = System.nanoTime();
        if (system.equals("logrich")) {
            ours(events);
        } else if (system.startsWith("log4j")) {
            log4j(events, system.endsWith("async"));
        } else {
            logback(events, system.endsWith("async"));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double micros = (machine.getProcessCpuTime() - cpu) / 1e3;
        Files.writeString(answer, events / seconds + " " + micros / events);
    }

    private static void ours(int events) throws IOException {
        try (LogRuntime runtime = Ourselves.intoConsole();
                var scope = Ourselves.bind(runtime)) {
            Logger logger = runtime.get("bench");
            for (int i = 0; i < events; i++) {
                Ourselves.log(logger, i);
            }
        }
    }

    private static void log4j(int events, boolean async) {
        Log4j.intoConsole(async);
        org.apache.logging.log4j.Logger logger = Log4j.logger("bench");
        for (int i = 0; i < events; i++) {
            Log4j.log(logger, i);
        }
        Log4j.close();
    }

    private static void logback(int events, boolean async) {
        Logback.intoConsole(async);
        Logback.bind();
        org.slf4j.Logger logger = Logback.logger("bench");
        for (int i = 0; i < events; i++) {
            Logback.log(logger, i);
        }
        Logback.close();
    }
}
