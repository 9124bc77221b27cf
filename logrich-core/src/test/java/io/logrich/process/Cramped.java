package io.logrich.process;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.ShutdownResult;
import io.logrich.diagnostics.SeveritySnapshot;
import io.logrich.event.LogLevel;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process that has little room; {@link NoSpaceTest} says how little. Prints where its spool is, what is reported, and in
 * the end what became of its events. Arguments: what it does, the file it logs to, and the directory of its spool, {@code -}
 * for none.
 */
final class Cramped {
    static final int EVENTS = 100;

    private static long called;
    private static long refused;

    private Cramped() {}

    public static void main(String[] arguments) throws Exception {
        RuntimeConfig.Builder config = RuntimeConfig.builder("cramped", "test")
                .spoolBytes(1 << 20)
                .queueStopTimeout(Duration.ofSeconds(2))
                .file(Path.of(arguments[1]), FileSettings.Format.JSONL, LogLevel.INFO)
                .diagnosticHook((name, payload) -> say("report " + name + payload));
        if (!arguments[2].equals("-")) {
            config.spoolDirectory(Path.of(arguments[2]));
        }
        LogRuntime runtime = LogRuntime.open(config.build());
        Logger log = runtime.get("cramped");
        say("spool " + runtime.spoolDirectory().map(Path::toString).orElse("memory"));
        switch (arguments[0]) {
            case "log" -> logMany(log, EVENTS);
            case "fill" -> {
                fill(Path.of(arguments[2]).resolveSibling("ballast"));
                logMany(log, 20_000);
                say("child " + runtime.start(child()).waitFor());
            }
            case "child" -> {
                logMany(log, EVENTS);
                fill(Path.of(arguments[2]).resolveSibling("ballast"));
                say("child " + runtime.start(child()).waitFor());
            }
            case "child-in-full-tree" -> {
                ProcessBuilder child = runtime.inherit(child());
                fill(Path.of(arguments[2]).resolveSibling("ballast"));
                say("child " + child.start().waitFor());
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        String sink = "file:" + arguments[1];
        ShutdownResult end = runtime.shutdown();
        SeveritySnapshot after = runtime.severitySnapshot();
        long written = 0;
        try (var lines = Files.lines(Path.of(arguments[1]))) {
            written = lines.filter(line -> line.endsWith("}")).count();
        }
        long lost = after.lostBySink().getOrDefault(sink, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        say("called " + called + " refused " + refused + " accepted " + after.totalEvents() + " dropped "
                + after.droppedTotal() + " written " + written + " lost " + lost + " pending "
                + end.pending().getOrDefault(sink, 0L));
    }

    private static ProcessBuilder child() {
        return Jvms.java(List.of(), CrampedChild.class).redirectOutput(ProcessBuilder.Redirect.INHERIT);
    }

    /** A child that only inherits. */
    static final class CrampedChild {
        private CrampedChild() {}

        public static void main(String[] arguments) throws Exception {
            LogRuntime runtime = LogRuntime.attach();
            runtime.get("child").info("the child has logged");
            say("child's spool " + runtime.spoolDirectory().map(Path::toString).orElse("memory"));
            runtime.shutdown();
        }
    }

    private static void logMany(Logger log, int events) {
        for (int i = 0; i < events; i++) {
            called++;
            refused += log.info("event {} {}", i, "x".repeat(100)).accepted() ? 0 : 1;
        }
    }

    /** Writes until the file system is full. */
    private static void fill(Path ballast) {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            say("full " + full.getMessage());
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
