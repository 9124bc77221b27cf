package io.logrich.capture;

/** Finds a character of UTF-8 whose end is missing. Stateless. */
final class Utf8Tail {
    private static final int LONGEST = 4;

    private Utf8Tail() {}

    /** How many of the last bytes are the beginning of a character that is not there entirely. */
    static int incompleteBytes(byte[] bytes, int length) {
        for (int back = 1; back < LONGEST && back <= length; back++) {
            int b = bytes[length - back];
            if ((b & 0xc0) != 0x80) { // not a byte that continues a character
                return back < lengthOf(b) ? back : 0;
            }
        }
        return 0;
    }

    private static int lengthOf(int first) {
        if ((first & 0xe0) == 0xc0) {
            return 2;
        } else if ((first & 0xf0) == 0xe0) {
            return 3;
        }
        return (first & 0xf8) == 0xf0 ? LONGEST : 1;
    }
}
