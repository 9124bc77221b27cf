package io.logrich.os.journald;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
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
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
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
            long start = System.nanoTime();
            log(runtime.get("flood"), 0, EVENTS);
            long logged = System.nanoTime();
            assertThat(runtime.shutdown(Duration.ofSeconds(60)).complete()).isTrue();
            System.out.println(EVENTS + " events logged in " + (logged - start) / 1_000_000
                    + " ms, in the journal after " + (System.nanoTime() - start) / 1_000_000 + " ms");
        }
        assertThat(numbers()).containsExactlyElementsOf(range(EVENTS));
    }

    @Test
    void nothing_is_missing_when_it_is_restarted_in_full_flow() throws Exception {
        journald.startSupervised();
        try (LogRuntime runtime = LogRuntime.open(config())) {
            for (int part = 0; part < KILLS; part++) {
                inFullFlow(runtime.get("flood"), part);
                journald.restart();
            }
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
                inFullFlow(log, part);
                journald.kill();
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
                inFullFlow(log, part);
                journald.kill();
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

    /** While it stands still more is logged than it can have worked off when this comes back. */
    private void inFullFlow(Logger log, int part) throws Exception {
        journald.halt();
        log(log, part * EVENTS / KILLS, (part + 1) * EVENTS / KILLS);
        journald.goOn();
        LockSupport.parkNanos(10_000_000L * (part + 1));
    }

    /** As most services are: no root, no home, and what is too large for a datagram. */
    @Test
    void a_process_without_privileges_can_send_large_entries_too() throws Exception {
        journald.start();
        Path classes = Files.createDirectory(directory.resolve("classes"));
        List<String> path = new ArrayList<>();
        for (Class<?> type : List.of(LogRuntime.class, JournaldProvider.class, Native.class, OneEvent.class)) {
            path.add(classes.resolve(String.valueOf(path.size())).toString());
            copy(NativeAccessTest.path(type), path.get(path.size() - 1));
        }
        String program = String.join(
                " ",
                "chmod -R a+rX '" + directory + "' &&",
                "setpriv --reuid=65534 --regid=65534 --clear-groups env -i LOG_ENABLE_JOURNALD=true",
                "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "'",
                "-Duser.home=/nonexistent -cp '" + String.join(":", path) + "'",
                OneEvent.class.getName(),
                "600000 2>&1");
        assertThat(journald.shell(program)).endsWith("true\n");
        Map<String, List<byte[]>> found = onlyOne(journald.entries("one-event"));
        assertThat(texts(found.get("MESSAGE"))).containsExactly("x".repeat(600_000));
        assertThat(texts(found.get("_UID"))).containsExactly("65534");
    }

    private static void copy(String from, String to) throws Exception {
        assertThat(new ProcessBuilder("cp", "-r", from, to).start().waitFor()).isZero();
    }

    /** The program of {@code docs/journald.md}, and what journalctl shows of it there. */
    @Test
    void the_page_shows_what_there_is_to_see() throws Exception {
        journald.start();
        String page = Files.readString(page());
        Path source = Files.writeString(directory.resolve("Shop.java"), block(page, "java"));
        String path = NativeAccessTest.path(LogRuntime.class, JournaldProvider.class, Native.class);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", path, "-d", directory.toString(), source.toString()))
                .isZero();
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path + File.pathSeparator + directory,
                        "Shop")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile());
        program.environment().put("LOG_JOURNALD_SOCKET", journald.socket().toString());
        program.environment().put("LOG_CONSOLE_STREAM", "none");
        assertThat(program.start().waitFor())
                .as(Files.readString(directory.resolve("said")))
                .isZero();

        journald.shell("journalctl --sync");
        assertThat(lines(journald.shell(block(page, "sh"))))
                .containsExactlyInAnyOrderElementsOf(lines(block(page, "text")));
    }

    private static String block(String page, String language) {
        var found = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(page);
        assertThat(found.find()).as("a block of " + language).isTrue();
        return found.group(1);
    }

    /** Whatever the time, the machine and the pid are. */
    private static List<String> lines(String output) {
        return output.lines()
                .map(line -> line.replaceAll("^\\w{3} \\d+ [\\d:]+ \\S+ shop\\[\\d+]", "TIME HOST shop[PID]")
                        .replaceAll("^ {9,}", "    "))
                .toList();
    }

    private static Path page() {
        Path here = Path.of(System.getProperty("logrich.basedir", ".."))
                .toAbsolutePath()
                .normalize();
        return (Files.isDirectory(here.resolve("docs")) ? here : here.getParent()).resolve("docs/journald.md");
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
