package io.logrich.os.journald;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.JournaldSettings;
import io.logrich.settings.PayloadLimits;
import io.logrich.settings.QueueFullPolicy;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.Sink;
import io.logrich.testing.EncodedBatch;
import io.logrich.testing.Events;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What systemd's own journald makes of what we send, read back with journalctl. */
@Tag("it")
@Timeout(120)
class RealJournaldTest {
    private static final int EVENTS = 20_000;
    private static final int KILLS = 4;

    @TempDir
    Path directory;

    private RealJournald journald;

    @BeforeEach
    void set_up() throws Exception {
        journald = RealJournald.inNamespace(directory);
    }

    @AfterEach
    void take_down() throws Exception {
        if (journald != null) {
            journald.close();
        }
    }

    @Test
    void every_field_comes_back_as_it_was_sent() throws Exception {
        journald.start();
        String text = "it’s “bad” … → ✖\n\tindented\r\nPRIORITY=7\n\u0000\u001b[2J\u007f\n";
        Events event = Events.of(text)
                .level(LogLevel.CRITICAL)
                .logger("com.acme.Shop")
                .thread("worker\n1")
                .sequence(42)
                .context("request_id", "r\n1")
                .context("process_id_chain", List.of(1L, 4711L))
                .context("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736")
                .context("extra", Map.of("theme", "of context"))
                .extra("theme", "of event")
                .extra("message", "not the message")
                .extra("a-b", 1)
                .extra("a.b", 2)
                .extra("a b", 3)
                .extra("_pid", 1)
                .extra("empty", "")
                .extra("größe", 0.5)
                .extra("code_file", "Shop.java")
                .extra("code_line", 17)
                .extra("code_function", "sell")
                .extra("tags", List.of("a", 1))
                .excInfo("java.lang.Error: a\n\tat b\n")
                .stackInfo("");
        deliver(event);

        Map<String, List<byte[]>> sent = Entries.parse(
                new JournalEntry("SERVICE").of(Events.batch(event).view(0)).toByteArray());
        Map<String, List<byte[]>> found = onlyOne(journald.entries("svc"));
        assertThat(sent)
                .hasSizeGreaterThan(25)
                .allSatisfy((name, values) ->
                        assertThat(texts(found.get(name))).as(name).containsExactlyInAnyOrderElementsOf(texts(values)));
        assertThat(texts(found.get("MESSAGE"))).containsExactly(text);
        assertThat(texts(found.get("PRIORITY"))).containsExactly("2");
        assertThat(texts(found.get("_PID")))
                .containsExactly(String.valueOf(ProcessHandle.current().pid()));
        Set<String> others = new HashSet<>(found.keySet());
        others.removeAll(sent.keySet());
        assertThat(others).as("fields that nobody has sent").allMatch(name -> name.startsWith("_"));
    }

    @Test
    void large_entries_come_back_whole() throws Exception {
        journald.start();
        String large = "ж\n0123456789".repeat(600 * 1024 / 13);
        deliver(Events.of("before"), Events.of(large), Events.of("with a stack").excInfo(large), Events.of("after"));

        List<Map<String, List<byte[]>>> found = journald.entries("svc");
        assertThat(found).hasSize(4);
        assertThat(texts(found.get(1).get("MESSAGE"))).containsExactly(large);
        assertThat(texts(found.get(2).get("EXC_INFO"))).containsExactly(large);
        assertThat(texts(found.get(3).get("MESSAGE"))).containsExactly("after");
    }

    @Test
    void at_full_rate_nothing_is_missing_and_the_order_is_kept() throws Exception {
        journald.start();
        try (LogRuntime runtime = LogRuntime.open(config())) {
            log(runtime.get("flood"), 0, EVENTS);
            assertThat(runtime.shutdown(Duration.ofSeconds(60)).complete()).isTrue();
        }
        assertThat(numbers()).containsExactlyElementsOf(range(EVENTS));
    }

    /** As on a machine with systemd: what waits in the socket is read by the next journald. */
    @Test
    void nothing_is_missing_when_it_is_killed_in_full_flow_and_started_by_its_supervisor() throws Exception {
        journald.startSupervised();
        try (LogRuntime runtime = LogRuntime.open(config())) {
            Logger log = runtime.get("flood");
            for (int part = 0; part < KILLS; part++) {
                killInFullFlow(log, part);
            }
            assertThat(runtime.shutdown(Duration.ofSeconds(60)).complete()).isTrue();
        }
        List<Integer> missing = new ArrayList<>(range(EVENTS));
        List<Integer> found = numbers();
        missing.removeAll(new HashSet<>(found));
        System.out.println("journald killed " + KILLS + " times under a supervisor: " + missing.size() + " of " + EVENTS
                + " missing, " + (found.size() - new HashSet<>(found).size()) + " twice");
        assertThat(missing).as("at most what it had in its hands").hasSizeLessThanOrEqualTo(KILLS);
        assertThat(found).doesNotHaveDuplicates();
    }

    /** The socket goes with it, and everything in it. */
    @Test
    void nothing_is_missing_when_it_is_killed_in_full_flow_together_with_its_socket() throws Exception {
        journald.start();
        try (LogRuntime runtime = LogRuntime.open(config())) {
            Logger log = runtime.get("flood");
            for (int part = 0; part < KILLS; part++) {
                killInFullFlow(log, part);
                log(log, EVENTS + part * 100, EVENTS + (part + 1) * 100);
                journald.start();
            }
            assertThat(runtime.shutdown(Duration.ofSeconds(60)).complete()).isTrue();
        }
        List<Integer> found = numbers();
        System.out.println("journald killed " + KILLS + " times with its socket: " + found.size() + " entries for "
                + (EVENTS + KILLS * 100) + " events, " + (found.size() - new HashSet<>(found).size()) + " twice");
        assertThat(new HashSet<>(found)).isEqualTo(new HashSet<>(range(EVENTS + KILLS * 100)));
    }

    /** While it stands still more is logged than it can have worked off at the time when it is killed. */
    private void killInFullFlow(Logger log, int part) throws Exception {
        journald.halt();
        log(log, part * EVENTS / KILLS, (part + 1) * EVENTS / KILLS);
        journald.goOn();
        LockSupport.parkNanos(10_000_000L * (part + 1));
        journald.kill();
    }

    private void deliver(Events... events) throws Exception {
        try (Sink sink = new JournaldProvider().open(settings())) {
            EncodedBatch rest = Events.batch(events);
            while (rest.size() > 0) {
                rest = rest.from(sink.write(rest));
            }
        }
    }

    private JournaldSettings settings() {
        return JournaldSettings.DEFAULT.withSocket(journald.socket()).withLevel(LogLevel.INFO);
    }

    private RuntimeConfig config() {
        return RuntimeConfig.builder("flood", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(directory.resolve("spool"))
                .spoolBytes(64 << 20)
                .queueMaxsize(4 * EVENTS)
                .queueFullPolicy(QueueFullPolicy.DROP)
                .payloadLimits(PayloadLimits.DEFAULT)
                .sink(settings())
                .build();
    }

    private static void log(Logger log, int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(log.info("event {}", i).accepted()).isTrue();
        }
    }

    private List<Integer> numbers() throws Exception {
        return journald.entries("flood").stream()
                .map(entry -> new String(entry.get("MESSAGE").get(0), StandardCharsets.UTF_8))
                .filter(message -> message.startsWith("event "))
                .map(message -> Integer.valueOf(message.substring("event ".length())))
                .toList();
    }

    private static List<Integer> range(int count) {
        return java.util.stream.IntStream.range(0, count).boxed().toList();
    }

    private static <T> T onlyOne(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    private static List<String> texts(List<byte[]> values) {
        return values == null
                ? null
                : values.stream()
                        .map(value -> new String(value, StandardCharsets.UTF_8))
                        .toList();
    }
}
