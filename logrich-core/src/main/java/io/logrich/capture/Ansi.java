package io.logrich.capture;

/**
 * Takes escape sequences (ECMA-48) out of text: colours and cursor movements (CSI), titles and links (OSC), character sets
 * and the rest. One that does not end is taken out as far as it goes. Stateless.
 */
final class Ansi {
    private static final char ESC = 0x1b;
    private static final char CSI = 0x9b;
    private static final char BEL = 0x07;
    private static final char ST = 0x9c;

    private Ansi() {}

    /** The text without escape sequences; the same if it has none. */
    static String strip(String text) {
        if (text.indexOf(ESC) < 0 && text.indexOf(CSI) < 0) {
            return text;
        }
        int at = next(text, 0);
        StringBuilder plain = new StringBuilder(text.length());
        int lastTerminator =
                Math.max(Math.max(text.lastIndexOf(BEL), text.lastIndexOf(ST)), text.lastIndexOf("\u001b\\"));
        int copied = 0;
        while (at >= 0) {
            plain.append(text, copied, at);
            copied = sequenceEnd(text, at, lastTerminator);
            at = next(text, copied);
        }
        return plain.append(text, copied, text.length()).toString();
    }

    private static int next(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == ESC || text.charAt(at) == CSI) {
                return at;
            }
        }
        return -1;
    }

    private static int sequenceEnd(String text, int start, int lastTerminator) {
        if (text.charAt(start) == CSI) {
            return controlEnd(text, start + 1);
        }
        int at = start + 1;
        return switch (Chars.at(text, at)) {
            case '[' -> controlEnd(text, at + 1);
            case ']', 'P', 'X', '^', '_' -> at < lastTerminator ? stringEnd(text, at + 1) : at + 1;
            default -> escapeEnd(text, at);
        };
    }

    /** Parameters, intermediate characters, one final character. */
    private static int controlEnd(String text, int from) {
        int at = skip(text, skip(text, from, 0x30, 0x3f), 0x20, 0x2f);
        return skipOne(text, at, 0x40, 0x7e);
    }

    private static int escapeEnd(String text, int from) {
        return skipOne(text, skip(text, from, 0x20, 0x2f), 0x30, 0x7e);
    }

    private static int stringEnd(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == BEL || c == ST) {
                return at;
            } else if (c == ESC) {
                return Chars.at(text, at) == '\\' ? at + 1 : at - 1; // another one has begun instead
            }
        }
        return at;
    }

    private static int skip(String text, int from, int first, int last) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= first && text.charAt(at) <= last) {
            at++;
        }
        return at;
    }

    private static int skipOne(String text, int from, int first, int last) {
        char c = Chars.at(text, from);
        return c >= first && c <= last ? from + 1 : from;
    }
}
