package io.logrich.codec;

import io.logrich.codec.EventView.Part;
import io.logrich.context.ContextField;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Contexts as JSON, and those that were written last, ready to be written again: most events have the one of the event
 * before, byte for byte. One thread only.
 */
final class ContextJson {
    private static final byte[] CONTEXT = key("context");
    private static final byte[] EXTRA = key("extra");
    private static final byte[][] KEYS = keys();

    private static final int PLACES = 128;
    private static final int LONGEST_KEPT = 4096;

    /** The bytes of a context in a record, and its member of an event's object. */
    private static final class Known {
        private final byte[] record;
        private final byte[] json;

        Known(byte[] record, byte[] json) {
            this.record = record;
            this.json = json;
        }

        boolean isOf(byte[] bytes, int start, int length) {
            return Arrays.equals(record, 0, record.length, bytes, start, start + length);
        }
    }

    private final boolean full;
    private final CRC32C hash = new CRC32C();
    private final @Nullable Known[] places = new Known[PLACES];
    private @Nullable Known newest;

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
        int start = event.start(Part.CONTEXT);
        int length = event.length(Part.CONTEXT);
        Known known = newest;
        if (known == null || !known.isOf(event.bytes(), start, length)) {
            if (length > LONGEST_KEPT) {
                member(event, json);
                return;
            }
            known = lookUp(event, start, length);
            newest = known;
        }
        json.literal(known.json, 0, known.json.length);
    }

    private Known lookUp(EventView event, int start, int length) throws MalformedEventException {
        hash.reset();
        hash.update(event.bytes(), start, length);
        int place = (int) hash.getValue() & PLACES - 1;
        Known known = places[place];
        if (known == null || !known.isOf(event.bytes(), start, length)) {
            Utf8Buffer out = new Utf8Buffer(2 * length);
            member(event, new JsonWriter(out));
            known = new Known(Arrays.copyOfRange(event.bytes(), start, start + length), out.toByteArray());
            places[place] = known;
        }
        return known;
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
