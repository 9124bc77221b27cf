package io.logrich.codec;

import io.logrich.text.LittleEndian;
import io.logrich.text.Utf8Buffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Freezes the values of fields into bytes, on the thread that logs. Whatever a value does when it is asked for its text
 * (it throws, it answers null, it contains itself) costs only that value. Stateless.
 */
final class ValueWriter {
    private static final int MAX_KEY_BYTES = 1024;

    private ValueWriter() {}

    /** Writes one value. */
    static void write(Utf8Buffer out, @Nullable Object value) {
        write(out, value, 0);
    }

    /** Writes one entry of a map: key and value. */
    static void writeEntry(Utf8Buffer out, String key, @Nullable Object value) {
        writeEntry(out, key, value, 0);
    }

    /** Writes a text. */
    static void writeText(Utf8Buffer out, CharSequence text) {
        int length = begin(out, EventLayout.TEXT);
        out.setInt(length, out.text(text));
    }

    private static void writeEntry(Utf8Buffer out, String key, @Nullable Object value, int depth) {
        writeKey(out, key);
        write(out, value, depth);
    }

    /** Writes the key of an entry. */
    static void writeKey(Utf8Buffer out, String key) {
        int at = out.size();
        out.putShort(0);
        int length = out.text(key, 0, Math.min(key.length(), MAX_KEY_BYTES / 3));
        LittleEndian.putShort(out.array(), at, length);
    }

    private static void write(Utf8Buffer out, @Nullable Object value, int depth) {
        if (value instanceof String text) {
            writeText(out, text);
        } else if (value == null) {
            out.put((byte) EventLayout.NULL);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            out.put((byte) EventLayout.WHOLE).putLong(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            out.put((byte) (flag ? EventLayout.TRUE : EventLayout.FALSE));
        } else if (value instanceof Double || value instanceof Float) {
            double number = value instanceof Float single ? Double.parseDouble(single.toString()) : (Double) value;
            out.put((byte) EventLayout.NUMBER).putLong(Double.doubleToRawLongBits(number));
        } else {
            writeObject(out, value, depth);
        }
    }

    private static void writeObject(Utf8Buffer out, Object value, int depth) {
        int start = out.size();
        try {
            if (value instanceof Map<?, ?> map && depth < EventLayout.MAX_DEPTH) {
                writeMap(out, map, depth);
            } else if (value instanceof Iterable<?> items
                    && !(value instanceof java.nio.file.Path)
                    && depth < EventLayout.MAX_DEPTH) {
                writeList(out, items, depth);
            } else if (value instanceof Object[] items && depth < EventLayout.MAX_DEPTH) {
                writeList(out, java.util.Arrays.asList(items), depth);
            } else if (value instanceof BigInteger || value instanceof BigDecimal) {
                writeDecimal(out, value.toString());
            } else if (value instanceof Optional<?> optional) {
                write(out, optional.orElse(null), depth);
            } else {
                writeText(out, String.valueOf(value.toString()));
            }
        } catch (RuntimeException | StackOverflowError failed) {
            out.size(start);
            writeText(
                    out,
                    "[" + value.getClass().getName() + ": " + failed.getClass().getSimpleName() + "]");
        }
    }

    private static void writeDecimal(Utf8Buffer out, String digits) {
        if (digits.length() > EventLayout.MAX_DECIMAL) {
            writeText(out, digits);
            return;
        }
        int length = begin(out, EventLayout.DECIMAL);
        out.setInt(length, out.text(digits));
    }

    private static void writeMap(Utf8Buffer out, Map<?, ?> map, int depth) {
        int length = begin(out, EventLayout.MAP);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            writeEntry(out, String.valueOf(entry.getKey()), entry.getValue(), depth + 1);
        }
        out.setInt(length, out.size() - length - 4);
    }

    private static void writeList(Utf8Buffer out, Iterable<?> items, int depth) {
        int length = begin(out, EventLayout.LIST);
        for (Object item : items) {
            write(out, item, depth + 1);
        }
        out.setInt(length, out.size() - length - 4);
    }

    /** Writes the kind and leaves room for the length, whose place is the answer. */
    static int begin(Utf8Buffer out, int kind) {
        out.put((byte) kind);
        int at = out.size();
        out.putInt(0);
        return at;
    }
}
