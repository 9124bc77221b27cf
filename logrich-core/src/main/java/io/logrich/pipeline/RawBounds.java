package io.logrich.pipeline;

import io.logrich.settings.PayloadLimits;

/**
 * How much of what an application hands in is looked at: always more than the limits keep, so that whatever is left out is
 * left out by them, with its mark and its report. Immutable.
 *
 * @param chars UTF-16 units of a text
 * @param items entries of a map or list
 * @param depth levels of maps and lists
 */
record RawBounds(int chars, int items, int depth) {
    /** What is enough for the default limits, and for secrets that stand across them. */
    static final RawBounds USUAL = new RawBounds(64 * 1024, 1000, 12);

    /** What is enough for some limits. */
    static RawBounds of(PayloadLimits limits) {
        int points = Math.max(
                limits.messageMaxChars(), Math.max(limits.extraMaxValueChars(), limits.contextMaxValueChars()));
        int keys = Math.max(limits.extraMaxKeys(), limits.contextMaxKeys());
        return new RawBounds(
                (int) Math.max(USUAL.chars, Math.min(Integer.MAX_VALUE, points * 4L)),
                (int) Math.max(USUAL.items, Math.min(Integer.MAX_VALUE, keys + 1L)),
                (int) Math.max(USUAL.depth, Math.min(Integer.MAX_VALUE, limits.extraMaxDepth() + 2L)));
    }

    /** The text, or the head of it that is looked at. */
    String bounded(CharSequence text) {
        return text.length() <= chars ? text.toString() : Texts.head(text, chars);
    }
}
