package io.logrich.text;

/** Digits of whole numbers that are not negative, two of them at a time, since dividing is what costs. Stateless. */
final class Decimals {
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
        int at = start + digits;
        long large = value;
        while (large > Integer.MAX_VALUE && at >= start + 2) {
            long next = large / 100;
            at -= 2;
            LittleEndian.putShort(target, at, PAIRS[(int) (large - next * 100)]);
            large = next;
        }
        int rest = (int) large; // quicker to divide
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
