package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A child dies in every way a process can die; whatever it had been told is accepted arrives, exactly as written. */
class KillChildTest {
    private static final Random RANDOM = new Random();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"1,0,shm", "4,0,shm", "4,0,disk", "1,2000,shm", "4,500,disk", "1,5,shm"})
    void a_child_is_killed_with_sigkill(int threads, int rate, String place) throws Exception {
        kill(threads, rate, place, 2);
    }

    @Tag("chaos")
    @ParameterizedTest
    @CsvSource({"1,0,shm", "4,0,shm", "1,0,disk", "4,0,disk", "1,2000,shm", "4,500,disk"})
    void a_child_is_killed_with_sigkill_a_hundred_times(int threads, int rate, String place) throws Exception {
        kill(threads, rate, place, 100);
    }

    @Test
    void a_child_halts_itself() throws Exception {
        run("halt:20000", List.of(), 1, 9);
    }

    @Test
    void a_child_runs_out_of_memory_again_and_again() throws Exception {
        run("oom:3000", List.of("-Xmx24m"), 1, 0);
    }

    @Test
    void a_child_overflows_its_stack_inside_log_calls() throws Exception {
        run("soe:2000", List.of("-Xss512k"), 2, 0);
    }

    @Test
    void a_child_that_is_stopped_for_a_while_is_neither_skipped_nor_buried() throws Exception {
        try (Tree tree = new Tree("shm")) {
            Path page = directory.resolve("stopped");
            Process child = tree.start(1, page, List.of(), 2, 0, "never");
            signal(child, "STOP");
            long arrived = tree.ledger.total();
            assertThat(tree.runtime.flush(Duration.ofSeconds(10))).isNotNull();
            LockSupport.parkNanos(3_000_000_000L); // the time for which it is stopped is what is tested
            assertThat(tree.obituaries).isEmpty();
            signal(child, "CONT");
            while (tree.ledger.total() < arrived + 10_000) {
                LockSupport.parkNanos(1_000_000);
            }
            child.destroyForcibly().waitFor();
            tree.awaitObituaries(1);
            tree.verify(1, page, 2);
        }
    }

    /** The kernel kills whoever is over the limit (memory(7) of the control groups), in the middle of whatever it does. */
    @Test
    void a_child_is_killed_by_the_limit_of_its_control_group() throws Exception {
        try (ControlGroup group = ControlGroup.withMemory(
                        "logrich-" + ProcessHandle.current().pid(), 160L << 20);
                Tree tree = new Tree("shm")) {
            Path page = directory.resolve("page");
            Process child = tree.runtime.start(group.holding(
                    Jvms.java(List.of("-Xmx1g", "-XX:-UsePerfData"), Victim.class, 1, page, 2, 2000, "eat:2000")));
            assertThat(child.waitFor()).isEqualTo(137);
            tree.awaitObituaries(1);
            long accepted = tree.verify(1, page, 2);
            assertThat(accepted).isGreaterThanOrEqualTo(2000);
            assertThat(tree.obituaries.peek().message()).contains("probably SIGKILL");
            System.out.printf("killed by its control group: accepted %d, lost 0%n", accepted);
        }
    }

    private void kill(int threads, int rate, String place, int times) throws Exception {
        long accepted = 0;
        long delivered = 0;
        try (Tree tree = new Tree(place)) {
            for (int i = 0; i < times; i++) {
                Path page = directory.resolve("page-" + i);
                Process child = tree.start(i, page, List.of(), threads, rate, "never");
                LockSupport.parkNanos(RANDOM.nextInt(150_000_000)); // when it strikes must not depend on what is done
                child.destroyForcibly().waitFor();
                tree.awaitObituaries(i + 1);
                accepted += tree.verify(i, page, threads);
            }
            delivered = tree.ledger.total();
            assertThat(tree.obituaries).hasSize(times).allSatisfy(obituary -> {
                assertThat(obituary.level()).isEqualTo(LogLevel.ERROR);
                assertThat(obituary.message()).contains("probably SIGKILL");
                assertThat((long) obituary.extra().get("missing")).isBetween(0L, (long) threads);
            });
            assertThat(tree.ledger.duplicates()).isZero();
            System.out.printf(
                    "kill -9, %d threads, rate %d, %s: kills %d, accepted %d, delivered %d, lost 0, duplicates %d, holes %d%n",
                    threads,
                    rate,
                    place,
                    times,
                    accepted,
                    delivered,
                    tree.ledger.duplicates(),
                    tree.obituaries.stream()
                            .mapToLong(o -> (long) o.extra().get("missing"))
                            .sum());
        }
    }

    private void run(String end, List<String> options, int threads, int exitCode) throws Exception {
        try (Tree tree = new Tree("shm")) {
            Path page = directory.resolve("page");
            Process child = tree.start(1, page, options, threads, 0, end);
            assertThat(child.waitFor()).isEqualTo(exitCode);
            tree.awaitObituaries(1);
            long accepted = tree.verify(1, page, threads);
            assertThat(accepted).isPositive();
            assertThat(tree.ledger.duplicates()).isZero();
            System.out.printf(
                    "%s: accepted %d, lost 0, %s%n",
                    end, accepted, tree.obituaries.peek().message());
        }
    }

    private static void signal(Process process, String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** A runtime whose sink checks what arrives. */
    private final class Tree implements AutoCloseable {
        final Ledger ledger = new Ledger();
        final ConcurrentLinkedQueue<LogEvent> obituaries = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
        final LogRuntime runtime;
        private volatile CountDownLatch waiting = new CountDownLatch(0);

        Tree(String place) throws Exception {
            Path base = place.equals("shm") ? Path.of("/dev/shm") : directory;
            Path spool = Files.createTempDirectory(base, "logrich-kill-");
            Sink sink = this::take;
            runtime = LogRuntime.openRoot(RuntimeConfig.builder("kill-test", "test")
                    .consoleStream(ConsoleSettings.Stream.NONE)
                    .spoolDirectory(spool.resolve("tree"))
                    .sink(new CustomSink("ledger", LogLevel.TRACE, sink))
                    // an overloaded machine makes a write look hung, and what is evicted then is counted, not kept
                    .laneStallAfter(Duration.ofMinutes(1))
                    .diagnosticHook((name, payload) -> troubles.add(name + payload))
                    .build());
        }

        Process start(int number, Path page, List<String> options, int threads, int rate, String end) throws Exception {
            Process process = runtime.start(Jvms.java(options, Victim.class, number, page, threads, rate, end));
            Jvms.awaitLine(process, "running");
            return process;
        }

        /** Waits until so many ends have been told; all events of those processes have arrived before. */
        void awaitObituaries(int count) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (obituaries.size() < count) {
                assertThat(System.nanoTime()).as("time, troubles: " + troubles).isLessThan(deadline);
                CountDownLatch latch = new CountDownLatch(1);
                waiting = latch;
                if (obituaries.size() < count) {
                    latch.await(100, TimeUnit.MILLISECONDS);
                }
            }
        }

        /** Everything that had been accepted has arrived; says how much that was. */
        long verify(int number, Path page, int threads) throws Exception {
            CounterPage counters = CounterPage.read(page);
            long accepted = 0;
            for (int thread = 0; thread < threads; thread++) {
                long count = counters.get(thread);
                accepted += count;
                assertThat(ledger.missing(number, thread, count)).isZero();
            }
            assertThat(ledger.wrong()).isEmpty();
            assertThat(ledger.outOfOrder()).isZero();
            return accepted;
        }

        private int take(EventBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
                LogEvent event = batch.event(i);
                if (event.loggerName().equals("logrich.tree")) {
                    obituaries.add(event);
                    waiting.countDown();
                } else {
                    ledger.note(event.message());
                }
            }
            return batch.size();
        }

        @Override
        public void close() throws Exception {
            Path spool = runtime.spoolDirectory().orElseThrow();
            runtime.shutdown();
            try (var files = Files.walk(spool.getParent())) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
