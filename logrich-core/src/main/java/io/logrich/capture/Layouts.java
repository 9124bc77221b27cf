package io.logrich.capture;

import static io.logrich.capture.Chars.at;

import io.logrich.event.LogLevel;

/**
 * The layouts of log lines that are known, and which of them a line can have, judged by its first character. A line that has
 *none is text; its level is the one that it begins with, if any. Stateless.
 */
final class Layouts {
    private static final Layout JSON = new JsonLayout();
    private static final Layout GLOG = new GlogLayout();
    private static final Layout TIMED = new TimedLayout();
    private static final Layout PYTHON = new PythonLayout();
    private static final Layout LOGFMT = new LogfmtLayout();

    private Layouts() {}

    /**
     * Reads a line into parts that are clear; those of a text are the whole line and its level.
     *
     * @param layouts whether anything but the line's beginning is to be looked at
     * @return whether it has a layout
     */
    static boolean read(String line, boolean layouts, LineParts parts) {
        LogLevel prefix = LevelWord.prefix(line, 0);
        int from = prefix == null ? 0 : LevelWord.PREFIX_LENGTH;
        boolean known = layouts && tryLayouts(line, from, parts);
        if (!known) {
            parts.clear();
            parts.message = from == 0 ? line : line.substring(from);
            parts.level = LevelWord.atBeginningOf(line, from);
        }
        if (prefix != null) {
            parts.level = prefix;
        }
        return known;
    }

    private static boolean tryLayouts(String line, int from, LineParts parts) {
        char c = at(line, from);
        if (c == '{') {
            return JSON.read(line, from, parts);
        }
        if (Chars.isDigit(c) || c == '[') {
            return TIMED.read(line, from, parts);
        }
        if (c >= 'A' && c <= 'Z') {
            return tried(GLOG, line, from, parts)
                    || tried(PYTHON, line, from, parts)
                    || tried(TIMED, line, from, parts);
        }
        return (c == 't' || c == 'l') && LOGFMT.read(line, from, parts);
    }

    private static boolean tried(Layout layout, String line, int from, LineParts parts) {
        if (layout.read(line, from, parts)) {
            return true;
        }
        parts.clear();
        return false;
    }
}
