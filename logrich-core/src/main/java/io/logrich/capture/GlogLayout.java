package io.logrich.capture;

import static io.logrich.capture.Chars.at;

import io.logrich.event.LogLevel;
import org.jspecify.annotations.Nullable;

/**
 * Lines of glog, klog and absl: {@code I0102 15:04:05.678901  123 file.go:12] message}, the date also with a year.
 * Stateless.
 */
final class GlogLayout implements Layout {
    private static final int LONGEST_PLACE = 256;

    @Override
    public boolean read(String line, int from, LineParts parts) {
        LogLevel level = levelOf(at(line, from));
        int day = Chars.skipDigits(line, from + 1);
        if (level == null || day - from != 5 && day - from != 9 || at(line, day) != ' ') {
            return false;
        }
        int clock = TimeText.endOf(line, day + 1);
        int thread = Chars.skipBlanks(line, Math.max(0, clock));
        int threadEnd = Chars.skipDigits(line, thread);
        if (clock < 0 || thread == clock || threadEnd == thread || at(line, threadEnd) != ' ') {
            return false;
        }
        int end = Chars.indexOf(line, ']', threadEnd, threadEnd + LONGEST_PLACE);
        int colon = end < 0 ? -1 : line.lastIndexOf(':', end);
        if (colon <= threadEnd || !Chars.areDigits(line, colon + 1, end)) {
            return false;
        }
        parts.level = level;
        parts.message = line.substring(at(line, end + 1) == ' ' ? end + 2 : end + 1);
        parts.field(TIME, line.substring(from + 1, clock));
        parts.field(THREAD, line.substring(thread, threadEnd));
        parts.field(CALLER, line.substring(threadEnd + 1, end));
        return true;
    }

    private static @Nullable LogLevel levelOf(char letter) {
        return switch (letter) {
            case 'I' -> LogLevel.INFO;
            case 'W' -> LogLevel.WARNING;
            case 'E' -> LogLevel.ERROR;
            case 'F' -> LogLevel.CRITICAL;
            default -> null;
        };
    }
}
