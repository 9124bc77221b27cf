package io.logrich.capture;

import io.logrich.event.LogLevel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a layout has read out of a line. Used again for each line; one thread only. */
final class LineParts {
    /** More than an event may have; what is looked at of a line must not grow with the square of its length. */
    private static final int MOST_FIELDS = 64;

    private static final int LONGEST_LOGGER = 256;

    @Nullable
    LogLevel level;

    @Nullable
    String logger;

    String message = "";

    @Nullable
    String trace;

    /** Whether the lines after it may be its stack trace. */
    boolean foldable = true;

    private @Nullable Map<String, @Nullable Object> fields;

    void clear() {
        level = null;
        logger = null;
        message = "";
        trace = null;
        foldable = true;
        fields = null;
    }

    /** Adds a field; one more than an event may have is left out. */
    void field(String name, @Nullable Object value) {
        if (fields == null) {
            fields = new LinkedHashMap<>();
        }
        if (fields.size() < MOST_FIELDS) {
            fields.put(name, value);
        }
    }

    /** Sets the logger, unless it has no name, or one that no logger has. */
    void logger(String name) {
        if (!name.isEmpty() && name.length() <= LONGEST_LOGGER) {
            logger = name;
        }
    }

    Map<String, @Nullable Object> fields() {
        return fields == null ? Map.of() : fields;
    }
}
