package io.logrich.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the maps, collections and arrays of a bound value, so that what is bound does not change with them. Other
 * objects stay what they are: most are immutable, and what they say is asked for when the first event is logged. One value.
 */
final class Copies {
    private static final int MAX_DEPTH = 12;

    /** Values within values within values: a collection that contains itself often would never end. */
    private int left = 10_000;

    private Copies() {}

    /** A copy of a value; text in its place if it cannot be read. */
    static @Nullable Object of(@Nullable Object value) {
        return isNested(value) ? new Copies().copy(value, 0) : value;
    }

    private static boolean isNested(@Nullable Object value) {
        return value instanceof Map || value instanceof Collection || value instanceof Object[];
    }

    private @Nullable Object copy(@Nullable Object value, int depth) {
        if (value == null || !isNested(value)) {
            return value;
        } else if (depth == MAX_DEPTH || --left < 0) {
            return "[too many values]";
        }
        try {
            if (value instanceof Map<?, ?> map) {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> copy.put(String.valueOf(key), copy(item, depth + 1)));
                return Collections.unmodifiableMap(copy);
            }
            List<@Nullable Object> copy = new ArrayList<>();
            for (Object item : value instanceof Object[] items ? Arrays.asList(items) : (Collection<?>) value) {
                copy.add(copy(item, depth + 1));
            }
            return Collections.unmodifiableList(copy);
        } catch (RuntimeException | LinkageError | StackOverflowError failed) {
            return "[" + value.getClass().getName() + ": " + failed.getClass().getSimpleName() + "]";
        }
    }
}
