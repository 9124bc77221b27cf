package io.logrich.capture;

import static io.logrich.capture.Chars.at;

/**
 * Lines of pairs as Go's slog, logrus and go-kit write them: {@code time=… level=INFO msg="a message" key=value}. They need a
 * level and a message. Stateless.
 */
final class LogfmtLayout implements Layout {
    @Override
    public boolean read(String line, int from, LineParts parts) {
        boolean begins = line.startsWith("time=", from)
                || line.startsWith("level=", from)
                || line.startsWith("ts=", from)
                || line.startsWith("lvl=", from)
                || line.startsWith("t=", from);
        if (!begins) {
            return false;
        }
        boolean message = false;
        int at = from;
        while (at < line.length()) {
            int equals = keyEnd(line, at);
            if (equals == at || at(line, equals) != '=') {
                return false;
            }
            String key = line.substring(at, equals);
            boolean quoted = at(line, equals + 1) == '"';
            int end = quoted ? quoteEnd(line, equals + 2) : Chars.endOfWord(line, equals + 1);
            if (end < 0) {
                return false;
            }
            String value = quoted ? unquoted(line, equals + 2, end) : line.substring(equals + 1, end);
            message |= take(key, value, parts);
            at = Chars.skipBlanks(line, quoted ? end + 1 : end);
        }
        return message && parts.level != null;
    }

    /** Whether it was the message. */
    private static boolean take(String key, String value, LineParts parts) {
        switch (key) {
            case "msg", "message" -> {
                parts.message = value;
                return true;
            }
            case "level", "lvl" -> parts.level = JsonLevel.of(value, false);
            case "time", "ts", "t" -> parts.field(TIME, value);
            case "logger" -> parts.logger(value);
            default -> parts.field(key, value);
        }
        return false;
    }

    private static int keyEnd(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) > ' ' && line.charAt(at) != '=' && line.charAt(at) != '"') {
            at++;
        }
        return at;
    }

    private static int quoteEnd(String line, int from) {
        for (int at = from; at < line.length(); at++) {
            if (line.charAt(at) == '\\') {
                at++;
            } else if (line.charAt(at) == '"') {
                return at;
            }
        }
        return -1;
    }

    private static String unquoted(String line, int from, int to) {
        if (Chars.indexOf(line, '\\', from, to) < 0) {
            return line.substring(from, to);
        }
        StringBuilder text = new StringBuilder();
        for (int at = from; at < to; at++) {
            char c = line.charAt(at);
            if (c == '\\' && at + 1 < to) {
                c = line.charAt(++at);
                c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
            }
            text.append(c);
        }
        return text.toString();
    }
}
