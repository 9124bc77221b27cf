package io.logrich.dump;

/** A regular expression was looking at one text for too long. */
final class TooMuchWork extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMuchWork() {
        super("a regular expression took too long", null, false, false);
    }
}
