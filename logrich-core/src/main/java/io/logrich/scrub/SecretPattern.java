package io.logrich.scrub;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The expression that decides whether the value of one key is a secret. However the expression was written, it looks at a
 * bounded number of characters; a value that is not done with by then counts as a secret. Thread-safe.
 */
public final class SecretPattern {
    /** What the default expression finds: any character but those that end a line. */
    private static final String ANYTHING = ".+";

    private static final long LEAST_STEPS = 20_000;
    private static final long STEPS_A_CHAR = 100;

    private final String key;
    private final Pattern pattern;
    private final boolean anything;
    private final Consumer<String> timeouts;

    /**
     * A pattern for the values of a key.
     *
     * @param timeouts is told the key when a value took too long
     */
    SecretPattern(String key, Pattern pattern, Consumer<String> timeouts) {
        this.key = key;
        this.pattern = pattern;
        this.anything = pattern.pattern().equals(ANYTHING) && pattern.flags() == 0;
        this.timeouts = timeouts;
    }

    /** Whether the expression is found anywhere in a value. Never throws. */
    public boolean isIn(CharSequence value) {
        if (anything) {
            return hasMoreThanLineEnds(value);
        }
        try {
            return pattern.matcher(new Counted(value, LEAST_STEPS + STEPS_A_CHAR * value.length()))
                    .find();
        } catch (OutOfSteps | StackOverflowError hostile) {
            timeouts.accept(key);
            return true;
        }
    }

    private static boolean hasMoreThanLineEnds(CharSequence value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\n' && c != '\r' && c != '\u0085' && c != '\u2028' && c != '\u2029') {
                return true;
            }
        }
        return false;
    }

    /** A text that can be read only so often. */
    private static final class Counted implements CharSequence {
        private final CharSequence text;
        private long steps;

        Counted(CharSequence text, long steps) {
            this.text = text;
            this.steps = steps;
        }

        @Override
        public char charAt(int index) {
            if (--steps < 0) {
                throw OutOfSteps.NOW;
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class OutOfSteps extends RuntimeException {
        static final OutOfSteps NOW = new OutOfSteps();

        private OutOfSteps() {
            super("", null, false, false);
        }
    }
}
