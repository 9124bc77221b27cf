package io.logrich.spool;

import io.logrich.text.LittleEndian;

/**
 * Payloads that prove themselves: writer, number and length say what every other byte has to be. At least {@link #MIN}
 * bytes long.
 */
final class Payloads {
    static final int MIN = 16;

    private Payloads() {}

    static byte[] of(int writer, long number, int length) {
        byte[] payload = new byte[length];
        fill(payload, writer, number, length);
        return payload;
    }

    /** Writes a payload into the first bytes of an array. */
    static void fill(byte[] target, int writer, long number, int length) {
        LittleEndian.putInt(target, 0, writer);
        LittleEndian.putInt(target, 4, length);
        LittleEndian.putLong(target, 8, number);
        long state = seed(writer, number, length);
        for (int at = MIN; at < length; at++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            target[at] = (byte) (state >>> 56);
        }
    }

    static int writerOf(byte[] bytes, int offset) {
        return LittleEndian.getInt(bytes, offset);
    }

    static long numberOf(byte[] bytes, int offset) {
        return LittleEndian.getLong(bytes, offset + 8);
    }

    /** Whether every byte is what it has to be. */
    static boolean isWhole(byte[] bytes, int offset, int length) {
        if (length < MIN || LittleEndian.getInt(bytes, offset + 4) != length) {
            return false;
        }
        long state = seed(writerOf(bytes, offset), numberOf(bytes, offset), length);
        for (int at = MIN; at < length; at++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            if (bytes[offset + at] != (byte) (state >>> 56)) {
                return false;
            }
        }
        return true;
    }

    /** A length from {@link #MIN} on that depends on the number alone. */
    static int lengthFor(long number, int below) {
        return MIN + (int) Long.remainderUnsigned(number * 0x9E3779B97F4A7C15L >>> 20, below - MIN);
    }

    private static long seed(int writer, long number, int length) {
        return writer * 31L + number * 0x9E3779B97F4A7C15L + length;
    }
}
