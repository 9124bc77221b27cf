package io.logrich.codec;

import io.logrich.codec.EventView.Part;
import io.logrich.context.ContextField;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Contexts as JSON, and those that were written last, ready to be written again: most events have the one of the event
 * before, byte for byte. One thread only.
 */
final class ContextJson {
    private static final byte[] CONTEXT = key("context");
    private static final byte[] EXTRA = key("extra");
    private static final byte[][] KEYS = keys();

    private final boolean full;
    private final KnownContexts<byte[]> known = new KnownContexts<>() {
        @Override
        protected byte[] make(EventView event) throws MalformedEventException {
            Utf8Buffer out = new Utf8Buffer(2 * event.length(Part.CONTEXT));
            member(event, new JsonWriter(out));
            return out.toByteArray();
        }
    };

    /**
     * Contexts for one form of events.
     *
     * @param full whether nulls and empty containers are kept
     */
    ContextJson(boolean full) {
        this.full = full;
    }

    /** Writes an event's context as the next member of its object. */
    void write(EventView event, JsonWriter json) throws MalformedEventException {
        byte[] member = known.of(event);
        if (member == null) {
            member(event, json);
        } else {
            json.literal(member, 0, member.length);
        }
    }

    private void member(EventView event, JsonWriter json) throws MalformedEventException {
        json.keyConstant(CONTEXT).open('{');
        ContextReader context = event.context();
        int expected = 0;
        boolean extraSeen = false;
        while (context.advance()) {
            ContextField field = context.field();
            if (field != null && field.ordinal() >= expected) {
                nulls(json, expected, field.ordinal());
                json.keyConstant(KEYS[field.ordinal()]);
                context.value().writeValue(json);
                expected = field.ordinal() + 1;
            } else if (context.isExtra() && !extraSeen && !context.value().isEmpty()) {
                nulls(json, expected, KEYS.length);
                expected = KEYS.length;
                json.keyConstant(EXTRA);
                context.value().writeValue(json);
                extraSeen = true;
            }
        }
        nulls(json, expected, KEYS.length);
        if (full && !extraSeen) {
            json.keyConstant(EXTRA).open('{').close('}');
        }
        json.close('}');
    }

    private void nulls(JsonWriter json, int from, int to) {
        for (int i = from; full && i < to; i++) {
            json.keyConstant(KEYS[i]);
            if (i == ContextField.PROCESS_ID_CHAIN.ordinal()) {
                json.open('[').close(']');
            } else {
                json.literal("null");
            }
        }
    }

    private static byte[][] keys() {
        ContextField[] fields = ContextField.values();
        byte[][] keys = new byte[fields.length][];
        for (ContextField field : fields) {
            keys[field.ordinal()] = key(field.key());
        }
        return keys;
    }

    /** A key as {@link JsonWriter#keyConstant} wants it. */
    static byte[] key(String name) {
        return ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }
}
