package io.logrich.pipeline;

import org.jspecify.annotations.Nullable;

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

    /** The head of a text that takes at most so many bytes as UTF-8. */
    static String headBytes(CharSequence text, int maxBytes) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int point = Character.codePointAt(text, end);
            bytes += utf8Length(point);
            if (bytes > maxBytes) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.subSequence(0, end).toString();
    }

    /** How many bytes a text takes as UTF-8; 0 for null. */
    static int utf8Length(@Nullable CharSequence text) {
        int bytes = 0;
        for (int at = 0; text != null && at < text.length(); ) {
            int point = Character.codePointAt(text, at);
            bytes += utf8Length(point);
            at += Character.charCount(point);
        }
        return bytes;
    }

    private static int utf8Length(int point) {
        return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
}
