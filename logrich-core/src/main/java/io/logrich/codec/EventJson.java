package io.logrich.codec;

import io.logrich.codec.EventView.Part;
import io.logrich.event.LogLevel;
import io.logrich.text.JsonWriter;
import io.logrich.text.Timestamps;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes events as JSON, the same everywhere, straight from a record's bytes. The compact form leaves out nulls and empty
 * containers (files); the full form keeps them and shows the level in every way (dumps). One thread only.
 */
public final class EventJson {
    private static final byte[] LOGGER_NAME = key("logger_name");
    private static final byte[] MESSAGE = key("message");
    private static final byte[] EXTRA = key("extra");
    private static final byte[] EXC_INFO = key("exc_info");
    private static final byte[] STACK_INFO = key("stack_info");
    private static final byte[] THREAD_NAME = key("thread_name");
    private static final byte[] SEQUENCE = key("sequence");
    private static final byte[][] LEVELS = levels();
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

    /** Writes one object. */
    public void write(EventView event, JsonWriter json) throws MalformedEventException {
        json.open('{');
        head(event);
        json.literal(head, 0, head.length);
        part(json, LOGGER_NAME, event, Part.LOGGER);
        level(json, event.level());
        part(json, MESSAGE, event, Part.MESSAGE);
        contexts.write(event, json);
        extra(json, event);
        part(json, EXC_INFO, event, Part.EXC_INFO);
        part(json, STACK_INFO, event, Part.STACK_INFO);
        part(json, THREAD_NAME, event, Part.THREAD);
        json.keyConstant(SEQUENCE).number(event.sequence());
        json.close('}');
    }

    private void head(EventView event) {
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
    }

    private void level(JsonWriter json, LogLevel level) {
        byte[] member = LEVELS[level.ordinal()];
        json.literal(member, 0, member.length);
        if (full) {
            json.key("level_name").string(level.name());
            json.key("level_value").number(level.number());
            json.key("level_code").string(level.code());
            json.key("level_icon").string(level.icon());
        }
    }

    private void part(JsonWriter json, byte[] key, EventView event, Part part) {
        if (event.has(part)) {
            json.keyConstant(key).string(event.bytes(), event.start(part), event.length(part));
        } else if (full) {
            json.keyConstant(key).literal("null");
        }
    }

    private void extra(JsonWriter json, EventView event) throws MalformedEventException {
        if (event.length(Part.EXTRA) == 0 && !full) {
            return;
        }
        json.keyConstant(EXTRA).open('{');
        event.extra(extra);
        while (extra.advance()) {
            extra.writeKey(json);
            extra.writeValue(json);
        }
        json.close('}');
    }

    private static byte[] key(String name) {
        return ContextJson.key(name);
    }

    private static byte[][] levels() {
        byte[][] levels = new byte[LogLevel.COUNT][];
        for (LogLevel level : LogLevel.values()) {
            levels[level.ordinal()] = ("\"level\":\"" + level.lowerName() + '"').getBytes(StandardCharsets.US_ASCII);
        }
        return levels;
    }
}
