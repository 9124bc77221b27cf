package io.logrich.cli;

import io.logrich.render.SafeText;
import java.util.Locale;

/** Numbers, times and foreign names as people read them in columns. Stateless. */
final class Figures {
    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Figures() {}

    /** A whole number with its thousands told apart. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A rate with one digit behind the point while that says something. */
    static String rate(double perSecond) {
        return perSecond < 100 && perSecond > 0
                ? String.format(Locale.ROOT, "%.1f", perSecond)
                : number(Math.round(perSecond));
    }

    static String bytes(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < BYTES.length - 1) {
            size /= 1024;
            unit++;
        }
        return (unit == 0 || size >= 100 ? number(Math.round(size)) : String.format(Locale.ROOT, "%.1f", size)) + " "
                + BYTES[unit];
    }

    /** How long ago, in the largest unit that makes sense. */
    static String age(long millis) {
        long seconds = Math.max(0, millis) / 1000;
        if (seconds < 100) {
            return seconds + "s";
        } else if (seconds < 100 * 60) {
            return seconds / 60 + "m";
        } else if (seconds < 48 * 3600) {
            return seconds / 3600 + "h";
        }
        return seconds / 86400 + "d";
    }

    /** A name that somebody else has written: harmless, and no longer than that. */
    static String name(String foreign, int longest) {
        String safe = SafeText.of(foreign);
        int length = safe.codePointCount(0, safe.length());
        return length <= longest ? safe : safe.substring(0, safe.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
