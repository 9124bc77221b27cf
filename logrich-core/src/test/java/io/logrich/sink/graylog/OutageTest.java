package io.logrich.sink.graylog;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.settings.GraylogSettings.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Graylog is gone while an application logs, and its collector may be killed meanwhile. Nothing is missing in the end but
 * what the server's own system had acknowledged and taken with it, and that only if the collector died too.
 */
class OutageTest {
    private static final Pattern NUMBER = Pattern.compile("\"n\":(\\d+)[,}]");
    private static final TestIdentity AUTHORITY = TestIdentity.authority("an authority");

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void nobody_is_left() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void the_collector_is_killed_while_graylog_is_gone() throws Exception {
        outage(Transport.TCP, 15_000, 500, true);
    }

    @Test
    void graylog_is_gone_for_ten_seconds() throws Exception {
        outage(Transport.TCP, 60_000, 10_000, false);
    }

    @Tag("it")
    @ParameterizedTest
    @EnumSource(names = {"TLS", "HTTP"})
    void the_collector_is_killed_while_graylog_is_gone_for_two_seconds(Transport transport) throws Exception {
        outage(transport, 60_000, 2000, true);
    }

    @Tag("chaos")
    @ParameterizedTest
    @EnumSource(names = {"TCP", "TLS", "HTTP"})
    void graylog_is_gone_for_two_seconds_and_for_ten(Transport transport) throws Exception {
        for (long millis : new long[] {2000, 10_000}) {
            outage(transport, 60_000, millis, false);
            outage(transport, 60_000, millis, true);
        }
    }

    private void outage(Transport transport, int events, long goneMillis, boolean kill) throws Exception {
        Path run = Files.createTempDirectory(directory, "outage");
        Path file = run.resolve("events.jsonl");
        try (OutageReceiver receiver = new OutageReceiver(
                transport.isHttp(),
                transport.isSecure() ? AUTHORITY.issue("127.0.0.1").server(AUTHORITY) : null)) {
            Map<String, String> inherited = new HashMap<>();
            Process collector = collector(run, file, receiver, transport, inherited);
            ProcessBuilder builder = java(OutageSpeaker.class, events, 10_000);
            builder.environment().putAll(inherited);
            builder.environment().put("LOG_QUEUE_STOP_TIMEOUT", "120");
            Process speaker = builder.start();
            processes.add(speaker);
            await(collector, () -> receiver.events() > events / 20);

            long unread = receiver.leave();
            long gone = System.nanoTime();
            int before = receiver.events();
            pause(gone + goneMillis * 500_000);
            if (kill) {
                collector.destroyForcibly().waitFor();
            }
            pause(gone + goneMillis * 1_000_000);
            assertThat(numbersIn(file)).as("in the file while Graylog is gone").isGreaterThan(before);
            assertThat(receiver.events()).isEqualTo(before);
            receiver.comeBack();

            String[] said = speaker.inputReader().readLine().split(" ");
            if (!kill) {
                assertThat(speaker.waitFor(120, TimeUnit.SECONDS)).isTrue();
                collector.getOutputStream().close();
                assertThat(collector.waitFor(120, TimeUnit.SECONDS)).isTrue();
            } else {
                // the application stands in for the collector, unless it had ended before that was killed
                assertThat(speaker.waitFor(120, TimeUnit.SECONDS)).isTrue();
                Process next = collector(run, file, receiver, transport, new HashMap<>());
                next.getOutputStream().close();
                assertThat(next.waitFor(120, TimeUnit.SECONDS)).isTrue();
            }
            long missing = events - receiver.events();
            System.out.printf(
                    Locale.ROOT,
                    "graylog outage: %s, %d events, gone for %d ms%s: missing %d, acknowledged and never read %d bytes"
                            + " (about %d events), again %d, longest call %.1f ms%n",
                    transport,
                    events,
                    goneMillis,
                    kill ? ", collector killed" : "",
                    missing,
                    unread,
                    unread / receiver.shortest(),
                    receiver.again(),
                    Integer.parseInt(said[1]) / 1000.0);
            assertThat(Integer.parseInt(said[0])).as("accepted").isEqualTo(events);
            assertThat(numbersIn(file)).as("in the file").isEqualTo(events);
            boolean excused = kill && !transport.isHttp();
            assertThat(missing).as("missing").isBetween(0L, excused ? unread / receiver.shortest() + 1 : 0);
        }
    }

    private Process collector(
            Path run, Path file, OutageReceiver receiver, Transport transport, Map<String, String> inherited)
            throws Exception {
        Process collector = java(
                        OutageCollector.class,
                        run.resolve("tree"),
                        file,
                        receiver.endpoint(),
                        transport.name(),
                        AUTHORITY.certificateFile(run))
                .start();
        processes.add(collector);
        for (String line = collector.inputReader().readLine();
                !"collecting".equals(line);
                line = collector.inputReader().readLine()) {
            assertThat(line).as("what the collector says").contains("=");
            int equals = line.indexOf('=');
            inherited.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return collector;
    }

    private static ProcessBuilder java(Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        Stream.of(arguments).map(String::valueOf).forEach(command::add);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static void await(Process process, java.util.function.BooleanSupplier what) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!what.getAsBoolean()) {
            assertThat(process.isAlive() || what.getAsBoolean()).isTrue();
            assertThat(System.nanoTime() - patience).as("patience").isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** How long an outage lasts is what is tested. */
    private static void pause(long until) {
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    private static int numbersIn(Path file) throws Exception {
        BitSet seen = new BitSet();
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line ->
                    NUMBER.matcher(line).results().forEach(found -> seen.set(Integer.parseInt(found.group(1)))));
        }
        return seen.cardinality();
    }
}
