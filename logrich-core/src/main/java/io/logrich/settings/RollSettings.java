package io.logrich.settings;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a file is set aside and a new one begun, and what becomes of those that were. Immutable.
 *
 * @param size bytes that a file may have, at least 1,024; 0 for any number
 * @param every at which turn of the clock a new file begins; null for none
 * @param zone whose clock that is
 * @param keep how many rolled files stay, the newest; 0 for all
 * @param keepBytes how many bytes the rolled files may have together, though the newest always stays; 0 for any
 *     number
 * @param gzip whether rolled files are compressed
 */
public record RollSettings(long size, @Nullable Period every, ZoneId zone, int keep, long keepBytes, boolean gzip) {
    /** How long a file is written to at most. */
    public enum Period {
        /** Until the next minute. */
        MINUTE,
        /** Until the next full hour. */
        HOUR,
        /** Until midnight. */
        DAY,
        /** Until the night to Monday. */
        WEEK,
        /** Until the night to the first of a month. */
        MONTH
    }

    /** One file that grows for ever. */
    public static final RollSettings NONE = new RollSettings(0, null, ZoneId.systemDefault(), 0, 0, false);

    private static final int SMALLEST = 1024;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})\\s*([kmgt]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Integer> SHIFTS = Map.of("", 0, "k", 10, "m", 20, "g", 30, "t", 40);

    public RollSettings {
        if (size != 0 && size < SMALLEST) {
            throw new SettingsException("rollSize", "must be 0 or at least " + SMALLEST + " bytes", size);
        }
        if (keep < 0) {
            throw new SettingsException("keep", "must not be negative", keep);
        }
        if (keepBytes < 0) {
            throw new SettingsException("keepSize", "must not be negative", keepBytes);
        }
    }

    /** Whether a file is ever set aside. */
    public boolean rolls() {
        return size > 0 || every != null;
    }

    public RollSettings withSize(long value) {
        return new RollSettings(value, every, zone, keep, keepBytes, gzip);
    }

    public RollSettings withEvery(@Nullable Period value) {
        return new RollSettings(size, value, zone, keep, keepBytes, gzip);
    }

    public RollSettings withZone(ZoneId value) {
        return new RollSettings(size, every, value, keep, keepBytes, gzip);
    }

    public RollSettings withKeep(int value) {
        return new RollSettings(size, every, zone, value, keepBytes, gzip);
    }

    public RollSettings withKeepBytes(long value) {
        return new RollSettings(size, every, zone, keep, value, gzip);
    }

    public RollSettings withGzip(boolean value) {
        return new RollSettings(size, every, zone, keep, keepBytes, value);
    }

    /** A number of bytes: {@code 1048576}, {@code 1024k}, {@code 1M}, {@code 1 MiB}; the units are powers of 1,024. */
    public static long bytesOf(String text) {
        Matcher parts = SIZE.matcher(text.strip());
        if (parts.matches()) {
            int shift = SHIFTS.getOrDefault(parts.group(2).toLowerCase(Locale.ROOT), 0);
            long number = Long.parseLong(parts.group(1));
            if (number << shift >> shift == number) {
                return number << shift;
            }
        }
        throw new SettingsException("size", "must be a number of bytes, or of k, M, G or T of them", text);
    }

    /** The period of that name, in any case; null for {@code never}. */
    public static @Nullable Period periodOf(String name) {
        String wanted = name.strip().toUpperCase(Locale.ROOT);
        try {
            return wanted.equals("NEVER") ? null : Period.valueOf(wanted);
        } catch (IllegalArgumentException unknown) {
            throw new SettingsException("rollEvery", "must be one of never, minute, hour, day, week, month", name);
        }
    }

    /** The time zone of that name; {@code local} is that of this process. */
    public static ZoneId zoneOf(String name) {
        try {
            return name.strip().equalsIgnoreCase("local") ? ZoneId.systemDefault() : ZoneId.of(name.strip());
        } catch (DateTimeException unknown) {
            throw new SettingsException("rollZone", "must be local, UTC or the name of a time zone", name);
        }
    }
}
