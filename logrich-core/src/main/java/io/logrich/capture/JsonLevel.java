package io.logrich.capture;

import io.logrich.event.LogLevel;
import org.jspecify.annotations.Nullable;

/** Reads the value under which a JSON line has its level. Stateless. */
final class JsonLevel {
    private static final int SYSLOG_DEBUG = 7;

    private JsonLevel() {}

    /**
     * The level, null if the value says none.
     *
     * @param syslog whether a number is one of syslog's, where 0 is the worst
     */
    static @Nullable LogLevel of(@Nullable Object value, boolean syslog) {
        if (value instanceof String text) {
            int end = 0;
            while (Chars.isLetter(Chars.at(text, end))) {
                end++;
            }
            boolean whole = end == text.length() || text.charAt(end) == '+' || text.charAt(end) == '-'; // slog: INFO+2
            return whole ? LevelWord.of(text, 0, end) : null;
        }
        if (!(value instanceof Long number)) {
            return null;
        }
        if (syslog) {
            return number >= 0 && number <= SYSLOG_DEBUG ? LevelWord.priority(number.intValue()) : null;
        }
        return number >= 10 && number < 100 ? ofBunyan(number.intValue()) : null;
    }

    /** 10 is trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal; those between belong to the one below. */
    private static LogLevel ofBunyan(int number) {
        return switch (number / 10) {
            case 1 -> LogLevel.TRACE;
            case 2 -> LogLevel.DEBUG;
            case 3 -> LogLevel.INFO;
            case 4 -> LogLevel.WARNING;
            case 5 -> LogLevel.ERROR;
            default -> LogLevel.CRITICAL;
        };
    }
}
