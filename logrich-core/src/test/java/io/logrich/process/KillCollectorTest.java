package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.text.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The collector dies again and again while its children log; each time another one goes on in the same directory. Nothing
 * that was accepted is missing in the end, in a file that all of them wrote.
 */
class KillCollectorTest {
    private static final Random RANDOM = new Random();

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();
    private final Map<String, String> inherited = new HashMap<>();

    @AfterEach
    void nobody_is_left() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void the_collector_is_killed_under_load() throws Exception {
        collectorDies(Path.of("/dev/shm"), 4, 2, 0);
    }

    @Test
    void the_collector_is_killed_on_disk_with_paced_children() throws Exception {
        collectorDies(directory, 3, 2, 2000);
    }

    @Test
    void collector_and_children_are_killed_together() throws Exception {
        everybodyDies(1);
    }

    @Tag("chaos")
    @Test
    void the_collector_is_killed_a_hundred_times() throws Exception {
        collectorDies(Path.of("/dev/shm"), 50, 2, 0);
        collectorDies(directory, 50, 3, 1000);
    }

    @Tag("chaos")
    @Test
    void everybody_is_killed_together_again_and_again() throws Exception {
        everybodyDies(50);
    }

    private void collectorDies(Path place, int kills, int children, int rate) throws Exception {
        Path spool = Files.createTempDirectory(place, "logrich-kill-").resolve("tree");
        Path file = Files.createTempDirectory(directory, "out").resolve("events.jsonl");
        Process collector = startCollector(spool, file);
        List<Process> victims = new ArrayList<>();
        for (int i = 0; i < children; i++) {
            victims.add(startVictim(i, 2, rate, "never"));
        }
        for (int kill = 0; kill < kills; kill++) {
            LockSupport.parkNanos(RANDOM.nextInt(400_000_000)); // when it strikes must not depend on what is done
            collector.destroyForcibly().waitFor();
            collector = startCollector(spool, file);
        }
        for (Process victim : victims) {
            victim.destroyForcibly().waitFor();
        }
        report("collector killed " + kills + " times, rate " + rate, finish(collector, file), children, 2);
        delete(spool.getParent());
    }

    private void everybodyDies(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            Path spool = Files.createTempDirectory(Path.of("/dev/shm"), "logrich-kill-")
                    .resolve("tree");
            Path file = Files.createTempDirectory(directory, "out").resolve("events.jsonl");
            Process collector = startCollector(spool, file);
            Process victim = startVictim(0, 4, 0, "never");
            long enough = 1000 + RANDOM.nextInt(100_000);
            CounterPage accepted = CounterPage.read(page(0));
            while (accepted.get(0) < enough && victim.isAlive()) {
                Thread.onSpinWait();
            }
            collector.destroyForcibly();
            victim.destroyForcibly().waitFor();
            collector.waitFor();
            report("everybody killed", finish(startCollector(spool, file), file), 1, 4);
            delete(spool.getParent());
        }
    }

    private Process startCollector(Path spool, Path file) throws IOException {
        Process collector =
                Jvms.java(List.of(), CollectorProcess.class, spool, file).start();
        processes.add(collector);
        BufferedReader output = collector.inputReader();
        inherited.clear();
        for (String line = output.readLine(); !"collecting".equals(line); line = output.readLine()) {
            assertThat(line).as("the collector must start").isNotNull();
            String[] variable = line.split("=", 2);
            inherited.put(variable[0], variable[1]);
        }
        return collector;
    }

    private Process startVictim(int number, int threads, int rate, String end) throws IOException {
        ProcessBuilder builder = Jvms.java(List.of(), Victim.class, number, page(number), threads, rate, end);
        builder.environment().putAll(inherited);
        Process victim = builder.start();
        processes.add(victim);
        Jvms.awaitLine(victim, "running");
        return victim;
    }

    private Path page(int number) {
        return directory.resolve("page-" + number);
    }

    /** Lets the last collector end in order, and reads what all of them have written. */
    private Ledger finish(Process collector, Path file) throws Exception {
        collector.getOutputStream().close();
        assertThat(collector.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Ledger ledger = new Ledger();
        try (var lines = Files.lines(file)) {
            lines.forEach(line -> {
                if (JsonReader.read(line) instanceof Map<?, ?> event) {
                    ledger.note(String.valueOf(event.get("message")));
                }
            });
        }
        return ledger;
    }

    private void report(String what, Ledger ledger, int victims, int threads) throws IOException {
        long accepted = 0;
        long lost = 0;
        for (int victim = 0; victim < victims; victim++) {
            CounterPage page = CounterPage.read(page(victim));
            for (int thread = 0; thread < threads; thread++) {
                accepted += page.get(thread);
                lost += ledger.missing(victim, thread, page.get(thread));
            }
        }
        System.out.printf(
                "%s: accepted %d, delivered %d, lost %d, duplicates %d, out of order %d%n",
                what, accepted, ledger.total(), lost, ledger.duplicates(), ledger.outOfOrder());
        assertThat(ledger.wrong()).isEmpty();
        assertThat(lost).isZero();
        assertThat(ledger.outOfOrder()).isZero();
    }

    private static void delete(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
