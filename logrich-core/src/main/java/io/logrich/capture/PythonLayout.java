package io.logrich.capture;

import static io.logrich.capture.Chars.at;

import io.logrich.event.LogLevel;

/** Python's {@code basicConfig}: {@code WARNING:name:message}. Stateless. */
final class PythonLayout implements Layout {
    @Override
    public boolean read(String line, int from, LineParts parts) {
        int end = from;
        while (at(line, end) >= 'A' && at(line, end) <= 'Z') {
            end++;
        }
        LogLevel level = at(line, end) == ':' ? LevelWord.of(line, from, end) : null;
        return level != null && readName(line, end + 1, level, parts);
    }

    /** Reads {@code name:message}. */
    static boolean readName(String line, int name, LogLevel level, LineParts parts) {
        int end = LoggerText.endOf(line, name);
        if (end == name || at(line, end) != ':') {
            return false;
        }
        int message = end + 1;
        // what a URL or a place in a source file looks like
        if (line.startsWith("//", message) || at(line, Chars.skipDigits(line, message)) == ':') {
            return false;
        }
        parts.level = level;
        parts.logger(line.substring(name, end));
        parts.message = line.substring(message);
        return true;
    }
}
