package io.logrich.dump;

import java.util.regex.Pattern;

/**
 * Text that may be looked at only so often, about a hundred times for each of its characters: an expression that goes
 * back and forth over it without end is stopped. One thread only.
 */
final class BoundedText implements CharSequence {
    private static final long LOOKS_A_CHARACTER = 100;
    private static final long LOOKS_IN_ANY_CASE = 10_000;

    private final String text;
    private long looks;

    private BoundedText(String text) {
        this.text = text;
        this.looks = LOOKS_IN_ANY_CASE + LOOKS_A_CHARACTER * text.length();
    }

    /**
     * Whether the expression is found anywhere in the text.
     *
     * @throws TooMuchWork if that takes too long to say
     */
    static boolean finds(Pattern expression, String text) {
        try {
            return expression.matcher(new BoundedText(text)).find();
        } catch (StackOverflowError tooDeep) {
            throw new TooMuchWork();
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--looks < 0) {
            throw new TooMuchWork();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
