package io.logrich.text;

/** Digits of whole numbers that are not negative: up to eight of them at once, else two at a time. Stateless. */
final class Decimals {
    private static final int EIGHT_DIGITS = 100_000_000;

    private static final short[] PAIRS = pairs();

    private Decimals() {}

    /** How many digits a number has, 1 to 19. */
    static int length(long value) {
        int digits = 1;
        for (long next = 10; next <= value && digits < 19; next *= 10) {
            digits++;
        }
        return digits;
    }

    /** Writes so many digits, with zeros in front; what the number has more of is left out. */
    static void write(byte[] target, int start, int digits, long value) {
        if (value < EIGHT_DIGITS && digits <= 8 && target.length - start >= 8) {
            long others = digits == 8 ? 0 : -1L << 8 * digits;
            long written = eight((int) value) >>> 8 * (8 - digits);
            LittleEndian.putLong(target, start, written & ~others | LittleEndian.getLong(target, start) & others);
        } else {
            writePairs(target, start, digits, value);
        }
    }

    /** The eight digits of a number, the first one lowest: split into fours, those into pairs, and those into digits. */
    private static long eight(int value) {
        long fours = value / 10_000 | (long) (value % 10_000) << 32;
        long hundreds = fours * 10_486 >>> 20 & 0x0000_007f_0000_007fL;
        long pairs = hundreds | fours - 100 * hundreds << 16;
        long tens = pairs * 103 >>> 10 & 0x000f_000f_000f_000fL;
        return (tens | pairs - 10 * tens << 8) + 0x3030_3030_3030_3030L;
    }

    private static void writePairs(byte[] target, int start, int digits, long value) {
        int at = start + digits;
        long large = value;
        while (large > Integer.MAX_VALUE && at >= start + 2) {
            long next = large / 100;
            at -= 2;
            LittleEndian.putShort(target, at, PAIRS[(int) (large - next * 100)]);
            large = next;
        }
        int rest = (int) (large > Integer.MAX_VALUE ? large % 10 : large); // quicker to divide
        while (at >= start + 2) {
            int next = rest / 100;
            at -= 2;
            LittleEndian.putShort(target, at, PAIRS[rest - next * 100]);
            rest = next;
        }
        if (at > start) {
            target[start] = (byte) ('0' + rest % 10);
        }
    }

    private static short[] pairs() {
        short[] pairs = new short[100];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) ('0' + i / 10 | '0' + i % 10 << 8);
        }
        return pairs;
    }
}
