package io.logrich.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259) into a {@link Utf8Buffer}, compact. It keeps no state but a comma: the caller opens and closes.
 * One thread only.
 */
public final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** For each byte: 0 as it is, 1 as a \\u escape, else the letter after the backslash. */
    private static final byte[] ESCAPES = new byte[256];

    static {
        for (int i = 0; i < 0x20; i++) {
            ESCAPES[i] = 1;
        }
        ESCAPES[0x7f] = 1;
        ESCAPES['"'] = '"';
        ESCAPES['\\'] = '\\';
        ESCAPES['\n'] = 'n';
        ESCAPES['\r'] = 'r';
        ESCAPES['\t'] = 't';
        ESCAPES['\b'] = 'b';
        ESCAPES['\f'] = 'f';
    }

    private final Utf8Buffer out;
    private boolean first = true;

    public JsonWriter(Utf8Buffer out) {
        this.out = out;
    }

    public Utf8Buffer out() {
        return out;
    }

    /** Begins anew, where its buffer ends now: what comes next is the first value. */
    public JsonWriter restart() {
        first = true;
        return this;
    }

    public JsonWriter open(char bracket) {
        begin(bracket);
        first = true;
        return this;
    }

    public JsonWriter close(char bracket) {
        out.ascii(bracket);
        first = false;
        return this;
    }

    /** A key that needs no escaping, such as a constant of ours, given as {@code "name":} in ASCII. */
    public JsonWriter keyConstant(byte[] quotedWithColon) {
        comma();
        out.put(quotedWithColon);
        first = true;
        return this;
    }

    /** A member that is not the first one and has a text for a value, given as UTF-8; {@code ,"name":"} comes before it. */
    public JsonWriter member(FixedBytes commaNameQuote, byte[] utf8, int offset, int length) {
        out.put(commaNameQuote);
        escaped(utf8, offset, length);
        out.ascii('"');
        first = false;
        return this;
    }

    /** What is ready in ASCII, the comma before it included, and ends with a value. */
    public JsonWriter ready(FixedBytes ascii) {
        out.put(ascii);
        first = false;
        return this;
    }

    public JsonWriter key(CharSequence key) {
        string(key);
        out.ascii(':');
        first = true;
        return this;
    }

    public JsonWriter key(byte[] utf8, int offset, int length) {
        begin('"');
        escaped(utf8, offset, length);
        out.ascii('"', ':');
        first = true;
        return this;
    }

    public JsonWriter string(CharSequence text) {
        comma();
        out.ascii('"');
        int from = out.size();
        out.text(text);
        if (needsEscape(out.array(), from, out.size())) {
            byte[] raw = java.util.Arrays.copyOfRange(out.array(), from, out.size());
            out.size(from);
            escaped(raw, 0, raw.length);
        }
        out.ascii('"');
        return this;
    }

    /** Text that is UTF-8 already. */
    public JsonWriter string(byte[] utf8, int offset, int length) {
        begin('"');
        escaped(utf8, offset, length);
        out.ascii('"');
        return this;
    }

    public JsonWriter number(long value) {
        comma();
        out.decimal(value);
        return this;
    }

    /** A number; what JSON has no number for (NaN, infinities) becomes its name as a string. */
    public JsonWriter number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return string(Double.toString(value));
        }
        comma();
        out.ascii(Double.toString(value));
        return this;
    }

    /** A number in its decimal form, as ASCII. */
    public JsonWriter literal(byte[] ascii, int offset, int length) {
        comma();
        out.put(ascii, offset, length);
        return this;
    }

    public JsonWriter literal(String ascii) {
        comma();
        out.ascii(ascii);
        return this;
    }

    /** Any value of the closed set of an event's fields; what is of another type is written as its text. */
    public JsonWriter value(@Nullable Object value) {
        if (value == null) {
            return literal("null");
        } else if (value instanceof Boolean || value instanceof java.math.BigInteger) {
            return literal(value.toString());
        } else if (value instanceof Double || value instanceof Float) {
            return number(((Number) value).doubleValue());
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            return number(((Number) value).longValue());
        } else if (value instanceof java.math.BigDecimal decimal) {
            return literal(decimal.toString());
        } else if (value instanceof Map<?, ?> map) {
            open('{');
            map.forEach((key, item) -> key(String.valueOf(key)).value(item));
            return close('}');
        } else if (value instanceof Iterable<?> items) {
            open('[');
            items.forEach(this::value);
            return close(']');
        }
        return string(String.valueOf(value));
    }

    private void begin(char c) {
        if (first) {
            out.ascii(c);
        } else {
            out.ascii(',', c);
        }
        first = false;
    }

    private void comma() {
        if (!first) {
            out.ascii(',');
        }
        first = false;
    }

    private static boolean needsEscape(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (to - at >= 8 && isPlain(LittleEndian.getLong(bytes, at))) {
                at += 8;
            } else if (ESCAPES[bytes[at++] & 0xff] != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether none of eight bytes is to be escaped: each is at least a blank, no quote, no backslash, and not 0x7f. */
    private static boolean isPlain(long eight) {
        long quotes = eight ^ '"' * EACH;
        long backslashes = eight ^ '\\' * EACH;
        long deletes = eight ^ 0x7f * EACH;
        long found = eight - ' ' * EACH & ~eight
                | quotes - EACH & ~quotes
                | backslashes - EACH & ~backslashes
                | deletes - EACH & ~deletes;
        return (found & HIGH_BITS) == 0;
    }

    private void escaped(byte[] utf8, int offset, int length) {
        if (isSurelyPlain(utf8, offset, length)) {
            out.putShortPart(utf8, offset, length);
        } else {
            escapedInParts(utf8, offset, length);
        }
    }

    /** Whether nothing in a text is to be escaped; false says nothing. The last word may overlap the one before it. */
    private static boolean isSurelyPlain(byte[] utf8, int offset, int length) {
        if (length < 8) {
            return length > 0
                    && utf8.length - offset >= 8
                    && isPlain(beginning(LittleEndian.getLong(utf8, offset), length));
        }
        int last = offset + length - 8;
        int at = offset;
        boolean plain = true;
        while (plain && last - at > 0) {
            plain = isPlain(LittleEndian.getLong(utf8, at));
            at += 8;
        }
        return plain && isPlain(LittleEndian.getLong(utf8, last));
    }

    /** The first bytes of a word, and blanks in the place of the others. */
    private static long beginning(long eight, int length) {
        long others = -1L << 8 * length;
        return eight & ~others | ' ' * EACH & others;
    }

    private void escapedInParts(byte[] utf8, int offset, int length) {
        int end = offset + length;
        int run = offset;
        int at = offset;
        while (at < end) {
            if (end - at >= 8 && isPlain(LittleEndian.getLong(utf8, at))) {
                at += 8;
                continue;
            }
            for (int stop = Math.min(end, at + 8); at < stop; at++) {
                byte escape = ESCAPES[utf8[at] & 0xff];
                if (escape != 0) {
                    out.put(utf8, run, at - run);
                    run = at + 1;
                    escape(utf8[at], escape);
                }
            }
        }
        out.put(utf8, run, end - run);
    }

    private void escape(byte value, byte escape) {
        out.ascii('\\');
        if (escape == 1) {
            out.ascii("u00").put(HEX[value >> 4 & 15]).put(HEX[value & 15]);
        } else {
            out.put(escape);
        }
    }
}
