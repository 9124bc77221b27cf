package io.logrich.render;

import io.logrich.codec.ContextReader;
import io.logrich.codec.MalformedEventException;
import io.logrich.codec.ValueReader;
import io.logrich.context.ContextField;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import org.jspecify.annotations.Nullable;

/** Keys and values of fields as they stand in a line: text as it is, everything else as JSON. One thread only. */
final class FieldText {
    /** The key under which a line says which part of an event could not be read. */
    static final String UNREADABLE = "unreadable";

    /** What one hostile value may make us keep. */
    private static final int KEPT_BYTES = 64 * 1024;

    private final Utf8Buffer scratch = new Utf8Buffer(256);

    /** Adds the current key. */
    void key(ValueReader entry, Utf8Buffer out) {
        if (isWord(entry.bytes(), entry.keyStart(), entry.keyLength())) {
            out.put(entry.bytes(), entry.keyStart(), entry.keyLength());
            return;
        }
        entry.writeKey(json());
        withoutQuotesAndColon(out);
    }

    /** Whether it looks the same in JSON and is harmless: printable ASCII without quotes and backslashes. */
    private static boolean isWord(byte[] bytes, int start, int length) {
        for (int i = start; i < start + length; i++) {
            byte b = bytes[i];
            if (b < 0x20 || b == 0x7f || b == '"' || b == '\\') {
                return false;
            }
        }
        return true;
    }

    void key(String key, Utf8Buffer out) {
        json().key(key);
        withoutQuotesAndColon(out);
    }

    /** Adds the current value. */
    void value(ValueReader entry, Utf8Buffer out) throws MalformedEventException {
        if (entry.isText()) {
            SafeText.write(out, entry.bytes(), entry.valueStart(), entry.valueLength());
        } else if (entry.isWhole()) {
            out.decimal(entry.whole());
        } else {
            entry.writeValue(json());
            SafeText.write(out, scratch.array(), 0, scratch.size());
        }
    }

    void value(@Nullable Object value, Utf8Buffer out) {
        if (value instanceof String text) {
            scratch.shrinkTo(KEPT_BYTES);
            scratch.text(text);
        } else {
            json().value(value);
        }
        SafeText.write(out, scratch.array(), 0, scratch.size());
    }

    /** Adds a context as a JSON object; extra is one of its members. */
    void context(ContextReader context, Utf8Buffer out) throws MalformedEventException {
        JsonWriter json = json().open('{');
        while (context.advance()) {
            ContextField field = context.field();
            if (field != null || context.isExtra()) {
                context.value().writeValue(json.key(field == null ? "extra" : field.key()));
            }
        }
        json.close('}');
        SafeText.write(out, scratch.array(), 0, scratch.size());
    }

    /** Adds all entries as a JSON object. */
    void entries(ValueReader entries, Utf8Buffer out) throws MalformedEventException {
        JsonWriter json = json().open('{');
        while (entries.advance()) {
            entries.writeKey(json);
            entries.writeValue(json);
        }
        json.close('}');
        SafeText.write(out, scratch.array(), 0, scratch.size());
    }

    /** Whether the current value is not worth a place in a line: null or an empty map. */
    boolean isAbsent(ValueReader entry) throws MalformedEventException {
        if (!entry.isEmpty()) {
            return false;
        }
        entry.writeValue(json());
        return scratch.array()[0] != '[';
    }

    private JsonWriter json() {
        scratch.shrinkTo(KEPT_BYTES);
        return new JsonWriter(scratch);
    }

    private void withoutQuotesAndColon(Utf8Buffer out) {
        SafeText.write(out, scratch.array(), 1, scratch.size() - 3);
    }
}
