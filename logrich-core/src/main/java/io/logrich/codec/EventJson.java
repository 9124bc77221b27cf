package io.logrich.codec;

import io.logrich.codec.EventView.Part;
import io.logrich.event.LogLevel;
import io.logrich.text.FixedBytes;
import io.logrich.text.JsonWriter;
import io.logrich.text.Timestamps;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes events as JSON, the same everywhere, straight from a record's bytes. The compact form leaves out nulls and empty
 * containers (files); the full form keeps them and shows the level in every way (dumps). One thread only.
 */
public final class EventJson {
    private static final Member LOGGER_NAME = new Member("logger_name");
    private static final Member MESSAGE = new Member("message");
    private static final Member EXC_INFO = new Member("exc_info");
    private static final Member STACK_INFO = new Member("stack_info");
    private static final Member THREAD_NAME = new Member("thread_name");
    private static final byte[] EXTRA = ContextJson.key("extra");
    private static final byte[] SEQUENCE = ContextJson.key("sequence");
    private static final FixedBytes[] LEVELS = levels();
    private static final long MICROS = 1_000_000;

    /** Where id, time and the digits of its microseconds stand in the head. */
    private static final int ID = 12;

    private static final int TIME = 59;
    private static final int FRACTION = TIME + 20;

    private final boolean full;
    private final ContextJson contexts;
    private final ValueReader extra = new ValueReader();

    /** Id and time as the first two members; what changes is written over. */
    private final byte[] head = ("\"event_id\":\"" + " ".repeat(32) + "\",\"timestamp\":\"" + " ".repeat(32) + '"')
            .getBytes(StandardCharsets.US_ASCII);

    private final Utf8Buffer time = new Utf8Buffer(40);

    /** The second that stands in the head. */
    private long second = Long.MIN_VALUE;

    private EventJson(boolean full) {
        this.full = full;
        this.contexts = new ContextJson(full);
    }

    /** One line's worth: no nulls, no empty containers. */
    public static EventJson compact() {
        return new EventJson(false);
    }

    /** As in dumps: nulls kept, the level also as name, number, code and icon. */
    public static EventJson full() {
        return new EventJson(true);
    }

    /**
     * Writes one object. In one piece, so that it is too long to be inlined, and compiled once: HotSpot leaves alone what has
     * more than 325 bytes of code (FreqInlineSize).
     */
    public void write(EventView event, JsonWriter json) throws MalformedEventException {
        json.open('{');

        event.eventId().writeTo(head, ID);
        long micros = event.timeMicros();
        long now = Math.floorDiv(micros, MICROS);
        if (now != second) {
            Timestamps.isoUtc(time.clear(), micros);
            System.arraycopy(time.array(), 0, head, TIME, time.size());
            second = now;
        } else {
            Timestamps.micros(head, FRACTION, (int) (micros - now * MICROS));
        }
        json.literal(head, 0, head.length);

        part(json, LOGGER_NAME, event, Part.LOGGER);
        LogLevel level = event.level();
        json.ready(LEVELS[level.ordinal()]);
        if (full) {
            json.key("level_name").string(level.name());
            json.key("level_value").number(level.number());
            json.key("level_code").string(level.code());
            json.key("level_icon").string(level.icon());
        }
        part(json, MESSAGE, event, Part.MESSAGE);
        contexts.write(event, json);

        if (event.length(Part.EXTRA) > 0 || full) {
            json.keyConstant(EXTRA).open('{');
            event.extra(extra);
            while (extra.advance()) {
                extra.writeKey(json);
                extra.writeValue(json);
            }
            json.close('}');
        }

        part(json, EXC_INFO, event, Part.EXC_INFO);
        part(json, STACK_INFO, event, Part.STACK_INFO);
        part(json, THREAD_NAME, event, Part.THREAD);
        json.keyConstant(SEQUENCE).number(event.sequence());
        json.close('}');
    }

    private void part(JsonWriter json, Member member, EventView event, Part part) {
        if (event.has(part)) {
            json.member(member.beforeText, event.bytes(), event.start(part), event.length(part));
        } else if (full) {
            json.ready(member.isNull);
        }
    }

    private static FixedBytes[] levels() {
        FixedBytes[] levels = new FixedBytes[LogLevel.COUNT];
        for (LogLevel level : LogLevel.values()) {
            levels[level.ordinal()] = FixedBytes.ofAscii(",\"level\":\"" + level.lowerName() + '"');
        }
        return levels;
    }

    /** A member whose value is a text or null, and which is not the first one. */
    private static final class Member {
        final FixedBytes beforeText;
        final FixedBytes isNull;

        Member(String name) {
            this.beforeText = FixedBytes.ofAscii(",\"" + name + "\":\"");
            this.isNull = FixedBytes.ofAscii(",\"" + name + "\":null");
        }
    }
}
