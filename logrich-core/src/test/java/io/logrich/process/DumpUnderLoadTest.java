package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import io.logrich.sink.EventBatch;
import io.logrich.text.JsonReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dumps of a tree in which everybody logs as fast as they can: of each thread that is in them at all they have its newest
 * events, each once, in order and without a gap.
 */
@Timeout(180)
class DumpUnderLoadTest {
    private static final int DUMPS = 6;
    private static final int NEWEST = 4_000;
    private static final long MANY = 100_000_000;

    @TempDir
    Path directory;

    private final AtomicBoolean enough = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void dumps_have_no_gap_while_a_whole_tree_logs_at_full_rate() throws Exception {
        List<Speaker.Handle> speakers = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        try (LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("dump-under-load", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(directory.resolve("tree"))
                .sink(new CustomSink("nothing", LogLevel.INFO, EventBatch::size))
                .build())) {
            for (int i = 0; i < 2; i++) {
                speakers.add(
                        Speaker.Handle.of(runtime.start(Jvms.java(List.of("-Xmx64m"), Speaker.class, "child" + i))));
            }
            for (Speaker.Handle speaker : speakers) {
                Thread speaking = new Thread(() -> speakForEver(speaker)); // the common pool may have one thread alone
                speaking.setDaemon(true);
                speaking.start();
            }
            Logger log = runtime.get("own");
            for (int i = 0; i < 2; i++) {
                threads.add(talker(log, "own" + i));
            }
            for (int i = 0; i < DUMPS || !seen.keySet().containsAll(Set.of("child0", "child1")); i++) {
                DumpFilter filter = DumpFilter.ALL.withNewest(NEWEST);
                if (i % 3
                        > 0) { // the children wait for the collector most of the time: theirs are not the newest of all
                    filter = filter.withPid(speakers.get(i % 3 - 1).process().pid());
                }
                check(runtime.dump(DumpFormat.JSON, filter), seen);
            }
        } finally {
            enough.set(true);
            for (Speaker.Handle speaker : speakers) {
                speaker.process().destroyForcibly().waitFor();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(seen.keySet()).containsAnyOf("own0", "own1"); // one may not have had a processor all the while
    }

    /** The ring is so small that its writers overtake whoever reads it. */
    @Test
    void dumps_have_no_gap_while_the_ring_is_overtaken() throws Exception {
        Map<String, Integer> seen = new HashMap<>();
        try (LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("dump-overtaken", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolPlace(SpoolSettings.Place.MEMORY)
                .spoolBytes(128 * 1024)
                .sink(new CustomSink("nothing", LogLevel.INFO, EventBatch::size))
                .build())) {
            for (int i = 0; i < 2; i++) {
                threads.add(talker(runtime.get("own"), "own" + i));
            }
            for (int i = 0; i < 50 * DUMPS; i++) {
                check(runtime.dump(DumpFormat.JSON, DumpFilter.ALL.withNewest(NEWEST)), seen);
            }
        } finally {
            enough.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(seen.keySet()).containsExactlyInAnyOrder("own0", "own1");
    }

    private Thread talker(Logger log, String name) {
        Thread thread = new Thread(() -> {
            for (long n = 1; !enough.get(); n++) {
                log.info(name + ":" + n);
            }
        });
        thread.start();
        return thread;
    }

    private static void speakForEver(Speaker.Handle speaker) {
        try {
            speaker.speak(MANY);
        } catch (java.io.IOException | RuntimeException killed) {
            return; // as this test does with it at its end
        }
    }

    private static void check(String json, Map<String, Integer> seen) {
        List<?> events = (List<?>) JsonReader.read(json);
        assertThat(events).hasSizeLessThanOrEqualTo(NEWEST);
        Map<String, Long> last = new HashMap<>();
        for (Object event : events) {
            String message = String.valueOf(((Map<?, ?>) event).get("message"));
            int colon = message.indexOf(':');
            if (message.startsWith("own") || message.startsWith("child")) {
                String who = message.substring(0, colon);
                long number = Long.parseLong(message.substring(colon + 1));
                Long before = last.put(who, number);
                if (before != null) {
                    assertThat(number).as("what %s said after %d", who, before).isEqualTo(before + 1);
                }
                seen.merge(who, 1, Integer::sum);
            }
        }
    }
}
