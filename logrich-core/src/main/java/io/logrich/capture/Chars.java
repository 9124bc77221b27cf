package io.logrich.capture;

/** Small looks at the characters of a line; beyond its end is 0. Stateless. */
final class Chars {
    private Chars() {}

    static char at(String line, int index) {
        return index < line.length() ? line.charAt(index) : 0;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Where the blank after a word is, or the end of the line. */
    static int endOfWord(String line, int from) {
        int at = from;
        while (at < line.length() && !isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    static int skipDigits(String line, int from) {
        int at = from;
        while (at < line.length() && isDigit(line.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Whether a part of the line consists of digits, at least one. */
    static boolean areDigits(String line, int from, int to) {
        return from < to && skipDigits(line, from) >= to;
    }

    /** The first place of a character within a part of the line, -1 if it is not there. */
    static int indexOf(String line, char wanted, int from, int to) {
        int end = Math.min(to, line.length());
        for (int at = from; at < end; at++) {
            if (line.charAt(at) == wanted) {
                return at;
            }
        }
        return -1;
    }
}
