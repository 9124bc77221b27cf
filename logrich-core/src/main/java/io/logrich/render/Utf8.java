package io.logrich.render;

import io.logrich.text.LittleEndian;
import io.logrich.text.Utf8Buffer;

/** Looks into bytes that should be UTF-8 (RFC 3629, section 4) and may be anything. Stateless. */
public final class Utf8 {
    /** What {@link #decode} answers for a byte that begins no character. */
    static final int INVALID = -1;

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

    private Utf8() {}

    /** The character at that place, or {@link #INVALID} if there is none that ends before {@code end}. */
    static int decode(byte[] bytes, int at, int end) {
        int lead = bytes[at];
        if (lead >= 0) {
            return lead;
        }
        lead &= 0xff;
        int left = end - at;
        if (lead < 0xc2 || lead > 0xf4) {
            return INVALID;
        } else if (lead < 0xe0) {
            return left < 2 ? INVALID : checked(lead & 0x1f, bytes, at, 1, 0x80, 0x7ff);
        } else if (lead < 0xf0) {
            return left < 3 ? INVALID : checked(lead & 0x0f, bytes, at, 2, 0x800, 0xffff);
        }
        return left < 4 ? INVALID : checked(lead & 0x07, bytes, at, 3, 0x10000, 0x10ffff);
    }

    /** How many bytes a character takes. */
    static int sizeOf(int point) {
        if (point < 0x800) {
            return point < 0x80 ? 1 : 2;
        }
        return point < 0x10000 ? 3 : 4;
    }

    /** Replaces every byte from there on that belongs to no character by U+FFFD, so that the buffer is UTF-8. */
    public static void repair(Utf8Buffer out, int from) {
        int damage = firstInvalid(out.array(), from, out.size());
        if (damage == out.size()) {
            return;
        }
        byte[] rest = java.util.Arrays.copyOfRange(out.array(), damage, out.size());
        out.size(damage);
        int at = 0;
        while (at < rest.length) {
            int valid = firstInvalid(rest, at, rest.length);
            out.put(rest, at, valid - at);
            if (valid < rest.length) {
                out.put(REPLACEMENT);
            }
            at = valid + 1;
        }
    }

    private static int firstInvalid(byte[] bytes, int from, int end) {
        int at = from;
        while (end - at >= 64 && (joined(bytes, at) & HIGH_BITS) == 0) {
            at += 64;
        }
        while (at < end) {
            if (end - at >= 8 && (LittleEndian.getLong(bytes, at) & HIGH_BITS) == 0) {
                at += 8;
                continue;
            }
            int point = decode(bytes, at, end);
            if (point == INVALID) {
                return at;
            }
            at += sizeOf(point);
        }
        return end;
    }

    /** The bits of eight words, joined by or. */
    private static long joined(byte[] bytes, int at) {
        return LittleEndian.getLong(bytes, at)
                | LittleEndian.getLong(bytes, at + 8)
                | LittleEndian.getLong(bytes, at + 16)
                | LittleEndian.getLong(bytes, at + 24)
                | LittleEndian.getLong(bytes, at + 32)
                | LittleEndian.getLong(bytes, at + 40)
                | LittleEndian.getLong(bytes, at + 48)
                | LittleEndian.getLong(bytes, at + 56);
    }

    private static int checked(int start, byte[] bytes, int at, int more, int lowest, int highest) {
        int point = start;
        for (int i = 1; i <= more; i++) {
            int next = bytes[at + i] & 0xff;
            if ((next & 0xc0) != 0x80) {
                return INVALID;
            }
            point = point << 6 | next & 0x3f;
        }
        boolean surrogate = point >= 0xd800 && point <= 0xdfff;
        return point < lowest || point > highest || surrogate ? INVALID : point;
    }
}
