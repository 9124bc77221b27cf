package io.logrich.text;

import java.util.Arrays;

/**
 * Bytes that are added to buffers again and again, such as the key of a field. They are few, and so are copied eight at a
 * time and some too many: a general copy takes longer to begin than all of this. Immutable.
 */
public final class FixedBytes {
    private static final int WORD = 8;
    private static final int IN_WORDS = 3 * WORD;

    private final long first;
    private final long second;
    private final long third;
    private final byte[] padded;
    private final int length;

    private FixedBytes(byte[] padded, int length) {
        this.first = LittleEndian.getLong(padded, 0);
        this.second = LittleEndian.getLong(padded, WORD);
        this.third = LittleEndian.getLong(padded, 2 * WORD);
        this.padded = padded;
        this.length = length;
    }

    /** Text that is ASCII. */
    public static FixedBytes ofAscii(String text) {
        return of(new Utf8Buffer(text.length()).ascii(text), 0);
    }

    /** A copy of the bytes that a buffer holds from a place on. */
    public static FixedBytes of(Utf8Buffer bytes, int from) {
        int length = bytes.size() - from;
        byte[] padded = Arrays.copyOf(bytes.toByteArray(from), Math.max(IN_WORDS, length));
        return new FixedBytes(padded, length);
    }

    public int length() {
        return length;
    }

    /** How many bytes {@link #copyTo} writes at most. */
    int paddedLength() {
        return padded.length;
    }

    /** Copies them, and what happens to come after them up to {@link #paddedLength}. */
    void copyTo(byte[] target, int at) {
        if (length > IN_WORDS) {
            System.arraycopy(padded, 0, target, at, length);
            return;
        }
        LittleEndian.putLong(target, at, first);
        if (length > WORD) {
            LittleEndian.putLong(target, at + WORD, second);
            if (length > 2 * WORD) {
                LittleEndian.putLong(target, at + 2 * WORD, third);
            }
        }
    }
}
