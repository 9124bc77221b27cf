package io.logrich.codec;

import io.logrich.text.JsonWriter;
import io.logrich.text.LittleEndian;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Steps over a sequence of values, with keys or without, and bounds every step by the memory it was given. One thread
 * only.
 */
public final class ValueReader {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int end;
    private boolean keyed;
    private int depth;
    private int next;
    private int keyAt;
    private int keyLength;
    private int kind;
    private int valueAt;
    private int valueLength;

    /** A reader of nothing yet. */
    ValueReader() {}

    private ValueReader(byte[] bytes, int start, int length, boolean keyed, int depth) throws MalformedEventException {
        if (depth > EventLayout.MAX_DEPTH) {
            throw new MalformedEventException("values nested deeper than " + EventLayout.MAX_DEPTH);
        }
        this.bytes = bytes;
        this.next = start;
        this.end = start + length;
        this.keyed = keyed;
        this.depth = depth;
    }

    /** Reads the entries of an extra between two places. */
    public static ValueReader entries(byte[] bytes, int start, int end) throws MalformedEventException {
        return ofEntries(bytes, start, end - start);
    }

    /** Reads the entries of an extra; what it has read before is forgotten. */
    void restart(byte[] newBytes, int start, int length) {
        bytes = newBytes;
        next = start;
        end = start + length;
        keyed = true;
        depth = 0;
    }

    static ValueReader ofEntries(byte[] bytes, int start, int length) throws MalformedEventException {
        return new ValueReader(bytes, start, length, true, 0);
    }

    /** A reader of exactly one value, already stepped to. */
    static ValueReader ofOne(byte[] bytes, int start, int length) throws MalformedEventException {
        ValueReader reader = new ValueReader(bytes, start, length, false, 0);
        if (!reader.advance()) {
            throw new MalformedEventException("a value is missing");
        }
        return reader;
    }

    /** Steps to the next value; false at the end. */
    public boolean advance() throws MalformedEventException {
        if (next >= end) {
            return false;
        }
        if (keyed) {
            need(2);
            keyLength = LittleEndian.getShort(bytes, next);
            keyAt = next + 2;
            next = keyAt;
            need(keyLength);
            next += keyLength;
        }
        need(1);
        kind = bytes[next++];
        valueLength = lengthOf(kind);
        valueAt = next;
        need(valueLength);
        next += valueLength;
        return true;
    }

    /** Where the bytes after the current value begin. */
    public int position() {
        return next;
    }

    public String key() {
        return new String(bytes, keyAt, keyLength, StandardCharsets.UTF_8);
    }

    /** Whether the current key is that text. */
    public boolean hasKey(String text) {
        if (text.length() > keyLength) {
            return false; // a character takes at least a byte
        }
        return key().equals(text);
    }

    /** Where the bytes of the current key begin. */
    public int keyStart() {
        return keyAt;
    }

    /** How many bytes the current key has. */
    public int keyLength() {
        return keyLength;
    }

    /** Whether the current value is a whole number that fits into a long. */
    public boolean isWhole() {
        return kind == EventLayout.WHOLE;
    }

    /** The current value, if it is such a number. */
    public long whole() {
        return LittleEndian.getLong(bytes, valueAt);
    }

    /** Writes the current key. */
    public void writeKey(JsonWriter json) {
        json.key(bytes, keyAt, keyLength);
    }

    /** Whether the current value is nothing: null, or an empty map or list. */
    public boolean isEmpty() {
        return kind == EventLayout.NULL || (kind == EventLayout.MAP || kind == EventLayout.LIST) && valueLength == 0;
    }

    public boolean isText() {
        return kind == EventLayout.TEXT;
    }

    /** The memory that {@link #valueStart()} points into. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the bytes of the current text begin. */
    public int valueStart() {
        return valueAt;
    }

    /** How many bytes the current text has. */
    public int valueLength() {
        return valueLength;
    }

    /** Writes the current value as JSON. */
    public void writeValue(JsonWriter json) throws MalformedEventException {
        switch (kind) {
            case EventLayout.NULL -> json.literal("null");
            case EventLayout.FALSE -> json.literal("false");
            case EventLayout.TRUE -> json.literal("true");
            case EventLayout.WHOLE -> json.number(LittleEndian.getLong(bytes, valueAt));
            case EventLayout.NUMBER -> json.number(Double.longBitsToDouble(LittleEndian.getLong(bytes, valueAt)));
            case EventLayout.TEXT -> json.string(bytes, valueAt, valueLength);
            case EventLayout.DECIMAL -> json.literal(decimal().toString());
            case EventLayout.MAP -> {
                ValueReader entries = new ValueReader(bytes, valueAt, valueLength, true, depth + 1);
                json.open('{');
                while (entries.advance()) {
                    entries.writeKey(json);
                    entries.writeValue(json);
                }
                json.close('}');
            }
            default -> {
                ValueReader items = new ValueReader(bytes, valueAt, valueLength, false, depth + 1);
                json.open('[');
                while (items.advance()) {
                    items.writeValue(json);
                }
                json.close(']');
            }
        }
    }

    /** The current value as an object. */
    public @Nullable Object value() throws MalformedEventException {
        return switch (kind) {
            case EventLayout.NULL -> null;
            case EventLayout.FALSE -> false;
            case EventLayout.TRUE -> true;
            case EventLayout.WHOLE -> LittleEndian.getLong(bytes, valueAt);
            case EventLayout.NUMBER -> Double.longBitsToDouble(LittleEndian.getLong(bytes, valueAt));
            case EventLayout.TEXT -> new String(bytes, valueAt, valueLength, StandardCharsets.UTF_8);
            case EventLayout.DECIMAL -> decimal();
            case EventLayout.MAP -> new ValueReader(bytes, valueAt, valueLength, true, depth + 1).toMap();
            default -> new ValueReader(bytes, valueAt, valueLength, false, depth + 1).toList();
        };
    }

    /** All entries that are left, in their order. */
    public Map<String, @Nullable Object> toMap() throws MalformedEventException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (advance()) {
            map.put(key(), value());
        }
        return Collections.unmodifiableMap(map);
    }

    /** Walks everything that is left. */
    void checkAll() throws MalformedEventException {
        while (advance()) {
            checkCurrent();
        }
    }

    /** Walks the current value, and its key if it has one. */
    void checkCurrent() throws MalformedEventException {
        if (keyed && !EventCheck.isUtf8(bytes, keyAt, keyLength)) {
            throw new MalformedEventException("a key that is not UTF-8");
        }
        if (kind == EventLayout.TEXT && !EventCheck.isUtf8(bytes, valueAt, valueLength)) {
            throw new MalformedEventException("a text that is not UTF-8");
        } else if (kind == EventLayout.DECIMAL) {
            decimal();
        } else if (kind == EventLayout.MAP || kind == EventLayout.LIST) {
            new ValueReader(bytes, valueAt, valueLength, kind == EventLayout.MAP, depth + 1).checkAll();
        }
    }

    private List<@Nullable Object> toList() throws MalformedEventException {
        List<@Nullable Object> list = new ArrayList<>();
        while (advance()) {
            list.add(value());
        }
        return Collections.unmodifiableList(list);
    }

    private Number decimal() throws MalformedEventException {
        if (valueLength > EventLayout.MAX_DECIMAL) {
            throw new MalformedEventException("a number of " + valueLength + " characters");
        }
        try {
            String digits = new String(bytes, valueAt, valueLength, StandardCharsets.US_ASCII);
            boolean whole = digits.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
            return whole ? (Number) new BigInteger(digits) : new BigDecimal(digits);
        } catch (NumberFormatException wrong) {
            throw new MalformedEventException("a number that is none");
        }
    }

    private int lengthOf(int kind) throws MalformedEventException {
        return switch (kind) {
            case EventLayout.NULL, EventLayout.FALSE, EventLayout.TRUE -> 0;
            case EventLayout.WHOLE, EventLayout.NUMBER -> 8;
            case EventLayout.TEXT, EventLayout.MAP, EventLayout.LIST, EventLayout.DECIMAL -> {
                need(4);
                int length = LittleEndian.getInt(bytes, next);
                next += 4;
                yield length;
            }
            default -> throw new MalformedEventException("a value of unknown kind " + kind);
        };
    }

    private void need(int length) throws MalformedEventException {
        if (length < 0 || length > end - next) {
            throw new MalformedEventException("a value of " + length + " bytes where " + (end - next) + " are left");
        }
    }
}
