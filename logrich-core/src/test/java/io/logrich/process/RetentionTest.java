package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.diagnostics.SeveritySnapshot;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector is killed with events that one of its sinks never took; a later process deletes its tree and says so. */
class RetentionTest {
    private static final int EVENTS = 300;

    @TempDir
    Path directory;

    /** A later process of the same user, as small as can be. Arguments: how many bytes may stay. Prints what it knows. */
    static final class Later {
        private Later() {}

        public static void main(String[] arguments) throws Exception {
            List<String> heard = new CopyOnWriteArrayList<>();
            LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("later", "test")
                    .consoleStream(ConsoleSettings.Stream.NONE)
                    .spool(s -> s.withRetainBytes(Long.parseLong(arguments[0])))
                    .sink(new CustomSink("list", LogLevel.INFO, batch -> {
                        for (int i = 0; i < batch.size(); i++) {
                            heard.add("event " + batch.event(i).message());
                        }
                        return batch.size();
                    }))
                    .diagnosticHook((name, payload) -> heard.add("report " + name + payload))
                    .build());
            long start = System.nanoTime();
            boolean patient = arguments[0].equals("0");
            while (patient && heard.size() < 2 && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20)) {
                runtime.flush(Duration.ofMillis(100));
            }
            SeveritySnapshot snapshot = runtime.severitySnapshot();
            runtime.shutdown();
            heard.forEach(System.out::println);
            System.out.println("lost " + snapshot.lostBySinkAndReason() + snapshot.lostBySink());
        }
    }

    @Test
    void a_tree_that_takes_too_much_is_deleted_by_a_later_process_and_its_events_count_as_lost() throws Exception {
        Path file = directory.resolve("events.jsonl");
        ProcessBuilder builder = Jvms.java(List.of(), CollectorProcess.class, "-", file, "broken");
        builder.environment().put("XDG_RUNTIME_DIR", directory.toString());
        Process collector = builder.start();
        ProcessBuilder victim =
                Jvms.java(List.of(), Victim.class, 0, directory.resolve("page"), 1, 0, "close:" + EVENTS);
        BufferedReader output = collector.inputReader();
        for (String line = output.readLine(); !"collecting".equals(line); line = output.readLine()) {
            String[] variable = line.split("=", 2);
            victim.environment().put(variable[0], variable[1]);
        }
        assertThat(victim.start().waitFor()).isZero();
        long start = System.nanoTime();
        while (!Files.readString(file).contains("ended: ")) {
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(30));
        }
        collector.destroyForcibly().waitFor();
        long info = linesOf(file, "\"level\":\"info\"");
        long others = linesOf(file, "\"level\"") - info;
        assertThat(info).isGreaterThanOrEqualTo(EVENTS);
        Path base = directory.resolve("logrich");
        List<Path> before = trees(base);
        assertThat(before).hasSize(1);

        assertThat(later(1 << 30)).containsExactly("lost {}{}");
        assertThat(trees(base)).isEqualTo(before);

        List<String> heard = later(0);
        assertThat(trees(base)).isEmpty();
        String levels = "{INFO=" + info + (others == 0 ? "" : ", ERROR=" + others) + "}";
        assertThat(heard)
                .filteredOn(line -> line.startsWith("report trees_deleted"))
                .hasSize(1)
                .first()
                .asString()
                .contains("trees=1", "events=" + levels);
        assertThat(heard)
                .contains("event " + (info + others)
                        + " events that not every sink had taken were deleted with 1 trees of dead processes: "
                        + levels)
                .anyMatch(line -> line.startsWith("lost {parked={expired=" + (info + others) + "}}")
                        && line.contains("INFO=" + info + ","));
    }

    private List<String> later(long bytes) throws Exception {
        ProcessBuilder builder = Jvms.java(List.of(), Later.class, bytes);
        builder.environment().put("XDG_RUNTIME_DIR", directory.toString());
        Process process = builder.start();
        List<String> said = process.inputReader().lines().toList();
        assertThat(process.waitFor()).isZero();
        return said;
    }

    private static long linesOf(Path file, String text) throws Exception {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.contains(text)).count();
        }
    }

    private static List<Path> trees(Path base) throws Exception {
        List<Path> trees = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(base)) {
            entries.forEach(trees::add);
        }
        return trees;
    }
}
