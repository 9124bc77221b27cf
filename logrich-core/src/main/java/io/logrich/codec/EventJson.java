package io.logrich.codec;

import io.logrich.codec.EventView.Part;
import io.logrich.context.ContextField;
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
    private static final byte[] EVENT_ID = key("event_id");
    private static final byte[] TIMESTAMP = key("timestamp");
    private static final byte[] LOGGER_NAME = key("logger_name");
    private static final byte[] LEVEL = key("level");
    private static final byte[] MESSAGE = key("message");
    private static final byte[] CONTEXT = key("context");
    private static final byte[] EXTRA = key("extra");
    private static final byte[] EXC_INFO = key("exc_info");
    private static final byte[] STACK_INFO = key("stack_info");
    private static final byte[] THREAD_NAME = key("thread_name");
    private static final byte[] SEQUENCE = key("sequence");
    private static final byte[][] CONTEXT_KEYS = contextKeys();

    private final boolean full;
    private final byte[] id = new byte[32];
    private final Utf8Buffer time = new Utf8Buffer(40);

    private EventJson(boolean full) {
        this.full = full;
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
        event.eventId().writeTo(id, 0);
        json.keyConstant(EVENT_ID).string(id, 0, id.length);
        time.clear();
        Timestamps.isoUtc(time, event.timeMicros());
        json.keyConstant(TIMESTAMP).string(time.array(), 0, time.size());
        part(json, LOGGER_NAME, event, Part.LOGGER);
        level(json, event.level());
        part(json, MESSAGE, event, Part.MESSAGE);
        context(json, event);
        extra(json, event);
        part(json, EXC_INFO, event, Part.EXC_INFO);
        part(json, STACK_INFO, event, Part.STACK_INFO);
        part(json, THREAD_NAME, event, Part.THREAD);
        json.keyConstant(SEQUENCE).number(event.sequence());
        json.close('}');
    }

    private void level(JsonWriter json, LogLevel level) {
        json.keyConstant(LEVEL).string(level.lowerName());
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

    private void context(JsonWriter json, EventView event) throws MalformedEventException {
        json.keyConstant(CONTEXT).open('{');
        ContextReader context = event.context();
        int expected = 0;
        boolean extraSeen = false;
        while (context.advance()) {
            ContextField field = context.field();
            if (field != null && field.ordinal() >= expected) {
                nulls(json, expected, field.ordinal());
                json.keyConstant(CONTEXT_KEYS[field.ordinal()]);
                context.value().writeValue(json);
                expected = field.ordinal() + 1;
            } else if (context.isExtra() && !extraSeen && !context.value().isEmpty()) {
                nulls(json, expected, CONTEXT_KEYS.length);
                expected = CONTEXT_KEYS.length;
                json.keyConstant(EXTRA);
                context.value().writeValue(json);
                extraSeen = true;
            }
        }
        nulls(json, expected, CONTEXT_KEYS.length);
        if (full && !extraSeen) {
            json.keyConstant(EXTRA).open('{').close('}');
        }
        json.close('}');
    }

    private void nulls(JsonWriter json, int from, int to) {
        for (int i = from; full && i < to; i++) {
            json.keyConstant(CONTEXT_KEYS[i]);
            if (i == ContextField.PROCESS_ID_CHAIN.ordinal()) {
                json.open('[').close(']');
            } else {
                json.literal("null");
            }
        }
    }

    private void extra(JsonWriter json, EventView event) throws MalformedEventException {
        if (event.length(Part.EXTRA) == 0 && !full) {
            return;
        }
        json.keyConstant(EXTRA).open('{');
        ValueReader extra = event.extra();
        while (extra.advance()) {
            extra.writeKey(json);
            extra.writeValue(json);
        }
        json.close('}');
    }

    private static byte[][] contextKeys() {
        ContextField[] fields = ContextField.values();
        byte[][] keys = new byte[fields.length][];
        for (ContextField field : fields) {
            keys[field.ordinal()] = key(field.key());
        }
        return keys;
    }

    private static byte[] key(String name) {
        return ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }
}
