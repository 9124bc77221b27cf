package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.EventBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A tree with a real collector, whose neighbours are up to the test. */
final class Town implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    final TreeDirectory tree;
    final Map<String, AtomicInteger> arrived = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<LogEvent> obituaries = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<LogEvent> putAside = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> quarantined = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
    private final LogRuntime runtime;

    Town(Path directory) throws IOException {
        tree = TreeDirectory.at(directory);
        runtime = LogRuntime.openRoot(RuntimeConfig.builder("town", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(directory)
                .treeLog(true)
                .treeLogBytes(16 << 20)
                .sink(new CustomSink("town", LogLevel.TRACE, this::take))
                .diagnosticHook(this::heard)
                .build());
    }

    /** Starts a process that logs so many events. */
    Process start(int number, int events) throws IOException {
        return runtime.start(Jvm.builder(Child.class, number, events));
    }

    /** Starts one that needs little, logs half of its share, and the rest when its standard input ends. */
    Process startSmall(int number, int events) throws IOException {
        ProcessBuilder builder = Jvm.builder(Child.class, number, events, "waits");
        builder.command().add(1, "-XX:-UsePerfData");
        builder.command().set(builder.command().indexOf("-Xmx64m"), "-Xmx16m");
        builder.environment().put("LOG_SPOOL_BYTES", String.valueOf(1 << 20));
        return runtime.start(builder);
    }

    /** One more process comes and all it logs arrives; says how long that took, ms. */
    long isAlive(int number, int events) throws Exception {
        long start = System.nanoTime();
        assertThat(start(number, events).waitFor()).isZero();
        await("the events of process " + number, () -> complete(number, events));
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** The same with a process that lives in this JVM, and so costs no start. It has seen every other one end well. */
    long isAliveInside(int number, int events) throws Exception {
        long start = System.nanoTime();
        Villager villager = Villager.born(tree).logsAs(number, events);
        await("the events of process " + number, () -> complete(number, events));
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        long pid = ProcessHandle.current().pid();
        villager.tells(new ExitNote(pid, villager.startMillis(), 0, "neighbour"))
                .dies();
        return took;
    }

    boolean complete(int number, int events) {
        for (int n = events; n >= 1; n--) {
            if (!arrived.containsKey(number + ":" + n)) {
                return false;
            }
        }
        return true;
    }

    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(
                            "time for %s, troubles %s, quarantined %d, living %d, events %d, obituaries %s",
                            what, troubles, quarantined.size(), living(), arrived.size(), toldOf())
                    .isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** How often each event arrived that did not arrive once. */
    Map<String, Integer> duplicates() {
        Map<String, Integer> found = new HashMap<>();
        arrived.forEach((message, times) -> {
            if (times.get() != 1) {
                found.put(message, times.get());
            }
        });
        return found;
    }

    List<String> quarantined() {
        return new ArrayList<>(quarantined);
    }

    /** How many processes live, as the collector sees it. */
    int living() {
        return runtime.livingMembers();
    }

    private List<Object> toldOf() {
        return obituaries.stream()
                .map(obituary -> obituary.extra().get("ended_pid"))
                .toList();
    }

    long obituariesOf(long pid) {
        return obituaries.stream()
                .filter(obituary -> Long.valueOf(pid).equals(obituary.extra().get("ended_pid")))
                .count();
    }

    private int take(EventBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            LogEvent event = batch.event(i);
            if (event.message().startsWith("the ring of run ")) {
                putAside.add(event);
            } else if (event.loggerName().equals("logrich.tree")) {
                obituaries.add(event);
            } else {
                arrived.computeIfAbsent(event.message(), message -> new AtomicInteger())
                        .incrementAndGet();
            }
        }
        return batch.size();
    }

    private void heard(String name, Map<String, ?> payload) {
        (name.equals("ring_quarantined") ? quarantined : troubles).add(name + payload);
    }

    @Override
    public void close() {
        runtime.shutdown();
    }
}
