package io.logrich.render;

import io.logrich.text.LittleEndian;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Makes text of events harmless for a terminal and for whoever reads lines: what could move the cursor, change colours,
 * reverse the direction of writing or begin a new line becomes a visible escape ({@code \n}, {@code \x1b},
 * {@code \u202e}); everything else is copied as it is, in runs. Text is never interpreted. Stateless.
 */
public final class SafeText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long BLANKS = 0x2020202020202020L;

    private SafeText() {}

    /** That text, harmless; for what comes from a file that somebody else may have written. */
    public static String of(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Utf8Buffer out = new Utf8Buffer(utf8.length + 16);
        write(out, utf8, 0, utf8.length);
        return out.toString();
    }

    /** Adds that text, which should be UTF-8; bytes that are not are shown as {@code \xNN}. */
    static void write(Utf8Buffer out, byte[] utf8, int offset, int length) {
        int end = offset + length;
        int run = offset;
        int at = plainUntil(utf8, offset, end);
        while (at < end) {
            int point = Utf8.decode(utf8, at, end);
            int size = point == Utf8.INVALID ? 1 : Utf8.sizeOf(point);
            if (!isHarmless(point)) {
                out.put(utf8, run, at - run);
                escape(out, point == Utf8.INVALID ? utf8[at] & 0xff : point);
                run = at + size;
            }
            at = plainUntil(utf8, at + size, end);
        }
        out.put(utf8, run, end - run);
    }

    /** The first place that is not printable ASCII. */
    private static int plainUntil(byte[] bytes, int from, int end) {
        int at = from;
        while (end - at >= 8 && isPlain(LittleEndian.getLong(bytes, at))) {
            at += 8;
        }
        while (at < end && bytes[at] >= 0x20 && bytes[at] != 0x7f) {
            at++;
        }
        return at;
    }

    /**
     * Whether eight bytes are all printable ASCII. Subtracting a blank sets the high bit of the lowest byte below it,
     * adding one that of a DEL; what borrows and carries do beyond that byte no longer matters.
     */
    private static boolean isPlain(long eight) {
        return ((eight - BLANKS | eight + ONES | eight) & HIGH_BITS) == 0;
    }

    private static boolean isHarmless(int point) {
        if (point < 0x2028) {
            return point >= 0xa0 || point >= 0x20 && point < 0x7f;
        }
        boolean separatorOrOverride = point <= 0x202e;
        boolean isolate = point >= 0x2066 && point <= 0x2069;
        return !separatorOrOverride && !isolate;
    }

    private static void escape(Utf8Buffer out, int point) {
        switch (point) {
            case '\n' -> out.ascii("\\n");
            case '\r' -> out.ascii("\\r");
            case '\t' -> out.ascii("\\t");
            default -> {
                out.ascii(point < 0x100 ? "\\x" : "\\u");
                for (int shift = point < 0x100 ? 4 : 12; shift >= 0; shift -= 4) {
                    out.put(HEX[point >> shift & 15]);
                }
            }
        }
    }
}
