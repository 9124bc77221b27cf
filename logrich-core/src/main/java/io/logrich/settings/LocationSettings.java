package io.logrich.settings;

import io.logrich.event.LogLevel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which events say where in the code they were logged. Immutable.
 *
 * @param level from which level on; null for none, since looking for it costs about as much as the rest of the call
 * @param isSaid whether somebody has said so; if not, a parent process may have
 */
public record LocationSettings(@Nullable LogLevel level, boolean isSaid) {
    /** None, for want of anything said. */
    public static final LocationSettings UNSAID = new LocationSettings(null, false);

    /** Said by somebody. */
    public LocationSettings(@Nullable LogLevel level) {
        this(level, true);
    }

    /**
     * Reads the name of a level, or a flag, which stands for all events or none.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static LocationSettings parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> new LocationSettings(LogLevel.TRACE);
            case "0", "false", "no", "off" -> new LocationSettings(null);
            default -> new LocationSettings(LogLevel.of(text));
        };
    }

    /** These, or those that a parent process has if nothing is said here. */
    public LocationSettings orElse(LocationSettings inherited) {
        return isSaid ? this : inherited;
    }

    /** What {@link #parse} reads. */
    @Override
    public String toString() {
        return level == null ? "off" : level.name();
    }
}
