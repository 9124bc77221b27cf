package io.logrich.capture;

import static io.logrich.capture.Chars.at;

import io.logrich.event.LogLevel;
import org.jspecify.annotations.Nullable;

/**
 * Lines that begin with a time, a level and a thread in some order, as those of Logback, Log4j, Spring Boot, Quarkus,
 * Python, loguru, nginx, PostgreSQL, celery and env_logger do. A level is needed, and a time or a thread. Stateless.
 */
final class TimedLayout implements Layout {
    @Override
    public boolean read(String line, int from, LineParts parts) {
        char first = at(line, from);
        boolean begins = Chars.isDigit(first) || first == '[' || first >= 'A' && first <= 'Z';
        return begins && new Head(line, from, parts).read();
    }

    /** One line while it is read, up to the end of its level. One thread only. */
    private static final class Head {
        private static final int MOST_ELEMENTS = 10;
        private static final int LONGEST_BRACKET = 128;

        private final String line;
        private final LineParts parts;
        private int at;
        private boolean time;
        private boolean bracketedTime;
        private boolean separated;
        private boolean piped;
        private @Nullable String thread;
        private @Nullable String name;

        /** The message has been reached already. */
        private boolean done;

        Head(String line, int from, LineParts parts) {
            this.line = line;
            this.parts = parts;
            this.at = from;
        }

        boolean read() {
            for (int i = 0; i < MOST_ELEMENTS && !done; i++) {
                int next = Chars.skipBlanks(line, at);
                boolean enough = parts.level != null && (time || thread != null);
                if (enough && (time || !isTime(next))) {
                    break;
                }
                at = next;
                if (!element()) {
                    return false;
                }
            }
            if (parts.level == null || !time && thread == null) {
                return false;
            }
            if (thread != null) {
                parts.field(THREAD, thread);
            }
            if (name != null) {
                parts.logger(name);
            }
            return done || new LayoutTail(line, parts, time, thread != null, piped, bracketedTime).read(at);
        }

        private boolean isTime(int from) {
            return TimeText.endOf(line, at(line, from) == '[' ? from + 1 : from) > 0;
        }

        private boolean element() {
            char c = at(line, at);
            if (!time && time(at)) {
                return true;
            }
            if (c == '[') {
                return bracket();
            }
            if (c == '-' || c == '|') {
                return separator(c);
            }
            return c == ':' ? colons() : word();
        }

        private boolean time(int from) {
            int end = TimeText.endOf(line, from);
            if (end < 0) {
                int digits = Chars.skipDigits(line, from); // the milliseconds since the start, in old Log4j
                int next = Chars.skipBlanks(line, digits);
                if (parts.level != null || digits == from || next == digits || at(line, next) != '[') {
                    return false;
                }
                end = digits;
            }
            parts.field(TIME, line.substring(from, end));
            time = true;
            at = end;
            return true;
        }

        private boolean separator(char c) {
            int end = at;
            while (at(line, end) == c) {
                end++;
            }
            separated = true;
            piped |= c == '|';
            at = end;
            return time && Chars.isBlank(at(line, end));
        }

        /** {@code time:LEVEL:name:message} or {@code time:LEVEL:message}. */
        private boolean colons() {
            int level = at + 1;
            int end = Chars.indexOf(line, ':', level, level + LONGEST_BRACKET);
            LogLevel known = end < 0 ? null : LevelWord.of(line, level, end);
            if (!time || known == null) {
                return false;
            }
            if (!PythonLayout.readName(line, end + 1, known, parts)) {
                parts.level = known;
                parts.message = line.substring(Chars.skipBlanks(line, end + 1));
            }
            done = true;
            return true;
        }

        private boolean bracket() {
            int close = Chars.indexOf(line, ']', at + 1, at + LONGEST_BRACKET);
            if (close < 0) {
                return false;
            }
            int start = Chars.skipBlanks(line, at + 1);
            int end = close;
            while (end > start && Chars.isBlank(line.charAt(end - 1))) {
                end--;
            }
            if (!time) {
                int timeEnd = TimeText.endOf(line, start);
                if (timeEnd > 0) {
                    return bracketedTime(start, timeEnd, end, close);
                }
            }
            LogLevel level = parts.level == null ? LevelWord.of(line, start, end) : null;
            if (level != null) {
                parts.level = level;
            } else if (Chars.areDigits(line, start, end)) {
                parts.field(PID, line.substring(start, end));
            } else if (thread == null && end > start) {
                thread = line.substring(start, end);
            } else {
                return false;
            }
            at = close + 1;
            return true;
        }

        /** {@code [time]}, {@code [time: LEVEL/process] message} or {@code [time LEVEL name] message}. */
        private boolean bracketedTime(int start, int timeEnd, int end, int close) {
            if (timeEnd > close) {
                return false;
            }
            parts.field(TIME, line.substring(start, timeEnd));
            time = true;
            bracketedTime = true;
            at = close + 1;
            if (timeEnd == end) {
                return true;
            }
            boolean celery = at(line, timeEnd) == ':';
            int level = Chars.skipBlanks(line, celery ? timeEnd + 1 : timeEnd);
            int levelEnd = level;
            while (levelEnd < end && Chars.isLetter(line.charAt(levelEnd))) {
                levelEnd++;
            }
            parts.level = LevelWord.of(line, level, levelEnd);
            if (parts.level == null || level == timeEnd) {
                return false;
            }
            if (celery && at(line, levelEnd) == '/') {
                parts.field("process", line.substring(levelEnd + 1, end));
            } else if (levelEnd < end) {
                int logger = Chars.skipBlanks(line, levelEnd);
                if (LoggerText.endOf(line, logger) != end) {
                    return false;
                }
                parts.logger(line.substring(logger, end));
            }
            parts.message = line.substring(Chars.skipBlanks(line, close + 1));
            done = true;
            return true;
        }

        private boolean word() {
            int end = at;
            while (Chars.isLetter(at(line, end))) {
                end++;
            }
            if (parts.level == null && level(end)) {
                return true;
            }
            if (!time || parts.level != null) {
                return false;
            }
            int digits = Chars.skipDigits(line, at);
            if (digits > at && Chars.isBlank(at(line, digits))) {
                parts.field(PID, line.substring(at, digits));
                at = digits;
                return true;
            }
            end = LoggerText.endOf(line, at);
            int next = Chars.skipBlanks(line, end);
            boolean named = separated || LevelWord.isNextInCapitals(line, next);
            if (name != null || end == at || next == end || !named) {
                return false;
            }
            name = line.substring(at, end);
            at = end;
            return true;
        }

        /** In small letters only what stands apart from the text is a level. */
        private boolean level(int end) {
            LogLevel level = LevelWord.of(line, at, end);
            char next = at(line, end);
            if (level == null) {
                return false;
            }
            if (next == ':' && time && (end + 1 == line.length() || Chars.isBlank(at(line, end + 1)))) {
                parts.message = line.substring(Chars.skipBlanks(line, end + 1));
                done = true;
            } else if (!(next == 0
                    || next == '\t'
                    || next == ' ' && (separated || LevelWord.isUpperCase(line, at, end)))) {
                return false;
            }
            parts.level = level;
            at = end;
            return true;
        }
    }
}
