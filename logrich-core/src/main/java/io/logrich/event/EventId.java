package io.logrich.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The name of an event: 128 bits in the form of a version 7 UUID (RFC 9562, section 5.7, with the sub-millisecond fraction
 * of section 6.2, method 3), so that ids sort by time as text and as numbers. Nothing of it is stored: it is computed
 * from the time, the process's run and the sequence, which every record carries. Immutable.
 *
 * <pre>
 *  48 bits  milliseconds since 1970      4 bits  version, 7     12 bits  fraction of the millisecond, 1/4096
 *   2 bits  variant, binary 10          30 bits  run tag        32 bits  low half of the sequence
 * </pre>
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record EventId(long high, long low) {
    private static final int TAG_BITS = 0x3fffffff;
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /**
     * The id of an accepted event.
     *
     * @param timeMicros when it was logged, microseconds since 1970-01-01T00:00:00Z
     * @param runTag any number that tells this process's run from others; 30 bits of it are used
     * @param sequence the event's number within the run
     */
    public static EventId of(long timeMicros, int runTag, long sequence) {
        long millis = Math.floorDiv(timeMicros, 1000L);
        long fraction = (Math.floorMod(timeMicros, 1000L) << 12) / 1000L;
        long high = (millis << 16) | 0x7000L | fraction;
        long low = 0x8000000000000000L | ((long) (runTag & TAG_BITS) << 32) | (sequence & 0xffffffffL);
        return new EventId(high, low);
    }

    /** The id of an event that was not accepted and so has no sequence: another family of numbers of the same run. */
    public static EventId ofDropped(long timeMicros, int runTag, long dropNumber) {
        return of(timeMicros, ~runTag, dropNumber);
    }

    /** The run tag of a run's identity. */
    public static int tagOf(long runHigh, long runLow) {
        long mixed = runHigh * 0x9E3779B97F4A7C15L ^ runLow;
        return (int) (mixed ^ (mixed >>> 32));
    }

    /** Writes the 32 lower-case hexadecimal digits as ASCII. */
    public void writeTo(byte[] target, int offset) {
        hex(high, target, offset);
        hex(low, target, offset + 16);
    }

    @Override
    public String toString() {
        byte[] digits = new byte[32];
        writeTo(digits, 0);
        return new String(digits, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static void hex(long value, byte[] target, int offset) {
        BIG_ENDIAN.set(target, offset, digits(value >>> 32));
        BIG_ENDIAN.set(target, offset + 8, digits(value & 0xffff_ffffL));
    }

    /** The eight digits of 32 bits: each half byte becomes a byte, then all of them digits at once. */
    private static long digits(long value) {
        long halves = (value << 16 | value) & 0x0000ffff0000ffffL;
        halves = (halves << 8 | halves) & 0x00ff00ff00ff00ffL;
        halves = (halves << 4 | halves) & 0x0f0f0f0f0f0f0f0fL;
        long letters = halves + 0x0606060606060606L >>> 4 & 0x0101010101010101L;
        return halves + 0x3030303030303030L + letters * ('a' - '0' - 10);
    }
}
