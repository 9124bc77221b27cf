package io.logrich.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.text.JsonReader;
import io.logrich.text.Utf8Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void is_the_event_as_one_object() throws CharacterCodingException {
        Map<?, ?> event = read(
                JsonLine.compact(),
                SampleEvent.of("line\nbreak \u2028 \u001b[31m \ud83d\udc1e").extra("n", 1));

        assertThat(event.get("message")).isEqualTo("line\nbreak \u2028 \u001b[31m 🐞");
        assertThat(event.get("level")).isEqualTo("info");
        assertThat(event.get("extra")).isEqualTo(Map.of("n", 1L));
        assertThat(event.containsKey("exc_info")).isFalse();
        assertThat(read(JsonLine.full(), SampleEvent.of("m")).containsKey("exc_info"))
                .isTrue();
    }

    @Test
    void one_after_the_other_into_this_buffer_and_that_they_read_as_if_each_were_the_first() {
        JsonLine line = JsonLine.compact();
        Utf8Buffer out = new Utf8Buffer(64);
        Utf8Buffer other = new Utf8Buffer(64);
        SampleEvent[] events = {
            SampleEvent.of("a").extra("n", 1).extra("m", "x"),
            SampleEvent.of("b").extra("bad", "text").damagedExtra(),
            SampleEvent.of("c"),
            SampleEvent.of("d").extra("k", 2)
        };
        StringBuilder expected = new StringBuilder();
        for (SampleEvent event : events) {
            Utf8Buffer fresh = new Utf8Buffer(64);
            JsonLine.compact().write(event.view(), fresh);
            expected.append(fresh).append('\n');
            line.write(event.view(), out);
            out.ascii('\n');
            line.write(event.view(), other);
            other.ascii('\n');
        }

        assertThat(out.toString()).isEqualTo(expected.toString()).isEqualTo(other.toString());
    }

    @Test
    void bytes_that_are_no_text_are_replaced() throws CharacterCodingException {
        byte[] message = {'a', (byte) 0xff, 'b', (byte) 0xed, (byte) 0xa0, (byte) 0x80};

        assertThat(read(JsonLine.compact(), SampleEvent.ofBytes(message)).get("message"))
                .isEqualTo("a\ufffdb\ufffd\ufffd\ufffd");
    }

    @Test
    void keeps_what_can_be_read_of_a_damaged_event() throws CharacterCodingException {
        SampleEvent event = SampleEvent.of("m\"")
                .extra("bad", "text")
                .damagedExtra()
                .excInfo("why")
                .sequence(7);

        Map<?, ?> read = read(JsonLine.compact(), event);

        assertThat(read.get("message")).isEqualTo("m\"");
        assertThat(read.get("event_id")).isEqualTo(event.view().eventId().toString());
        assertThat(read.get("timestamp")).isEqualTo("2026-11-23T20:50:14.000000+00:00");
        assertThat(read.get("logger_name")).isEqualTo("app.mod");
        assertThat(read.get("exc_info")).isEqualTo("why");
        assertThat(read.get("thread_name")).isEqualTo("main");
        assertThat(read.get("sequence")).isEqualTo(7L);
        assertThat(read.get("extra")).asString().startsWith("{unreadable=");
    }

    @Test
    void one_damaged_event_leaves_no_trace_in_the_next() throws CharacterCodingException {
        JsonLine json = JsonLine.compact();
        SampleEvent event = SampleEvent.of("m").extra("bad", "text").damagedExtra();

        assertThat(read(json, event)).isEqualTo(read(json, event));
        assertThat(read(json, SampleEvent.of("m")).get("timestamp")).isEqualTo("2026-11-23T20:50:14.000000+00:00");
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void is_valid_JSON_on_one_line_whatever_the_event_holds(
            @ForAll @Size(max = 60) byte[] message,
            @ForAll String key,
            @ForAll String value,
            @ForAll double number,
            @ForAll boolean damaged)
            throws CharacterCodingException {
        SampleEvent event = SampleEvent.ofBytes(message)
                .context("k" + key, value)
                .extra(key, Map.of(value, number))
                .extra("last", "text")
                .excInfo(value);
        if (damaged) {
            event.damagedExtra();
        }

        Map<?, ?> read = read(JsonLine.full(), event);

        assertThat(read.get("message")).isNotNull();
    }

    private static Map<?, ?> read(JsonLine json, SampleEvent event) throws CharacterCodingException {
        Utf8Buffer out = new Utf8Buffer(64);
        json.write(event.view(), out);
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(out.toByteArray()))
                .toString();
        assertThat(text).doesNotContain("\n");
        return (Map<?, ?>) JsonReader.read(text);
    }
}
