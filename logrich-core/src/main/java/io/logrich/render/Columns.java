package io.logrich.render;

/** How many columns of a terminal text takes: East Asian characters and emoji two, marks above others none. Stateless. */
final class Columns {
    /** First and last of the ranges that are two columns wide, ascending (Unicode Standard Annex 11, W and F). */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x231a, 0x231b, 0x23e9, 0x23ec, 0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x26a1, 0x26a1,
        0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26d4, 0x26d4, 0x2705, 0x2705, 0x2728, 0x2728, 0x274c, 0x274c, 0x2753, 0x2755,
        0x2795, 0x2797, 0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97c, 0xac00, 0xd7a3,
        0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18cff, 0x1b000, 0x1b2ff, 0x1f18e,
        0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f265, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f7e0, 0x1f7eb, 0x1f900,
        0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x3fffd
    };

    private Columns() {}

    /** How many columns the text between two places takes. */
    static int count(byte[] utf8, int from, int to) {
        int columns = 0;
        int at = from;
        while (at < to) {
            int point = Utf8.decode(utf8, at, to);
            columns += of(point);
            at += point == Utf8.INVALID ? 1 : Utf8.sizeOf(point);
        }
        return columns;
    }

    /** Where text that may take so many columns ends, at most {@code to}. */
    static int end(byte[] utf8, int from, int to, int columns) {
        int left = columns;
        int at = from;
        while (at < to) {
            int point = Utf8.decode(utf8, at, to);
            left -= of(point);
            if (left < 0) {
                break;
            }
            at += point == Utf8.INVALID ? 1 : Utf8.sizeOf(point);
        }
        return at;
    }

    private static int of(int point) {
        if (point < 0x300) {
            return 1;
        }
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(point) ? 2 : 1;
        };
    }

    private static boolean isWide(int point) {
        for (int i = 0; i < WIDE.length && point >= WIDE[i]; i += 2) {
            if (point <= WIDE[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
