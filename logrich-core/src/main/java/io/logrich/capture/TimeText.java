package io.logrich.capture;

import static io.logrich.capture.Chars.at;
import static io.logrich.capture.Chars.isDigit;

/**
 * Recognises the times that log lines begin with: {@code 15:04:05.678}, {@code 2024-01-02 15:04:05,678 +0100},
 * {@code 2024-01-02T15:04:05Z}, {@code 2024/01/02 15:04:05}, {@code 24/01/02 15:04:05}, {@code 3:04PM}. Stateless.
 */
final class TimeText {
    private TimeText() {}

    /** Where the time that begins here ends, -1 if none begins here. */
    static int endOf(String line, int from) {
        if (!isDigit(at(line, from))) {
            return -1;
        }
        int clock = clock(line, from);
        if (clock > 0) {
            return clock;
        }
        int day = date(line, from);
        if (day < 0 || at(line, day) != 'T' && at(line, day) != ' ') {
            return -1;
        }
        clock = clock(line, day + 1);
        return clock < 0 ? -1 : zone(line, clock);
    }

    /** {@code 2024-01-02}, {@code 2024/01/02}, {@code 2024.01.02}, {@code 24/01/02}. */
    private static int date(String line, int from) {
        int year = Chars.skipDigits(line, from) - from;
        if (year != 4 && year != 2) {
            return -1;
        }
        char separator = at(line, from + year);
        boolean known = separator == '/' || year == 4 && (separator == '-' || separator == '.');
        int month = from + year + 1;
        return known && two(line, month) && at(line, month + 2) == separator && two(line, month + 3) ? month + 5 : -1;
    }

    private static int clock(String line, int from) {
        int hour = Chars.skipDigits(line, from) - from;
        if (hour < 1 || hour > 2 || at(line, from + hour) != ':' || !two(line, from + hour + 1)) {
            return -1;
        }
        int end = from + hour + 3;
        if (at(line, end) == ':' && two(line, end + 1) && hour == 2) {
            return fraction(line, end + 3);
        }
        boolean half = (at(line, end) == 'A' || at(line, end) == 'P') && at(line, end + 1) == 'M';
        return half ? end + 2 : -1;
    }

    private static int fraction(String line, int from) {
        boolean has = (at(line, from) == '.' || at(line, from) == ',') && isDigit(at(line, from + 1));
        return has ? Chars.skipDigits(line, from + 1) : from;
    }

    /** {@code Z}, {@code +01:00}, {@code  +0100}, {@code  UTC}. */
    private static int zone(String line, int from) {
        if (at(line, from) == 'Z') {
            return from + 1;
        }
        int start = at(line, from) == ' ' ? from + 1 : from;
        if (line.startsWith("UTC", start) || line.startsWith("GMT", start)) {
            return start + 3;
        }
        if ((at(line, start) == '+' || at(line, start) == '-') && two(line, start + 1)) {
            int minutes = at(line, start + 3) == ':' ? start + 4 : start + 3;
            return two(line, minutes) ? minutes + 2 : from;
        }
        return from;
    }

    private static boolean two(String line, int from) {
        return isDigit(at(line, from)) && isDigit(at(line, from + 1));
    }
}
