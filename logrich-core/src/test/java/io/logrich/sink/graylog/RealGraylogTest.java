package io.logrich.sink.graylog;

import static io.logrich.sink.graylog.StreamGelfTest.numbered;
import static io.logrich.sink.graylog.StreamGelfTest.offer;
import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import io.logrich.render.SampleBatch;
import io.logrich.render.SampleEvent;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.GraylogSettings.Transport;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graylog's own input code is the judge of what we send. */
@Tag("it")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealGraylogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TestIdentity AUTHORITY = TestIdentity.authority("an authority");

    private RealGraylog graylog;
    private Path ca;

    @BeforeAll
    void start(@TempDir Path scratch) throws Exception {
        ca = AUTHORITY.certificateFile(scratch);
        graylog = RealGraylog.start(scratch, AUTHORITY.issueRsa("127.0.0.1"));
    }

    @AfterAll
    void end() throws Exception {
        if (graylog != null) {
            System.err.println(graylog.complaints());
            graylog.close();
        }
    }

    private GraylogSettings settings(String input) {
        Transport transport = input.equals("bulk") ? Transport.HTTP : GraylogSettings.transportOf(input);
        return GraylogSettings.of(graylog.endpoint(input))
                .withTransport(transport)
                .withFields(Map.of("facility", "billing"))
                .withTls(tls -> tls.withCaFile(ca))
                .withDelivery(d -> d.withHttpBulk(input.equals("bulk"))
                        .withHandshakeTimeout(PATIENCE) // a JVM that does it for the first time
                        .withWriteTimeout(PATIENCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls", "udp", "http", "bulk"})
    void it_has_every_field_of_an_event(String input) throws Exception {
        SampleEvent event = SampleEvent.of("it \"works\": жар\u0000\ud83d\udc1e")
                .level(LogLevel.ERROR)
                .at("2026-11-23T20:50:14.123456Z")
                .sequence(7)
                .context("hostname", "web-1")
                .context("request_id", "r1")
                .context("user_id", "u7")
                .context("user_name", "ann")
                .context("process_id", 7L)
                .context("process_id_chain", List.of(5L, 7L))
                .context("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736")
                .context("span_id", "00f067aa0ba902b7")
                .context("extra", Map.of("order", 12L))
                .extra("ms", 0.25)
                .extra("yes", true)
                .extra("nothing", null)
                .extra("list", List.of("x", 2L))
                .extra("huge", BigInteger.TEN.pow(30))
                .extra("a b", "blank")
                .extra("id", "own id")
                .extra("source", "own source")
                .extra("service", "own service")
                .excInfo("java.io.IOException: gone\n\tat a.B.c(B.java:1)\n");
        try (GraylogSink sink = GraylogSink.open(settings(input))) {
            assertThat(sink.write(SampleBatch.of(event))).isEqualTo(1);
        }

        Map<?, ?> fields = graylog.take(input, 1).get(0);
        Map<String, Object> expected = Map.ofEntries(
                Map.entry("source", "web-1"),
                Map.entry("message", "it \"works\": жар\u0000\ud83d\udc1e"),
                Map.entry("level", 3L),
                Map.entry("timestamp", "2026-11-23T20:50:14.123Z"),
                Map.entry("level_name", "error"),
                Map.entry("logger", "app.mod"),
                Map.entry("thread", "main"),
                Map.entry("sequence", 7L),
                Map.entry("service", "svc"),
                Map.entry("environment", "env"),
                Map.entry("job_id", "job"),
                Map.entry("request_id", "r1"),
                Map.entry("user_id", "u7"),
                Map.entry("user", "ann"),
                Map.entry("hostname", "web-1"),
                Map.entry("pid", 7L),
                Map.entry("process_id_chain", "5>7"),
                Map.entry("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736"),
                Map.entry("span_id", "00f067aa0ba902b7"),
                Map.entry("order", 12L),
                Map.entry("ms", 0.25),
                Map.entry("yes", "true"),
                Map.entry("nothing", "null"),
                Map.entry("list", "[\"x\",2]"),
                Map.entry("huge", "1" + "0".repeat(30)),
                Map.entry("a_b", "blank"),
                Map.entry("id_2", "own id"),
                Map.entry("source_2", "own source"),
                Map.entry("service_2", "own service"),
                Map.entry("facility", "billing"));
        expected.forEach((name, value) ->
                assertThat(fields.get(name)).as("%s of %s", name, fields).isEqualTo(value));
        assertThat(fields.get("event_id")).asString().hasSize(32);
        assertThat(fields.get("full_message")).asString().endsWith("gone\n\tat a.B.c(B.java:1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls", "udp", "http", "bulk"})
    void it_has_many_events_in_their_order(String input) throws Exception {
        try (GraylogSink sink = GraylogSink.open(settings(input))) {
            for (int i = 0; i < 1000; i += 100) {
                offer(sink, numbered(i, i + 100));
            }
        }

        assertThat(graylog.take(input, 1000).stream()
                        .map(fields -> fields.get("message"))
                        .toList())
                .isEqualTo(numbered(0, 1000));
    }

    @Test
    void requests_that_do_not_wait_for_answers_are_all_heard() throws Exception {
        try (GraylogSink sink = GraylogSink.open(settings("http").withDelivery(d -> d.withHttpPipeline(32)))) {
            offer(sink, numbered(0, 1000));
        }

        assertThat(graylog.take("http", 1000).stream()
                        .map(fields -> fields.get("message"))
                        .toList())
                .isEqualTo(numbered(0, 1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls", "udp", "http", "bulk"})
    void it_takes_what_is_as_long_as_can_be_and_what_was_too_long(String input) throws Exception {
        try (GraylogSink sink = GraylogSink.open(settings(input))) {
            for (int length : new int[] {1000, 60_000, 1_000_000, 5_000_000}) {
                SampleEvent event = SampleEvent.of("length " + length)
                        .extra("noise", noise(length))
                        .excInfo(noise(length));
                assertThat(sink.write(SampleBatch.of(event))).isEqualTo(1);
            }
        }

        assertThat(graylog.take(input, 4).stream()
                        .map(fields -> fields.get("message"))
                        .toList())
                .isEqualTo(List.of("length 1000", "length 60000", "length 1000000", "length 5000000"));
    }

    private static String noise(int length) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + random.nextInt(90)));
        }
        return text.toString();
    }
}
