package io.logrich.pipeline;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Turns the application's objects into values of our own, once, on the caller's thread, and bounds the raw input, so that
 * everything after it handles a closed set of small things: null, Boolean, numbers, text, and lists and maps of such. What
 * a foreign object does when it is asked for its text costs only its own value. One value, one thread.
 */
final class Freezer {
    private static final int MOST_VALUES = 10_000;

    /** Values within values within values: a collection that contains itself often would never end. */
    private int left;

    private final RawBounds bounds;

    private Freezer(RawBounds bounds) {
        this.bounds = bounds;
        this.left = Math.max(MOST_VALUES, bounds.items());
    }

    /** A value of ours for any value. Never throws. */
    static @Nullable Object freeze(@Nullable Object value, RawBounds bounds) {
        if (isShort(value)) {
            return value;
        } else if (value instanceof String text) {
            return bounds.bounded(text);
        }
        return new Freezer(bounds).frozen(value, 0);
    }

    /** Whether a value needs neither freezing nor scrubbing nor limiting. */
    static boolean isShort(@Nullable Object value) {
        return value == null
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte;
    }

    private @Nullable Object frozen(@Nullable Object value, int depth) {
        if (value == null
                || isShort(value)
                || value.getClass() == BigInteger.class
                || value.getClass() == BigDecimal.class) {
            return value;
        } else if (value instanceof String text) {
            return bounds.bounded(text);
        } else if (--left < 0) {
            return "[too many values]";
        }
        try {
            return frozenObject(value, depth);
        } catch (Throwable failed) { // whatever a foreign object does: it costs its own value
            return "[" + value.getClass().getName() + ": " + failed.getClass().getSimpleName() + "]";
        }
    }

    private @Nullable Object frozenObject(Object value, int depth) {
        if (value instanceof Optional<?> optional) {
            return frozen(optional.orElse(null), depth + 1);
        } else if (value instanceof Map<?, ?> map && depth < bounds.depth()) {
            return frozenMap(map, depth);
        } else if (value instanceof Iterable<?> items && !(value instanceof Path) && depth < bounds.depth()) {
            return frozenList(items, depth);
        } else if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, bounds.chars() / 2));
        } else if (value instanceof char[] chars) {
            return String.valueOf(chars, 0, Math.min(chars.length, bounds.chars()));
        } else if (value.getClass().isArray() && depth < bounds.depth()) {
            return frozenArray(value, depth);
        } else if (value instanceof AtomicInteger || value instanceof AtomicLong || value instanceof LongAdder) {
            return ((Number) value).longValue();
        } else if (value instanceof Date date) {
            return Instant.ofEpochMilli(date.getTime()).toString();
        } else if (value instanceof Class<?> type) {
            return type.getName();
        }
        return bounds.bounded(String.valueOf(value.toString()));
    }

    private Map<String, @Nullable Object> frozenMap(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> frozen = new LinkedHashMap<>();
        int read = 0; // more than are in it if keys read alike
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (read++ == bounds.items()) {
                break;
            }
            frozen.put(String.valueOf(frozen(entry.getKey(), bounds.depth())), frozen(entry.getValue(), depth + 1));
        }
        return frozen;
    }

    private List<@Nullable Object> frozenList(Iterable<?> items, int depth) {
        List<@Nullable Object> frozen = new ArrayList<>();
        for (Object item : items) {
            if (frozen.size() == bounds.items()) {
                break;
            }
            frozen.add(frozen(item, depth + 1));
        }
        return frozen;
    }

    private List<@Nullable Object> frozenArray(Object array, int depth) {
        List<@Nullable Object> frozen = new ArrayList<>();
        for (int i = 0; i < Math.min(bounds.items(), Array.getLength(array)); i++) {
            frozen.add(frozen(Array.get(array, i), depth + 1));
        }
        return frozen;
    }
}
