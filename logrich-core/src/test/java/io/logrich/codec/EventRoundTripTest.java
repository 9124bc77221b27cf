package io.logrich.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.codec.EventView.Part;
import io.logrich.context.ContextFields;
import io.logrich.context.LogContext;
import io.logrich.event.EventId;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.text.JsonReader;
import io.logrich.text.JsonWriter;
import io.logrich.text.LittleEndian;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** From parts to bytes and back to an event; and bytes that were made to hurt. */
class EventRoundTripTest {
    private static final UUID RUN = new UUID(0x0123456789abcdefL, 0xfedcba9876543210L);

    private final Utf8Buffer out = new Utf8Buffer(64);
    private final EventWriter writer = new EventWriter(out);
    private final ContextEncoder encoder = ContextEncoder.plain();

    /** What a logging thread has in hand. */
    record Parts(
            long micros,
            String logger,
            String thread,
            String message,
            LogContext context,
            Map<String, Object> extra,
            String excInfo,
            String stackInfo,
            int level,
            long sequence) {}

    @Property(tries = 700, edgeCases = EdgeCasesMode.NONE)
    void an_event_comes_back_as_it_was(@ForAll("events") Parts parts) throws MalformedEventException {
        EventView view = view(write(parts, 13), 13, parts);
        new EventCheck().check(view);

        LogEvent event = view.toEvent();

        assertThat(event.timestamp()).isEqualTo(Instant.EPOCH.plus(parts.micros, ChronoUnit.MICROS));
        assertThat(event.loggerName()).isEqualTo(parts.logger);
        assertThat(event.threadName()).isEqualTo(parts.thread);
        assertThat(event.message()).isEqualTo(parts.message);
        assertThat(event.context().toMap(true)).isEqualTo(Values.after(parts.context.toMap(true)));
        assertThat(event.extra()).isEqualTo(Values.after(parts.extra));
        assertThat(event.extra().keySet()).containsExactlyElementsOf(parts.extra.keySet());
        assertThat(event.excInfo()).isEqualTo(parts.excInfo);
        assertThat(event.stackInfo()).isEqualTo(parts.stackInfo);
        assertThat(event.level()).isEqualTo(LogLevel.atMost(parts.level));
        assertThat(event.sequence()).isEqualTo(parts.sequence);
        assertThat(event.runId()).isEqualTo(RUN);
        int tag = EventId.tagOf(RUN.getMostSignificantBits(), RUN.getLeastSignificantBits());
        assertThat(event.eventId())
                .isEqualTo(EventId.of(parts.micros, tag, parts.sequence).toString());
    }

    /** A writer leaves the head of an event where it is if the next one has the same: nobody may be able to tell. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void an_event_does_not_depend_on_those_before_it(
            @ForAll("events") Parts one, @ForAll("events") Parts other, @ForAll @Size(max = 12) List<Boolean> which) {
        byte[][] loggers = {utf8(one.logger), utf8(other.logger)};
        byte[][] threads = {utf8(one.thread), utf8(other.thread)};
        for (int i = 0; i < which.size(); i++) {
            byte[] logger = loggers[which.get(i) ? 0 : 1];
            byte[] thread = threads[which.get((i * 5 + 1) % which.size()) ? 0 : 1];
            Parts parts = which.get((i * 7 + 3) % which.size()) ? one : other;
            if (i == which.size() / 2) {
                out.shrinkTo(64); // as after an unusual event
            }
            byte[] ours = write(writer, out, parts, logger, thread);
            Utf8Buffer fresh = new Utf8Buffer(0);
            assertThat(ours).isEqualTo(write(new EventWriter(fresh), fresh, parts, logger, thread));
        }
    }

    private byte[] write(EventWriter target, Utf8Buffer into, Parts parts, byte[] logger, byte[] thread) {
        target.begin(parts.micros, RUN, logger, thread)
                .message(parts.message)
                .context(parts.context.encodedBy(encoder));
        parts.extra.forEach(target::extra);
        target.extraAdded().excInfo(parts.excInfo).stackInfo(parts.stackInfo);
        return Arrays.copyOf(into.array(), target.end());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void its_json_says_the_same(@ForAll("events") Parts parts) throws MalformedEventException {
        EventView view = view(write(parts, 0), 0, parts);
        LogEvent event = view.toEvent();
        JsonWriter full = new JsonWriter(new Utf8Buffer(0));
        JsonWriter compact = new JsonWriter(new Utf8Buffer(0));
        EventJson.full().write(view, full);
        EventJson.compact().write(view, compact);

        Map<?, ?> whole = (Map<?, ?>) JsonReader.read(full.out().toString());
        Map<?, ?> brief = (Map<?, ?>) JsonReader.read(compact.out().toString());

        assertThat(whole.get("event_id")).isEqualTo(event.eventId());
        assertThat(whole.get("message")).isEqualTo(event.message());
        assertThat(whole.get("level")).isEqualTo(event.level().lowerName());
        assertThat(whole.get("level_value")).isEqualTo((long) event.level().number());
        assertThat(whole.get("exc_info")).isEqualTo(event.excInfo());
        assertThat(whole.get("sequence")).isEqualTo(event.sequence());
        assertThat(Instant.parse(((String) whole.get("timestamp")).replace("+00:00", "Z")))
                .isEqualTo(event.timestamp());
        assertThat(((Map<?, ?>) whole.get("context")).keySet())
                .as("all twelve, in their order")
                .isEqualTo(event.context().toMap(true).keySet());
        assertThat(((Map<?, ?>) whole.get("extra")).keySet())
                .isEqualTo(event.extra().keySet());
        assertThat(List.copyOf(whole.keySet()).toString())
                .isEqualTo("[event_id, timestamp, logger_name, level, level_name, level_value, level_code, level_icon,"
                        + " message, context, extra, exc_info, stack_info, thread_name, sequence]");
        assertThat(List.<Object>copyOf(brief.values())).doesNotContain(Map.of(), List.of());
        assertThat(List.<Object>copyOf(((Map<?, ?>) brief.get("context")).values()))
                .doesNotContain(Map.of());
        assertThat(brief.get("message")).isEqualTo(event.message());
    }

    @Test
    void long_names_are_cut_and_the_rest_stays_in_its_place() throws MalformedEventException {
        Parts parts = new Parts(
                1, "l".repeat(70_000), "t".repeat(1000), "message", context(), Map.of("k", 1), "trace", null, 20, 1);
        LogEvent event = view(write(parts, 0), 0, parts).toEvent();

        assertThat(event.loggerName()).hasSize(65_535);
        assertThat(event.threadName()).hasSize(512);
        assertThat(event.message()).isEqualTo("message");
        assertThat(event.extra()).isEqualTo(Map.of("k", 1L));
        assertThat(event.excInfo()).isEqualTo("trace");
        assertThat(event.stackInfo()).isNull();
    }

    @Test
    void an_empty_trace_is_not_the_same_as_none() throws MalformedEventException {
        Parts parts = new Parts(0, "", "", "", context(), Map.of(), "", "", 20, 1);
        EventView view = view(write(parts, 0), 0, parts);

        assertThat(view.has(Part.EXC_INFO)).isTrue();
        assertThat(view.toEvent().excInfo()).isEmpty();
    }

    @Test
    void a_context_without_the_required_fields_and_with_unknown_ones_is_read() throws MalformedEventException {
        Utf8Buffer context = new Utf8Buffer(0);
        context.put((byte) 77);
        ValueWriter.write(context, Map.of("from", "the future"));
        context.put((byte) 4);
        ValueWriter.write(context, "req-1");
        writer.begin(0, RUN, new byte[0], "").message("").context(context.toByteArray());

        LogEvent event =
                new EventView().wrap(out.array(), 0, writer.end(), 20, 0, 1).toEvent();

        assertThat(event.context().service()).isEqualTo("unknown");
        assertThat(event.context().requestId()).isEqualTo("req-1");
    }

    @Test
    void a_record_shorter_than_an_event_is_malformed() {
        byte[] bytes = new byte[100];
        for (int length = 0; length < 48; length++) {
            int short_ = length;
            assertThatThrownBy(() -> new EventView().wrap(bytes, 0, short_, 20, 0, 1))
                    .isInstanceOf(MalformedEventException.class);
        }
    }

    /** Whatever bytes a whole record holds: reading them ends with an event or with MalformedEventException. */
    @Test
    void changed_bytes_are_read_or_malformed_and_never_anything_else() throws MalformedEventException {
        Random random = new Random(11);
        EventCheck check = new EventCheck();
        int read = 0;
        int malformed = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] bytes = hostile(random);
            try {
                EventView view = new EventView().wrap(bytes, 0, bytes.length, random.nextInt(256), 0, i);
                check.check(view);
                view.toEvent();
                EventJson.full().write(view, new JsonWriter(new Utf8Buffer(0)));
                read++;
            } catch (MalformedEventException expected) {
                malformed++;
            } catch (RuntimeException | Error wrong) {
                throw new AssertionError("round " + i, wrong);
            }
        }
        assertThat(read).isGreaterThan(3000);
        assertThat(malformed).isGreaterThan(3000);
    }

    @Test
    void a_check_that_has_seen_contexts_finds_what_one_finds_that_has_not() throws MalformedEventException {
        Random random = new Random(12);
        EventCheck check = new EventCheck();
        int[] found = new int[2];
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = hostile(random);
            EventView view = new EventView();
            try {
                view.wrap(bytes, 0, bytes.length, 20, 0, i);
            } catch (MalformedEventException short_) {
                continue;
            }
            boolean good = isGood(new EventCheck(), view);
            assertThat(isGood(check, view)).as("round %d", i).isEqualTo(good);
            found[good ? 1 : 0]++;
        }
        assertThat(found[0]).isGreaterThan(1000);
        assertThat(found[1]).isGreaterThan(1000);
    }

    @Test
    void a_broken_letter_is_found_wherever_it_stands() throws MalformedEventException {
        LogContext context = ContextFields.empty()
                .set("service", "grün")
                .set("environment", "e")
                .set("job_id", "j")
                .build();
        Map<String, Object> extra = Map.of("ä key", List.of(Map.of("grün", "grün")));
        Parts parts = new Parts(1, "grün", "grün", "grün", context, extra, "grün", "grün", 20, 1);
        byte[] good = write(parts, 0);
        EventCheck check = new EventCheck();
        check.check(view(good, 0, parts));
        int letters = 0;
        for (int at = 0; at + 1 < good.length; at++) {
            if (good[at] == (byte) 0xc3 && (good[at + 1] == (byte) 0xbc || good[at + 1] == (byte) 0xa4)) {
                byte[] broken = good.clone();
                broken[at + 1] = 'x';
                assertThat(isGood(check, view(broken, 0, parts)))
                        .as("at %d", at)
                        .isFalse();
                letters++;
            }
        }
        assertThat(letters).isEqualTo(9);
        assertThat(isGood(check, view(good, 0, parts))).isTrue();
    }

    private static boolean isGood(EventCheck check, EventView view) {
        try {
            check.check(view);
            return true;
        } catch (MalformedEventException wrong) {
            return false;
        }
    }

    private byte[] hostile(Random random) {
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put("a", List.of(1, "two", Map.of("three", 3.5)));
        extra.put("b", new java.math.BigInteger("12345678901234567890"));
        Parts parts = new Parts(
                random.nextLong(), "logger", "thread", "a message ü", context(), extra, "trace", "stack", 20, 1);
        byte[] bytes = write(parts, 0);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 ->
                    bytes[Math.min(bytes.length - 1, 24 + random.nextInt(24))] =
                            (byte) (random.nextBoolean() ? random.nextInt(4) : -1);
                case 2 ->
                    LittleEndian.putInt(bytes, Math.max(0, Math.min(at, bytes.length - 4)), random.nextInt(64) - 8);
                default -> bytes = Arrays.copyOf(bytes, 4 + random.nextInt(bytes.length));
            }
        }
        return bytes;
    }

    private byte[] write(Parts parts, int offset) {
        byte[] logger = parts.logger.getBytes(StandardCharsets.UTF_8);
        writer.begin(parts.micros, RUN, logger, parts.thread).message(parts.message);
        writer.context(parts.context.encodedBy(encoder));
        parts.extra.forEach(writer::extra);
        int length = writer.excInfo(parts.excInfo).stackInfo(parts.stackInfo).end();
        byte[] bytes = new byte[offset + length];
        System.arraycopy(out.array(), 0, bytes, offset, length);
        return bytes;
    }

    private static EventView view(byte[] bytes, int offset, Parts parts) throws MalformedEventException {
        return new EventView().wrap(bytes, offset, bytes.length - offset, parts.level, 0, parts.sequence);
    }

    private static LogContext context() {
        return ContextFields.empty()
                .set("service", "s")
                .set("environment", "e")
                .set("job_id", "j")
                .set("process_id_chain", List.of(1, 2, 3))
                .set("x", Map.of("y", List.of(true)))
                .build();
    }

    @Provide
    Arbitrary<Parts> events() {
        Arbitrary<String> texts = Values.texts();
        Arbitrary<Map<String, Object>> extras =
                Arbitraries.maps(texts, Values.any()).ofMaxSize(5).map(LinkedHashMap::new);
        return Combinators.combine(
                        Arbitraries.longs().between(-62_135_596_800_000_000L, 253_402_300_799_999_999L),
                        texts,
                        texts,
                        texts,
                        contexts(),
                        extras,
                        texts.injectNull(0.5),
                        Arbitraries.longs().between(1, Long.MAX_VALUE))
                .as((micros, logger, thread, message, context, extra, trace, sequence) -> new Parts(
                        micros,
                        logger,
                        thread,
                        message,
                        context,
                        extra,
                        trace,
                        trace == null ? "s" : null,
                        (int) (sequence % 60),
                        sequence));
    }

    private static Arbitrary<LogContext> contexts() {
        Arbitrary<String> names = Values.texts().map(text -> "x" + text);
        return Combinators.combine(
                        names,
                        names.injectNull(0.5),
                        Arbitraries.longs().injectNull(0.5),
                        Arbitraries.longs().list().ofMaxSize(8),
                        Arbitraries.maps(names, Values.any()).ofMaxSize(3))
                .as((service, user, pid, chain, extra) -> ContextFields.empty()
                        .set("service", service)
                        .set("environment", "test")
                        .set("job_id", "j")
                        .set("user_id", user)
                        .set("trace_id", user)
                        .set("process_id", pid)
                        .set("process_id_chain", chain)
                        .set("extra", extra)
                        .build());
    }
}
