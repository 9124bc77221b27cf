package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.text.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collector dies, and a child that survives it goes on in its place: nothing that was accepted is missing. */
class TakeoverTest {
    private static final Pattern SUCCESSOR = Pattern.compile("process (\\d+) collects from now on");
    private static final int THREADS = 2;
    private static final int ROLL_BYTES = 2_000_000;

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();
    private final List<Process> victims = new ArrayList<>();
    private final Map<String, String> inherited = new HashMap<>();
    private Path file;
    private Path spool;

    @BeforeEach
    void places() {
        file = directory.resolve("events.jsonl");
        spool = directory.resolve("tree");
    }

    @AfterEach
    void nobody_is_left() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_child_takes_over_from_an_idle_tree() throws Exception {
        takeover("idle", 1, 2, 200, 600);
    }

    @Test
    void children_take_over_one_after_the_other_under_load() throws Exception {
        takeover("full load", 2, 3, 0, 150_000);
    }

    @Tag("chaos")
    @Test
    void children_take_over_again_and_again() throws Exception {
        for (int i = 0; i < 10; i++) {
            takeover("full load", 3, 4, 0, 300_000 + 20_000 * i);
            Files.delete(file);
            spool = directory.resolve("tree-" + i);
            victims.clear();
        }
    }

    /** Gzip is on, so that each file is also compressed by whoever has it just then. */
    @Test
    void a_file_is_rolled_on_by_whoever_takes_over() throws Exception {
        Process collector = startCollector(spool, file, "roll", ROLL_BYTES);
        startVictim(0, 0, 40_000);
        startVictim(1, 0, 40_000);
        await("it has been rolled", () -> files().size() > 3);
        collector.destroyForcibly().waitFor();
        awaitVictims();
        Process last = startCollector(spool, file, "roll", ROLL_BYTES);
        last.getOutputStream().close();
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(successors()).isNotEmpty();
        assertThat(files()).allSatisfy(one -> assertThat(bytes(one)).hasSizeLessThan(ROLL_BYTES + 1));
        assertNothingLost("rolled into " + files().size() + " files");
    }

    @Test
    void after_an_orderly_end_nobody_takes_over_and_the_last_ones_deliver_what_is_left() throws Exception {
        Process collector = startCollector();
        startVictim(0, 200, 300);
        startVictim(1, 200, 600);

        collector.getOutputStream().close();
        assertThat(collector.waitFor(60, TimeUnit.SECONDS)).isTrue();
        awaitVictims();

        assertThat(successors()).isEmpty();
        assertNothingLost("orderly end");
    }

    @Test
    void a_temporary_tree_goes_with_the_last_of_its_processes() throws Exception {
        Process collector = startCollector("-");
        startVictim(0, 200, 600);

        collector.destroyForcibly().waitFor();
        awaitVictims();

        assertThat(successors()).hasSize(1);
        assertNothingLost("temporary tree");
        assertThat(directory.resolve("logrich")).isEmptyDirectory();
    }

    @Test
    void a_collector_that_is_stopped_keeps_its_lease() throws Exception {
        Process collector = startCollector();
        signal("STOP", collector.pid());
        startVictim(0, 500, 1500); // three seconds, and more than nobody would have to look for
        awaitVictims();
        signal("CONT", collector.pid());
        collector.getOutputStream().close();
        assertThat(collector.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(successors()).isEmpty();
        assertNothingLost("stopped");
    }

    /** Its lease can be taken away only with the file that it is a lock on. */
    @Test
    void an_old_holder_that_wakes_up_after_its_lease_was_taken_away_writes_nothing_more() throws Exception {
        Path second = directory.resolve("second.jsonl");
        Process old = startCollector();
        ProcessBuilder builder = Jvms.java(List.of(), Speaker.class, 1);
        builder.environment().putAll(inherited);
        Process child = builder.start();
        processes.add(child);
        Speaker.Handle speaker = Speaker.Handle.of(child);
        assertThat(speaker.speak(200)).isEqualTo(200);
        await("they are in the file", () -> linesOf(file) == 200); // and the old one has nothing in hand
        signal("STOP", old.pid());
        Files.delete(spool.resolve("lease"));
        Process next = startCollector(spool, second);
        assertThat(speaker.speak(500)).isEqualTo(500);
        await("the next one writes", () -> linesOf(second) >= 500);
        signal("CONT", old.pid());
        assertThat(speaker.speak(1000)).isEqualTo(1000);
        await("the next one has gone on writing", () -> linesOf(second) >= 1500);
        old.getOutputStream().close();
        assertThat(old.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(linesOf(file)).as("what the old one has written").isEqualTo(200);

        assertThat(speaker.end()).isZero();
        next.getOutputStream().close();
        assertThat(next.waitFor(60, TimeUnit.SECONDS)).isTrue();
        long distinct;
        try (var lines = Stream.concat(Files.lines(file), Files.lines(second))) {
            distinct = lines.filter(line -> line.contains("\"speaker\""))
                    .map(line -> String.valueOf(((Map<?, ?>) JsonReader.read(line)).get("message")))
                    .distinct()
                    .count();
        }
        System.out.printf(
                "takeover, woken holder: accepted 1700, delivered %d, lost %d, written by the old one since 0%n",
                linesOf(file) + linesOf(second), 1700 - distinct);
        assertThat(distinct).isEqualTo(1700);
    }

    private static long linesOf(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException notYet) {
            return 0;
        }
    }

    @Test
    void what_was_meant_for_a_sink_that_only_the_dead_one_had_waits_for_it() throws Exception {
        Process collector = startCollector(spool, file, "broken");
        startVictim(0, 200, 600);
        await("events are in the file", () -> messages().size() > 20);
        List<String> before = messages();
        collector.destroyForcibly().waitFor();
        awaitVictims();
        assertThat(successors()).hasSize(1);
        assertNothingLost("a parked sink");

        List<String> late = new CopyOnWriteArrayList<>();
        RuntimeConfig config = RuntimeConfig.builder("late", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(spool)
                .treeLog(true)
                .sink(new CustomSink("custom", LogLevel.INFO, batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        late.add(batch.event(i).message());
                    }
                    return batch.size();
                }))
                .build();
        try (LogRuntime runtime = LogRuntime.openRoot(config)) {
            assertThat(runtime.flush(Duration.ofSeconds(20)).complete()).isTrue();
        }
        assertThat(late).containsAll(before).hasSizeLessThan(1200); // the rest was never in the log of the dead one
    }

    /** Kills the collector, and then each child that has taken over, until the last one ends by itself. */
    private void takeover(String what, int kills, int children, int rate, long events) throws Exception {
        Process next = startCollector();
        for (int i = 0; i < children; i++) {
            startVictim(i, rate, events);
        }
        List<Long> millis = new ArrayList<>();
        for (int kill = 1; kill <= kills; kill++) {
            long start = System.nanoTime();
            next.destroyForcibly().waitFor();
            AtomicReference<Process> heir = new AtomicReference<>();
            await("somebody holds the lease", () -> {
                long holder = leaseHolder();
                victims.stream().filter(victim -> victim.pid() == holder).forEach(heir::set);
                return heir.get() != null;
            });
            millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            next = heir.get();
        }
        awaitVictims();
        Process last = startCollector(); // the heirs' time to end may have been too short for all that there was
        last.getOutputStream().close();
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertNothingLost(what + ": taken over after " + millis + " ms");
        assertThat(successors()).contains(next.pid()); // those before it were killed, perhaps before they could say so
    }

    /** The messages of the victims that stand in the file, whole lines only. */
    private List<String> messages() {
        List<String> messages = new ArrayList<>();
        try {
            String text = Files.readString(file);
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> {
                if (JsonReader.read(line) instanceof Map<?, ?> event && "victim".equals(event.get("logger_name"))) {
                    messages.add(String.valueOf(event.get("message")));
                }
            });
        } catch (IOException notYet) {
            return List.of();
        }
        return messages;
    }

    /** The process that holds the lease, as the kernel says (proc_locks(5)); 0 if none does. */
    private long leaseHolder() {
        try (var locks = Files.lines(Path.of("/proc/locks"))) {
            String inode = ":" + Files.getAttribute(spool.resolve("lease"), "unix:ino") + " ";
            return locks.filter(lock -> lock.contains(inode) && lock.contains(" WRITE "))
                    .mapToLong(lock -> Long.parseLong(lock.strip().split("\\s+")[4]))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException changing) {
            return 0;
        }
    }

    /** The processes that have taken over, by pid, as the file tells. */
    private List<Long> successors() {
        List<Long> pids = new ArrayList<>();
        try {
            lines().forEach(line -> {
                Matcher matcher = SUCCESSOR.matcher(line);
                if (matcher.find()) {
                    pids.add(Long.parseLong(matcher.group(1)));
                }
            });
        } catch (RuntimeException notYet) {
            return List.of();
        }
        return pids;
    }

    /** The file and what has been rolled off it, in the order of writing. */
    private List<Path> files() {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(one -> one.getFileName().toString().startsWith("events."))
                    .sorted()
                    .toList();
        } catch (IOException unlisted) {
            throw new UncheckedIOException(unlisted);
        }
    }

    private Stream<String> lines() {
        return files().stream().flatMap(one -> new String(bytes(one), StandardCharsets.UTF_8).lines());
    }

    private static byte[] bytes(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return in.readAllBytes();
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    private void assertNothingLost(String what) throws IOException {
        Ledger ledger = new Ledger();
        lines().forEach(line -> {
            if (JsonReader.read(line) instanceof Map<?, ?> event) {
                ledger.note(String.valueOf(event.get("message")));
            }
        });
        long accepted = 0;
        long lost = 0;
        for (int victim = 0; victim < victims.size(); victim++) {
            CounterPage page = CounterPage.read(page(victim));
            for (int thread = 0; thread < THREADS; thread++) {
                accepted += page.get(thread);
                lost += ledger.missing(victim, thread, page.get(thread));
            }
        }
        System.out.printf(
                "takeover, %s: accepted %d, delivered %d, lost %d, duplicates %d, out of order %d%n",
                what, accepted, ledger.total(), lost, ledger.duplicates(), ledger.outOfOrder());
        assertThat(accepted).isPositive();
        assertThat(ledger.wrong()).isEmpty();
        assertThat(lost).isZero();
        assertThat(ledger.outOfOrder()).isZero();
    }

    private Process startCollector() throws IOException {
        return startCollector(spool, file);
    }

    private Process startCollector(Object place) throws IOException {
        return startCollector(place, file);
    }

    private Process startCollector(Object... arguments) throws IOException {
        ProcessBuilder builder = Jvms.java(List.of(), CollectorProcess.class, arguments);
        builder.environment().put("XDG_RUNTIME_DIR", directory.toString());
        Process collector = builder.start();
        processes.add(collector);
        BufferedReader output = collector.inputReader();
        for (String line = output.readLine(); !"collecting".equals(line); line = output.readLine()) {
            assertThat(line).as("the collector must start").isNotNull();
            String[] variable = line.split("=", 2);
            inherited.put(variable[0], variable[1]);
        }
        return collector;
    }

    private void startVictim(int number, int rate, long events) throws IOException {
        ProcessBuilder builder =
                Jvms.java(List.of(), Victim.class, number, page(number), THREADS, rate, "close:" + events);
        builder.environment().putAll(inherited);
        Process victim = builder.start();
        processes.add(victim);
        victims.add(victim);
        Jvms.awaitLine(victim, "running");
    }

    private void awaitVictims() throws InterruptedException {
        for (Process victim : victims) {
            assertThat(victim.waitFor(120, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Path page(int number) {
        return directory.resolve("page-" + number);
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).as(what).isLessThan(60_000_000_000L);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
