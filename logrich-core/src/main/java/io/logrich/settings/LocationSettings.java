package io.logrich.settings;

import io.logrich.event.LogLevel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which events say where in the code they were logged. Immutable.
 *
 * @param level from which level on; null for none, since looking for it costs about as much as the rest of the call
 */
public record LocationSettings(@Nullable LogLevel level) {
    /** None. */
    public static final LocationSettings OFF = new LocationSettings(null);

    /** Reads the name of a level, or a flag, which stands for all events or none. */
    static LocationSettings parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> new LocationSettings(LogLevel.TRACE);
            case "0", "false", "no", "off" -> OFF;
            default -> new LocationSettings(LogLevel.of(text));
        };
    }
}
