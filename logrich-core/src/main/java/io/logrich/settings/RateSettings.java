package io.logrich.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many events are too many. Immutable.
 *
 * @param limit how many events a logger may log at one level within the window; 0 for no limit
 * @param window the time over which they are counted
 * @param foldRepeats for how long the same message in a row is counted instead of logged; null if it never is
 */
public record RateSettings(
        int limit, Duration window, @Nullable Duration foldRepeats) {
    /** No limit, nothing folded. */
    public static final RateSettings DEFAULT = new RateSettings(0, Duration.ofSeconds(1), null);

    /** Each bucket remembers the time of every event of its window. */
    private static final int MOST = 1_000_000;

    public RateSettings {
        if (limit < 0 || limit > MOST) {
            throw new SettingsException("rateLimit", "must be from 1 to " + MOST + " events", limit);
        }
        if (window.isNegative() || window.isZero()) {
            throw new SettingsException("rateLimit", "must have a window above 0", window);
        }
        if (foldRepeats != null && (foldRepeats.isNegative() || foldRepeats.isZero())) {
            throw new SettingsException("foldRepeats", "must be above 0", foldRepeats);
        }
    }

    /** Reads {@code 500:60}: events, then seconds. */
    static RateSettings parse(String text) {
        String[] parts = text.split(":", 2);
        int limit = Integer.parseInt(parts[0].strip());
        if (limit <= 0) {
            throw new IllegalArgumentException(text);
        }
        return new RateSettings(limit, Duration.ofNanos((long) (Double.parseDouble(parts[1].strip()) * 1e9)), null);
    }
}
