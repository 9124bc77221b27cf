package io.logrich.capture;

import static io.logrich.capture.Chars.at;
import static io.logrich.capture.Layout.CALLER;
import static io.logrich.capture.Layout.PID;
import static io.logrich.capture.Layout.THREAD;

/**
 * What follows time and level in a line: the logger, sometimes the thread, the message. A word is taken for a logger only
 * if it stands where layouts have one and looks like one; else it is part of the message. One line only.
 */
final class LayoutTail {
    private static final int LONGEST_BRACKET = 128;
    private static final int SPRING_THREAD = 15;

    private final String line;
    private final LineParts parts;
    private final boolean time;
    private final boolean thread;
    private final boolean piped;
    private final boolean bracketedTime;

    LayoutTail(String line, LineParts parts, boolean time, boolean thread, boolean piped, boolean bracketedTime) {
        this.line = line;
        this.parts = parts;
        this.time = time;
        this.thread = thread;
        this.piped = piped;
        this.bracketedTime = bracketedTime;
    }

    /** Reads the rest of the line; false if there is no time and no logger. */
    boolean read(int from) {
        int at = Chars.skipBlanks(line, from);
        if (at(line, from) == '\t' && time && tabs(at)) {
            return true;
        }
        if (spring(at)) {
            return true;
        }
        char c = at(line, at);
        if ((c == '-' || c == '|' || c == ':') && Chars.isBlank(at(line, at + 1))) {
            return time && separated(Chars.skipBlanks(line, at + 1));
        }
        if (c == '[' && time && bracket(at)) {
            return true;
        }
        if (logger(at, thread)) {
            return true;
        }
        return time && (bracketedTime && kafka(at) || message(at));
    }

    private boolean message(int at) {
        parts.message = line.substring(Math.min(at, line.length()));
        return true;
    }

    /** After a separator of its own comes the message; in loguru's lines the place first. */
    private boolean separated(int at) {
        int end = Chars.endOfWord(line, at);
        int colon = Chars.indexOf(line, ':', at, end);
        if (piped && parts.logger == null && colon > at && line.startsWith(" - ", end)) {
            parts.logger(line.substring(at, colon));
            parts.field(CALLER, line.substring(colon + 1, end));
            return message(end + 3);
        }
        return message(at);
    }

    /** Zap: logger, place, message and JSON with tabs between them, all but place and message optional. */
    private boolean tabs(int from) {
        int end = Chars.indexOf(line, '\t', from, line.length());
        int placeAt = from;
        if (end > 0 && !isPlace(from, end)) {
            placeAt = end + 1;
            end = Chars.indexOf(line, '\t', placeAt, line.length());
        }
        if (end < 0 || !isPlace(placeAt, end)) {
            return false;
        }
        if (placeAt > from) {
            parts.logger(line.substring(from, placeAt - 1));
        }
        parts.field(CALLER, line.substring(placeAt, end));
        int json = line.endsWith("}") ? line.indexOf("\t{", end + 1) : -1;
        boolean read = json > 0 && JsonLayout.readFields(line.substring(json + 1), parts);
        parts.message = read ? line.substring(end + 1, json) : line.substring(end + 1);
        return true;
    }

    /** {@code main/file.go:12}. */
    private boolean isPlace(int from, int to) {
        int digits = to;
        while (digits > from && Chars.isDigit(line.charAt(digits - 1))) {
            digits--;
        }
        return digits > from + 1 && digits < to && line.charAt(digits - 1) == ':';
    }

    /** {@code 123 --- [application] [         thread] [correlation] logger   : message}. */
    private boolean spring(int from) {
        int digits = Chars.skipDigits(line, from);
        int at = Chars.skipBlanks(line, digits);
        if (!line.startsWith("--- [", at)) {
            return false;
        }
        at += 4;
        int firstBracket = at;
        int threadAt = at;
        boolean padded = false;
        while (at(line, at) == '[') {
            int close = Chars.indexOf(line, ']', at, at + LONGEST_BRACKET);
            if (close < 0) {
                return false;
            }
            if (!padded) {
                threadAt = at;
                padded = close - at - 1 == SPRING_THREAD; // the thread's name always has that length
            }
            at = Chars.skipBlanks(line, close + 1);
        }
        int end = Chars.endOfWord(line, at);
        int colon = Chars.skipBlanks(line, end);
        if (at(line, colon) != ':' || !Chars.isBlank(at(line, colon + 1)) && colon + 1 < line.length()) {
            return false;
        }
        if (digits > from) {
            parts.field(PID, line.substring(from, digits));
        }
        brackets(firstBracket, threadAt);
        parts.logger(line.substring(at, end));
        return message(colon + 2);
    }

    private void brackets(int first, int threadAt) {
        int at = first;
        while (at(line, at) == '[') {
            int close = line.indexOf(']', at);
            String content = line.substring(at + 1, close).strip();
            if (!content.isEmpty()) {
                parts.field(at == threadAt ? THREAD : at < threadAt ? "application" : "correlation", content);
            }
            at = Chars.skipBlanks(line, close + 1);
        }
    }

    /** {@code [logger] (thread) message}, {@code [thread] logger - message}, {@code [logger] message}. */
    private boolean bracket(int from) {
        int close = Chars.indexOf(line, ']', from, from + LONGEST_BRACKET);
        if (close < 0) {
            return false;
        }
        String content = line.substring(from + 1, close).strip();
        boolean named = !content.isEmpty() && LoggerText.endOf(content, 0) == content.length();
        int after = Chars.skipBlanks(line, close + 1);
        int paren = at(line, after) == '(' ? Chars.indexOf(line, ')', after, after + LONGEST_BRACKET) : -1;
        if (named && paren > 0 && Chars.isBlank(at(line, paren + 1))) {
            parts.logger(content);
            parts.field(THREAD, line.substring(after + 1, paren));
            return message(paren + 2);
        }
        if (!thread && logger(after, true)) {
            parts.field(THREAD, content);
            return true;
        }
        if (named && LoggerText.isQualified(content, 0, content.length())) {
            parts.logger(content);
            boolean separator = at(line, after) == '-' || at(line, after) == ':';
            return message(separator ? Chars.skipBlanks(line, after + 1) : after);
        }
        return false;
    }

    /**
     * Reads a logger, what separates it, and the message.
     *
     * @param any whether any name will do before a dash, because of what stands before it
     */
    private boolean logger(int from, boolean any) {
        int end = LoggerText.endOf(line, from);
        if (end == from || end == line.length()) {
            return false;
        }
        int next = Chars.skipBlanks(line, end);
        int separator = next;
        if (next > end && at(line, next) == '(') { // Hadoop: (File.java:method(12))
            int close = line.indexOf(") - ", next);
            separator = close < 0 ? next : close + 2;
        }
        boolean spaced = next > end;
        boolean dash = spaced && at(line, separator) == '-';
        boolean colon = !spaced && time && at(line, end) == ':' && Chars.isBlank(at(line, end + 1));
        boolean apart = spaced && time && at(line, next) == ':' && Chars.isBlank(at(line, next + 1));
        boolean name = (dash || apart) && any || (dash || colon || apart) && LoggerText.isQualified(line, from, end);
        int message = dash ? afterDash(separator) : separator + (Chars.isBlank(at(line, separator + 1)) ? 2 : 1);
        if (!name || message < 0) {
            return false;
        }
        parts.logger(line.substring(from, end));
        if (separator > next) {
            parts.field(CALLER, line.substring(next + 1, separator - 2));
        }
        return message(message);
    }

    /** After {@code - }, {@code -- } or Logback's {@code -key="value"- }; -1 if it is none of them. */
    private int afterDash(int dash) {
        int at = dash + 1;
        if (at(line, at) == '-') {
            at++;
        } else if (at(line, at) != ' ' && at < line.length()) {
            int end = line.indexOf("\"- ", at);
            if (end < 0 || !pairs(at, end + 1)) {
                return -1;
            }
            return end + 3;
        }
        return at == line.length() ? at : Chars.isBlank(at(line, at)) ? at + 1 : -1;
    }

    private boolean pairs(int from, int to) {
        int at = from;
        while (at < to) {
            int equals = Chars.indexOf(line, '=', at, to);
            int quote = equals < 0 || at(line, equals + 1) != '"' ? -1 : Chars.indexOf(line, '"', equals + 2, to);
            if (equals <= at || quote < 0) {
                return false;
            }
            parts.field(line.substring(at, equals), line.substring(equals + 2, quote));
            at = Chars.skipBlanks(line, quote + 1);
        }
        return true;
    }

    /** Kafka: the logger in round brackets at the end. */
    private boolean kafka(int at) {
        int open = line.endsWith(")") ? line.lastIndexOf(" (") : -1;
        if (open < at || LoggerText.endOf(line, open + 2) != line.length() - 1) {
            return false;
        }
        if (!LoggerText.isQualified(line, open + 2, line.length() - 1)) {
            return false;
        }
        parts.logger(line.substring(open + 2, line.length() - 1));
        parts.message = line.substring(at, open);
        return true;
    }
}
