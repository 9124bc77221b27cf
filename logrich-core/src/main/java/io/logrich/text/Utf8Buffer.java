package io.logrich.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of bytes that takes text as UTF-8 and numbers as little-endian. One thread only. The array is handed
 * out, not copied: it is valid until the next call that adds something.
 */
public final class Utf8Buffer {
    private static final int SMALLEST = 64;

    private static final int SHORT_PART = 24;

    /** Changes no ASCII character, but tells the compiler that it is one. */
    private static final int ASCII = 0x7f;

    private byte[] bytes;
    private int size;

    /** An empty buffer with room for that many bytes before it grows for the first time. */
    public Utf8Buffer(int capacity) {
        this.bytes = new byte[Math.max(SMALLEST, capacity)];
    }

    /** The bytes from 0 to {@link #size()}; the array itself is longer. */
    public byte[] array() {
        return bytes;
    }

    public int size() {
        return size;
    }

    /** Cuts or, within what was reserved, extends the content. */
    public Utf8Buffer size(int newSize) {
        reserve(newSize - size);
        size = newSize;
        return this;
    }

    public Utf8Buffer clear() {
        size = 0;
        return this;
    }

    /** Gives memory back if the array has grown beyond the given capacity; the content is gone. */
    public void shrinkTo(int capacity) {
        size = 0;
        if (bytes.length > capacity) {
            bytes = new byte[capacity];
        }
    }

    public byte[] toByteArray() {
        return toByteArray(0);
    }

    /** The bytes from a place on. */
    public byte[] toByteArray(int from) {
        return Arrays.copyOfRange(bytes, from, size);
    }

    @Override
    public String toString() {
        return toString(0);
    }

    /** The text from a place on. */
    public String toString(int from) {
        return new String(bytes, from, size - from, StandardCharsets.UTF_8);
    }

    /** Makes sure that so many bytes can be added without growing. */
    public void reserve(int more) {
        if (more > bytes.length - size) {
            grow(Math.addExact(size, more));
        }
    }

    private void grow(int needed) {
        bytes = Arrays.copyOf(bytes, Math.max(needed, grown(bytes.length)));
    }

    public Utf8Buffer put(byte value) {
        reserve(1);
        bytes[size++] = value;
        return this;
    }

    /** One character that is ASCII. */
    public Utf8Buffer ascii(char value) {
        return put((byte) value);
    }

    /** Two characters that are ASCII. */
    public Utf8Buffer ascii(char a, char b) {
        return putShort(a | b << 8);
    }

    /** Text that is known to be ASCII, such as a constant of ours. */
    @SuppressWarnings("deprecation") // getBytes(int, int, byte[], int): just what ASCII wants, and no allocation
    public Utf8Buffer ascii(String text) {
        int length = text.length();
        reserve(length);
        text.getBytes(0, length, bytes, size);
        size += length;
        return this;
    }

    public Utf8Buffer put(byte[] source) {
        return put(source, 0, source.length);
    }

    public Utf8Buffer put(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
        return this;
    }

    public Utf8Buffer put(FixedBytes source) {
        reserve(source.paddedLength());
        source.copyTo(bytes, size);
        size += source.length();
        return this;
    }

    /** Adds bytes and a number after them. */
    public Utf8Buffer put(FixedBytes source, long value) {
        reserve(source.paddedLength() + 8);
        source.copyTo(bytes, size);
        LittleEndian.putLong(bytes, size + source.length(), value);
        size += source.length() + 8;
        return this;
    }

    /**
     * A part of an array, of which a short one is copied in words, as {@link FixedBytes} are, where the array has bytes
     * enough after it.
     */
    public Utf8Buffer putShortPart(byte[] source, int offset, int length) {
        if (length > SHORT_PART || source.length - offset < SHORT_PART) {
            return put(source, offset, length);
        }
        reserve(SHORT_PART);
        LittleEndian.putLong(bytes, size, LittleEndian.getLong(source, offset));
        if (length > 8) {
            LittleEndian.putLong(bytes, size + 8, LittleEndian.getLong(source, offset + 8));
            LittleEndian.putLong(bytes, size + 16, LittleEndian.getLong(source, offset + 16));
        }
        size += length;
        return this;
    }

    public Utf8Buffer putShort(int value) {
        reserve(2);
        LittleEndian.putShort(bytes, size, value);
        size += 2;
        return this;
    }

    public Utf8Buffer putInt(int value) {
        reserve(4);
        LittleEndian.putInt(bytes, size, value);
        size += 4;
        return this;
    }

    public Utf8Buffer putLong(long value) {
        reserve(8);
        LittleEndian.putLong(bytes, size, value);
        size += 8;
        return this;
    }

    /** Writes a number over four bytes that are there already. */
    public void setInt(int at, int value) {
        LittleEndian.putInt(bytes, at, value);
    }

    /** Writes a number over eight bytes that are there already. */
    public void setLong(int at, long value) {
        LittleEndian.putLong(bytes, at, value);
    }

    /** Text as UTF-8; a surrogate without its partner becomes U+FFFD. Returns the number of bytes added. */
    public int text(CharSequence text) {
        return text(text, 0, text.length());
    }

    /** Text as UTF-8, see {@link #text(CharSequence)}. */
    public Utf8Buffer add(CharSequence text) {
        text(text);
        return this;
    }

    /** Part of a text as UTF-8, see {@link #text(CharSequence)}. */
    public int text(CharSequence text, int from, int to) {
        int start = size;
        reserve(Math.multiplyExact(to - from, 3));
        byte[] target = bytes;
        int at = size;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                target[at++] = (byte) c;
            } else if (c < 0x800) {
                target[at++] = (byte) (0xc0 | c >> 6);
                target[at++] = (byte) (0x80 | c & 0x3f);
            } else if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                target[at++] = (byte) (0xf0 | point >> 18);
                target[at++] = (byte) (0x80 | point >> 12 & 0x3f);
                target[at++] = (byte) (0x80 | point >> 6 & 0x3f);
                target[at++] = (byte) (0x80 | point & 0x3f);
            } else {
                int unit = Character.isSurrogate(c) ? 0xfffd : c;
                target[at++] = (byte) (0xe0 | unit >> 12);
                target[at++] = (byte) (0x80 | unit >> 6 & 0x3f);
                target[at++] = (byte) (0x80 | unit & 0x3f);
            }
        }
        size = at;
        return at - start;
    }

    /**
     * Part of a text as UTF-8, see {@link #text(CharSequence)}, and which marks its ASCII characters bear, joined by or.
     * Most texts are short: four characters at a time and no loop over single ones, which takes the compiler's code longer
     * to begin than such a text is worth.
     *
     * @param marks by ASCII character
     */
    public int markedText(String text, int from, int to, byte[] marks) {
        reserve(Math.multiplyExact(to - from, 3) + 1); // the last four bytes may be for one character
        int at = from;
        int seen = 0;
        while (to - at >= 4) {
            char a = text.charAt(at);
            char b = text.charAt(at + 1);
            char c = text.charAt(at + 2);
            char d = text.charAt(at + 3);
            if ((a | b | c | d) >= 0x80) {
                return seen | markedRest(text, at, to, marks);
            }
            LittleEndian.putInt(bytes, size, a | b << 8 | c << 16 | d << 24);
            size += 4;
            at += 4;
            seen |= marks[a & ASCII] | marks[b & ASCII] | marks[c & ASCII] | marks[d & ASCII];
        }
        return at < to ? seen | markedEnd(text, at, to, marks) : seen;
    }

    /** One to three characters. */
    private int markedEnd(String text, int from, int to, byte[] marks) {
        char a = text.charAt(from);
        char b = to - from > 1 ? text.charAt(from + 1) : a;
        char c = to - from > 2 ? text.charAt(from + 2) : a;
        if ((a | b | c) >= 0x80) {
            return markedRest(text, from, to, marks);
        }
        LittleEndian.putInt(bytes, size, a | b << 8 | c << 16);
        size += to - from;
        return marks[a & ASCII] | marks[b & ASCII] | marks[c & ASCII];
    }

    private int markedRest(String text, int from, int to, byte[] marks) {
        int start = size;
        text(text, from, to);
        return marks(start, marks);
    }

    /** Which marks the ASCII characters from a place on bear, joined by or. */
    public int marks(int from, byte[] marks) {
        int seen = 0;
        for (int i = from; i < size; i++) {
            if (bytes[i] >= 0) {
                seen |= marks[bytes[i]];
            }
        }
        return seen;
    }

    /** A whole number in decimal. */
    public Utf8Buffer decimal(long value) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                return ascii("-9223372036854775808");
            }
            put((byte) '-');
            value = -value;
        }
        return decimal(value, Decimals.length(value));
    }

    /** A whole number in decimal, zero-padded to so many digits; it must be neither negative nor longer. */
    public Utf8Buffer decimal(long value, int digits) {
        reserve(digits);
        Decimals.write(bytes, size, digits, value);
        size += digits;
        return this;
    }

    private static int grown(int length) {
        return (int) Math.min(Integer.MAX_VALUE - 16L, length * 2L);
    }
}
