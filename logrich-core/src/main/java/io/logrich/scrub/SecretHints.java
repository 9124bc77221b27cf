package io.logrich.scrub;

/**
 * Tells text that may hold a secret from text that does not, at the price of one look at each of its bytes: nearly all text
 * holds none, and is not looked at again. Immutable.
 */
public final class SecretHints {
    private static final int SEPARATOR = 1;
    private static final int AT = 2;
    private static final int LETTER_B = 4;
    private static final int DASH = 8;

    private static final byte[] BEARER = {'e', 'a', 'r', 'e', 'r'};
    private static final byte[] BASIC = {'a', 's', 'i', 'c'};
    private static final byte[] BEGIN = {'-', '-', '-', '-', 'B', 'E', 'G', 'I', 'N'};

    private static final byte[] MARKS = new byte[128];

    static {
        MARKS['='] = SEPARATOR;
        MARKS[':'] = SEPARATOR;
        MARKS['@'] = AT;
        MARKS['b'] = LETTER_B;
        MARKS['B'] = LETTER_B;
        MARKS['-'] = DASH;
    }

    private final SecretKeys keys;

    SecretHints(SecretKeys keys) {
        this.keys = keys;
    }

    /** By ASCII character: the bits to gather from all characters of a text. Not to be changed. */
    public byte[] marks() {
        return MARKS;
    }

    /**
     * Whether a text may hold a secret.
     *
     * @param utf8 the text's bytes
     * @param seen the marks of all its characters, joined by or
     */
    public boolean maybe(byte[] utf8, int from, int to, int seen) {
        if (seen == 0 || seen == AT) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte b = utf8[i];
            if (b < 0 ? isLetterInDisguise(utf8, i, to) : MARKS[b] != 0 && isHint(utf8, from, i, to, seen)) {
                return true;
            }
        }
        return false;
    }

    /** The four letters that are ASCII in the other case: the sign of Kelvin, both i of Turkish, the long s. */
    private static boolean isLetterInDisguise(byte[] utf8, int at, int to) {
        return switch (utf8[at] & 0xff) {
            case 0xc4 -> at + 1 < to && ((utf8[at + 1] & 0xff) == 0xb0 || (utf8[at + 1] & 0xff) == 0xb1);
            case 0xc5 -> at + 1 < to && (utf8[at + 1] & 0xff) == 0xbf;
            case 0xe2 -> at + 2 < to && (utf8[at + 1] & 0xff) == 0x84 && (utf8[at + 2] & 0xff) == 0xaa;
            default -> false;
        };
    }

    private boolean isHint(byte[] utf8, int from, int at, int to, int seen) {
        return switch (MARKS[utf8[at]]) {
            case SEPARATOR ->
                (seen & AT) != 0 && isNext(utf8, at + 1, to, '/') && isNext(utf8, at + 2, to, '/')
                        || mayBeAfterKey(utf8, from, at);
            case LETTER_B -> isFollowedBy(utf8, at + 1, to, BEARER) || isFollowedBy(utf8, at + 1, to, BASIC);
            case DASH -> isFollowedBy(utf8, at + 1, to, BEGIN);
            default -> false;
        };
    }

    private boolean mayBeAfterKey(byte[] utf8, int from, int separator) {
        int end = separator;
        while (end > from && isBetween(utf8[end - 1])) {
            end--;
        }
        return end > from && keys.mayEndWithKey(utf8, from, end);
    }

    /** What may stand between a key and its separator. */
    private static boolean isBetween(byte b) {
        return b == ' ' || b == '\t' || b == '"' || b == '\'' || b == '\\' || b == '`' || b == ']';
    }

    private static boolean isNext(byte[] utf8, int at, int to, char c) {
        return at < to && utf8[at] == c;
    }

    private static boolean isFollowedBy(byte[] utf8, int at, int to, byte[] word) {
        if (at + word.length > to) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            int letter = word[i] >= 'a' ? utf8[at + i] | 0x20 : utf8[at + i];
            if (letter != word[i]) {
                return false;
            }
        }
        return true;
    }
}
