package io.logrich.sink.graylog;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import io.logrich.render.SampleEvent;
import io.logrich.text.JsonReader;
import io.logrich.text.Utf8Buffer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event is as GELF 1.1. */
class GelfEncoderTest {
    private static final Pattern NAME = Pattern.compile("_[\\w.\\-]*");
    private static final List<String> OURS =
            List.of("version", "host", "short_message", "full_message", "timestamp", "level");

    private final GelfEncoder encoder = new GelfEncoder(Map.of());

    @Test
    void an_event_with_everything() {
        assertThat(text(SampleEvent.of("it \"works\"")
                        .level(LogLevel.WARNING)
                        .at("2026-11-23T20:50:14.000006Z")
                        .sequence(7)
                        .context("hostname", "web-1")
                        .context("user_id", "u7")
                        .context("user_name", "ann")
                        .context("process_id", 7L)
                        .context("process_id_chain", List.of(5L, 7L))
                        .context("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736")
                        .context("span_id", "00f067aa0ba902b7")
                        .context("extra", Map.of("order", 12L))
                        .extra("ms", 0.25)
                        .excInfo("java.io.IOException: gone\n\tat a.B.c(B.java:1)\n")))
                .isEqualTo("{\"version\":\"1.1\",\"host\":\"web-1\",\"short_message\":\"it \\\"works\\\"\","
                        + "\"full_message\":\"it \\\"works\\\"\\njava.io.IOException: gone\\n\\tat a.B.c(B.java:1)\\n\","
                        + "\"timestamp\":1795467014.000006,\"level\":4,\"_level_name\":\"warning\","
                        + "\"_logger\":\"app.mod\",\"_thread\":\"main\","
                        + "\"_event_id\":\"01a20a2c6f707018af98811b00000007\",\"_sequence\":7,"
                        + "\"_service\":\"svc\",\"_environment\":\"env\",\"_job_id\":\"job\","
                        + "\"_user_id\":\"u7\",\"_user\":\"ann\",\"_hostname\":\"web-1\",\"_pid\":7,"
                        + "\"_process_id_chain\":\"5>7\",\"_trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
                        + "\"_span_id\":\"00f067aa0ba902b7\",\"_ms\":0.25,\"_order\":12}");
    }

    @ParameterizedTest
    @CsvSource({"TRACE,7", "DEBUG,7", "INFO,6", "WARNING,4", "ERROR,3", "CRITICAL,2"})
    void levels_are_those_of_syslog(LogLevel level, long severity) {
        assertThat(fields(SampleEvent.of("m").level(level)))
                .containsEntry("level", severity)
                .containsEntry("_level_name", level.lowerName());
    }

    @Test
    void numbers_stay_numbers_and_everything_else_becomes_text() {
        Map<String, Object> nested = new LinkedHashMap<>();
        nested.put("a", Arrays.asList(1L, null, true));
        assertThat(fields(SampleEvent.of("m")
                        .extra("whole", Long.MAX_VALUE)
                        .extra("negative", -5L)
                        .extra("fraction", -0.5)
                        .extra("small", 1e-7)
                        .extra("yes", true)
                        .extra("no", false)
                        .extra("nothing", null)
                        .extra("nan", Double.NaN)
                        .extra("huge", BigInteger.TEN.pow(30))
                        .extra("nested", nested)
                        .extra("list", List.of("x", 2L))
                        .extra("digits", "12")
                        .extra("empty", "")))
                .containsEntry("_whole", Long.MAX_VALUE)
                .containsEntry("_negative", -5L)
                .containsEntry("_fraction", -0.5)
                .containsEntry("_small", 1e-7)
                .containsEntry("_yes", "true")
                .containsEntry("_no", "false")
                .containsEntry("_nothing", "null")
                .containsEntry("_nan", "NaN")
                .containsEntry("_huge", "1" + "0".repeat(30))
                .containsEntry("_nested", "{\"a\":[1,null,true]}")
                .containsEntry("_list", "[\"x\",2]")
                .containsEntry("_digits", "12")
                .containsEntry("_empty", "");
    }

    @ParameterizedTest
    @CsvSource({
        "key, _key",
        "a b, _a_b",
        "a.b-c_D9, _a.b-c_D9",
        "_x, __x",
        "ключ, _____",
        "\ud83d\udc1ez, __z",
        "'', _field",
        "id, _id_2",
        "_id, __id_2",
        "service, _service_2",
        "user, _user_2",
        "pid, _pid_2",
        "trace_id, _trace_id_2",
        "event_id, _event_id_2",
        "message, _message_2",
        "source, _source_2",
        "timestamp, _timestamp_2",
        "level, _level_2",
        "truncated, _truncated_2",
    })
    void names_are_valid_and_never_those_of_the_context_or_of_graylog(String key, String name) {
        Map<String, Object> fields = fields(SampleEvent.of("m").extra(key, "value"));

        assertThat(fields).containsEntry(name, "value").containsEntry("_service", "svc");
        assertThat(fields).doesNotContainKey("_id");
    }

    @Test
    void names_that_become_the_same_are_numbered() {
        assertThat(fields(SampleEvent.of("m")
                        .extra("a b", 1L)
                        .extra("a_b", 2L)
                        .extra("a-b", 3L)
                        .extra("a\u00e4b", 4L)
                        .context("extra", Map.of("a_b", 5L))))
                .containsEntry("_a_b", 1L)
                .containsEntry("_a_b_2", 2L)
                .containsEntry("_a-b", 3L)
                .containsEntry("_a_b_3", 4L)
                .containsEntry("_a_b_4", 5L);
    }

    @Test
    void a_name_that_a_plain_key_has_is_taken_for_what_comes_after() {
        SampleEvent event = SampleEvent.of("m").extra("a_b", 1L).extra("c", 2L).extra("a b", 3L);
        event.context("extra", Map.of("c", 4L));
        for (int i = 0; i < 3; i++) {
            assertThat(fields(event))
                    .containsEntry("_a_b", 1L)
                    .containsEntry("_c", 2L)
                    .containsEntry("_a_b_2", 3L)
                    .containsEntry("_c_2", 4L);
        }
    }

    @Test
    void fields_of_the_sink_come_with_each_event_unless_it_has_them() {
        GelfEncoder own = new GelfEncoder(Map.of("facility", "billing", "service", "forged"));

        assertThat(read(write(own, SampleEvent.of("m"))))
                .containsEntry("_facility", "billing")
                .containsEntry("_service", "svc")
                .doesNotContainKey("_service_2");
        assertThat(read(write(own, SampleEvent.of("m").extra("facility", "other"))))
                .containsEntry("_facility", "other")
                .doesNotContainKey("_facility_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\u2003\t"})
    void a_message_that_nobody_can_see_is_said_to_be_none(String message) {
        assertThat(fields(SampleEvent.of(message))).containsEntry("short_message", "(no message)");
        assertThat(fields(SampleEvent.of(message).excInfo("a.B: c\n\tat d\n")))
                .containsEntry("short_message", "a.B: c");
    }

    @Test
    void the_host_is_the_host_or_else_the_service() {
        assertThat(fields(SampleEvent.of("m").context("hostname", "h"))).containsEntry("host", "h");
        assertThat(fields(SampleEvent.of("m"))).containsEntry("host", "svc");
        assertThat(fields(SampleEvent.of("m").context("hostname", " \t"))).containsEntry("host", "svc");
    }

    @Test
    void a_stack_is_in_the_full_message() {
        assertThat(fields(SampleEvent.of("m").stackInfo("\tat x\n"))).containsEntry("full_message", "m\n\tat x\n");
        assertThat(fields(SampleEvent.of("m").excInfo("e").stackInfo("s"))).containsEntry("full_message", "m\ne\ns");
        assertThat(fields(SampleEvent.of("m"))).doesNotContainKey("full_message");
    }

    @Test
    void a_field_that_opensearch_would_refuse_is_shortened_in_its_middle() {
        Map<String, Object> fields = fields(SampleEvent.of("m").extra("long", "ж".repeat(20_000) + "end"));

        String kept = String.valueOf(fields.get("_long"));
        assertThat(kept.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(32_700, GelfEncoder.MAX_FIELD_BYTES);
        assertThat(kept).startsWith("жж").contains(" … ").endsWith("жend").doesNotContain("\ufffd");
        assertThat(fields).containsEntry("_truncated", 40_003L - kept.getBytes(StandardCharsets.UTF_8).length + 5);
        assertThat(fields(SampleEvent.of("m".repeat(100_000)))
                        .get("short_message")
                        .toString())
                .as("no keyword")
                .hasSize(100_000);
    }

    @Test
    void what_is_too_long_loses_the_middle_of_its_longest_texts_first() {
        SampleEvent event = SampleEvent.of("short")
                .extra("a", "a".repeat(3000))
                .extra("b", "b".repeat(100))
                .excInfo("x".repeat(50_000) + "Caused by: me");
        Utf8Buffer out = new Utf8Buffer(64);

        encoder.write(event.view(), 8000, out);

        Map<String, Object> fields = read(out.toString());
        assertThat(out.size()).isLessThanOrEqualTo(8000);
        assertThat(fields)
                .containsEntry("short_message", "short")
                .containsEntry("_b", "b".repeat(100))
                .containsKey("_truncated");
        assertThat(fields.get("full_message").toString())
                .startsWith("short\nxx")
                .endsWith("Caused by: me");
    }

    @Test
    void the_logger_is_shortened_like_any_text() {
        SampleEvent event = SampleEvent.of("m").logger("g".repeat(200));
        for (int i = 0; i < 5; i++) {
            event.extra("key" + i, "x".repeat(3000));
        }
        Utf8Buffer out = new Utf8Buffer(64);

        encoder.write(event.view(), 1024, out);

        assertThat(out.size()).isLessThanOrEqualTo(1024);
        assertThat(read(out.toString()).get("_logger").toString()).hasSizeLessThan(150);
        assertThat(fields(event)).containsEntry("_logger", "g".repeat(200));
    }

    @Test
    void too_many_fields_for_the_space_are_left_out_from_the_end() {
        SampleEvent event = SampleEvent.of("m");
        for (int i = 0; i < 5000; i++) {
            event.extra("key" + i, "value " + i);
        }
        Utf8Buffer out = new Utf8Buffer(64);

        encoder.write(event.view(), 1024, out);

        assertThat(out.size()).isLessThanOrEqualTo(1024);
        assertThat(read(out.toString())).containsEntry("_key0", "value 0").containsKey("_truncated");
        assertThat(fields(event)).hasSizeGreaterThan(5000).containsEntry("_key4999", "value 4999");
    }

    @Test
    void an_event_that_cannot_be_read_keeps_what_can_be() {
        assertThat(fields(SampleEvent.of("m").damagedContext()))
                .containsEntry("short_message", "m")
                .containsEntry("host", "unknown")
                .containsKeys("_unreadable", "_event_id", "timestamp");
        assertThat(fields(SampleEvent.of("m").extra("k", "v").damagedExtra())).containsKey("_unreadable");
    }

    /** Whatever bytes an event is made of, it is one GELF message. */
    @Test
    void hostile_events_are_valid_messages() {
        Random random = new Random(20260101);
        for (int round = 0; round < 3000; round++) {
            SampleEvent event = SampleEvent.ofBytes(bytes(random, 40));
            event.context("service", "s" + text(random)).context("hostname", text(random));
            for (int i = random.nextInt(6); i > 0; i--) {
                event.extra(text(random), value(random));
            }
            if (random.nextBoolean()) {
                event.excInfo(text(random));
            }
            Utf8Buffer out = new Utf8Buffer(64);
            int limit = random.nextInt(4) == 0 ? 1024 : Integer.MAX_VALUE;
            encoder.write(event.view(), limit, out);

            assertThat(out.size()).isLessThanOrEqualTo(limit);
            assertThat(out.toByteArray()).doesNotContain(0, '\n');
            Map<String, Object> fields = read(out.toString());
            fields.forEach((name, value) -> {
                assertThat(OURS.contains(name) || NAME.matcher(name).matches())
                        .as(name)
                        .isTrue();
                assertThat(value).isInstanceOfAny(String.class, Long.class, Double.class, BigInteger.class);
            });
            assertThat(fields).doesNotContainKey("_id").containsEntry("version", "1.1");
            assertThat(fields.get("host").toString()).isNotBlank();
            assertThat(fields.get("short_message").toString()).isNotBlank();
            long names = Pattern.compile("\"_?[\\w.\\-]*\":")
                    .matcher(withoutValues(out.toString()))
                    .results()
                    .count();
            assertThat(names).as("each name once").isEqualTo(fields.size());
        }
    }

    /** It keeps heads, contexts and names of earlier events. */
    @Test
    void what_was_written_before_changes_nothing() {
        Random random = new Random(20260102);
        Map<String, String> own = Map.of("facility", "billing", "a b", "static");
        GelfEncoder old = new GelfEncoder(own);
        String[] keys = {"chunk", "codec", "facility", "a b", "a_b", "id", "service", "bytes.in", "x".repeat(70), "k1"};
        String[] loggers = {"app.mod", "app", "other \"quoted\"", "l".repeat(300), "g".repeat(200)};
        for (int round = 0; round < 5000; round++) {
            SampleEvent event = SampleEvent.of("message " + round)
                    .sequence(random.nextLong() >>> random.nextInt(64))
                    .level(LogLevel.values()[random.nextInt(LogLevel.COUNT)])
                    .logger(loggers[random.nextInt(loggers.length)])
                    .at("2026-11-23T20:50:1" + random.nextInt(2) + "." + (100_000 + random.nextInt(900_000)) + "Z")
                    .context("hostname", "host " + random.nextInt(3));
            for (int i = random.nextInt(5); i > 0; i--) {
                event.extra(keys[random.nextInt(keys.length)], random.nextInt(100));
            }
            for (int i = random.nextInt(40); i > 35; i--) {
                event.extra("k" + random.nextInt(3000), "value");
            }
            if (random.nextInt(3) == 0) {
                event.context("extra", Map.of(keys[random.nextInt(keys.length)], "of the context"));
            }
            if (random.nextInt(5) == 0) {
                event.context("user_id", "u".repeat(random.nextInt(6000)));
            }
            int limit = random.nextInt(4) == 0 ? 1024 : Integer.MAX_VALUE;
            Utf8Buffer fromOld = new Utf8Buffer(64);
            Utf8Buffer fromNew = new Utf8Buffer(64);
            old.write(event.view(), limit, fromOld);
            new GelfEncoder(own).write(event.view(), limit, fromNew);

            assertThat(fromOld.toString()).isEqualTo(fromNew.toString());
        }
    }

    /** Strings that are values cannot look like names then. */
    private static String withoutValues(String json) {
        return json.replaceAll(":\"(?:[^\"\\\\]++|\\\\.)*+\"", ":0");
    }

    private static byte[] bytes(Random random, int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10ffff));
        }
        return text.length() == 0 ? "x" : text.toString();
    }

    private static @Nullable Object value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextLong();
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> null;
            case 3 -> random.nextBoolean();
            case 4 -> Map.of(text(random), List.of(text(random), 1L));
            case 5 -> new BigInteger(100, random);
            default -> text(random).repeat(random.nextInt(200) + 1);
        };
    }

    private Map<String, Object> fields(SampleEvent event) {
        return read(text(event));
    }

    private String text(SampleEvent event) {
        return write(encoder, event);
    }

    private static String write(GelfEncoder encoder, SampleEvent event) {
        Utf8Buffer out = new Utf8Buffer(64);
        encoder.write(event.view(), out);
        return out.toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(String json) {
        return (Map<String, Object>) java.util.Objects.requireNonNull(JsonReader.read(json));
    }
}
