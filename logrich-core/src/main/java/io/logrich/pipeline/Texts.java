package io.logrich.pipeline;

/** Cutting text without cutting a character in two. Stateless. */
final class Texts {
    static final String SUFFIX = "…[truncated]";
    private static final int SUFFIX_POINTS = SUFFIX.length();

    private Texts() {}

    /** The first so many UTF-16 units, one less where the last would be half a character. */
    static String head(CharSequence text, int units) {
        int end = Math.min(units, text.length());
        if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.subSequence(0, end).toString();
    }

    /** Whether a text has more than so many code points. */
    static boolean isLonger(CharSequence text, int maxPoints) {
        return text.length() > maxPoints && points(text) > maxPoints;
    }

    /** How many code points a text has. */
    static int points(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    /** The text itself if it has at most so many code points, else cut to exactly that many, the suffix included. */
    static CharSequence limited(CharSequence text, int maxPoints) {
        if (!isLonger(text, maxPoints)) {
            return text;
        }
        if (maxPoints <= SUFFIX_POINTS) {
            return SUFFIX.substring(0, maxPoints);
        }
        int end = Character.offsetByCodePoints(text, 0, maxPoints - SUFFIX_POINTS);
        return text.subSequence(0, end) + SUFFIX;
    }

    /** How many bytes of a text in UTF-8 to keep so that they are at most so many and end with a whole character. */
    static int headLength(byte[] utf8, int start, int length, int maxBytes) {
        if (length <= maxBytes) {
            return length;
        }
        int end = Math.max(0, maxBytes);
        while (end > 0 && (utf8[start + end] & 0xc0) == 0x80) {
            end--;
        }
        return end;
    }
}
