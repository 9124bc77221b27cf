package io.logrich.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.render.SampleEvent;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static final SampleEvent EVENT = SampleEvent.of("m")
            .at("2026-11-23T20:50:14.000789Z")
            .context("user_id", "u\"1")
            .context("k", 1)
            .extra("n", 2);

    private static final String START = "{\"event_id\":\"01a20a2c6f707c9faf98811b00000001\","
            + "\"timestamp\":\"2026-11-23T20:50:14.000789+00:00\",\"logger_name\":\"app.mod\",\"level\":\"info\",";

    @Test
    void the_compact_form_leaves_out_what_is_nothing() throws MalformedEventException {
        assertThat(line(EventJson.compact(), EVENT))
                .isEqualTo(START + "\"message\":\"m\",\"context\":{\"service\":\"svc\",\"environment\":\"env\","
                        + "\"job_id\":\"job\",\"user_id\":\"u\\\"1\",\"extra\":{\"k\":1}},"
                        + "\"extra\":{\"n\":2},\"thread_name\":\"main\",\"sequence\":1}");
    }

    @Test
    void the_full_form_keeps_it() throws MalformedEventException {
        assertThat(line(EventJson.full(), EVENT))
                .isEqualTo(START
                        + "\"level_name\":\"INFO\",\"level_value\":20,\"level_code\":\"INFO\",\"level_icon\":\"ℹ\","
                        + "\"message\":\"m\",\"context\":{\"service\":\"svc\",\"environment\":\"env\","
                        + "\"job_id\":\"job\",\"request_id\":null,\"user_id\":\"u\\\"1\",\"user_name\":null,"
                        + "\"hostname\":null,\"process_id\":null,\"process_id_chain\":[],\"trace_id\":null,"
                        + "\"span_id\":null,\"extra\":{\"k\":1}},\"extra\":{\"n\":2},\"exc_info\":null,"
                        + "\"stack_info\":null,\"thread_name\":\"main\",\"sequence\":1}");
    }

    /** What is kept of an event for the next ones never shows: whoever writes an event first writes the same. */
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void an_event_is_the_same_whatever_was_written_before(
            @ForAll @Size(min = 2, max = 30) List<@From("events") SampleEvent> events, @ForAll boolean full)
            throws MalformedEventException {
        EventJson used = full ? EventJson.full() : EventJson.compact();
        for (SampleEvent event : events) {
            EventJson fresh = full ? EventJson.full() : EventJson.compact();

            assertThat(line(used, event)).isEqualTo(line(fresh, event));
        }
    }

    @Test
    void more_contexts_than_are_kept_are_each_written_as_they_are() throws MalformedEventException {
        EventJson json = EventJson.compact();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1000; i++) {
                assertThat(line(json, SampleEvent.of("m").context("request_id", "r" + i)))
                        .contains("\"request_id\":\"r" + i + "\"");
            }
        }
    }

    @Test
    void a_context_that_cannot_be_read_is_not_kept() throws MalformedEventException {
        EventJson json = EventJson.compact();
        String before = line(json, EVENT);
        for (int i = 0; i < 2; i++) {
            Utf8Buffer out = new Utf8Buffer(64);
            EventView damaged = SampleEvent.of("m").damagedContext().view();

            assertThatThrownBy(() -> json.write(damaged, new JsonWriter(out)))
                    .isInstanceOf(MalformedEventException.class);
            assertThat(line(json, EVENT)).isEqualTo(before);
        }
    }

    @Provide
    Arbitrary<SampleEvent> events() {
        Arbitrary<Long> micros = Arbitraries.oneOf(
                Arbitraries.longs().between(-3_000_000, 3_000_000),
                Arbitraries.longs().between(0, 4_000_000_000_000_000L));
        Arbitrary<String> users = Arbitraries.oneOf(
                Arbitraries.of("ada", "bob", "jos\u00e9", "\"\\\n"),
                Arbitraries.just("long".repeat(2000)),
                Values.texts());
        Arbitrary<String> keys = Arbitraries.of("tenant", "shard", "k\"");
        return Combinators.combine(
                        micros, users, keys, Values.any(), Arbitraries.of(true, false), Arbitraries.integers())
                .as((time, user, key, value, own, sequence) -> {
                    SampleEvent event = SampleEvent.of(user)
                            .at(Instant.EPOCH.plusNanos(time * 1000).toString())
                            .run(sequence % 2 == 0 ? SampleEvent.RUN : new UUID(time, sequence))
                            .sequence(sequence)
                            .context("user_name", user)
                            .context(key, value);
                    return own ? event.extra(key, value).excInfo(user) : event;
                });
    }

    private static String line(EventJson json, SampleEvent event) throws MalformedEventException {
        Utf8Buffer out = new Utf8Buffer(64);
        json.write(event.view(), new JsonWriter(out));
        return out.toString();
    }
}
