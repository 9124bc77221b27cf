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
    /** Longest raw text of one value, in UTF-16 units; the limits cut further, after the secrets are out. */
    static final int MAX_RAW_CHARS = 64 * 1024;

    private static final int MAX_DEPTH = 12;
    private static final int MAX_ITEMS = 1000;

    /** Values within values within values: a collection that contains itself often would never end. */
    private int left = 10_000;

    private Freezer() {}

    /** A value of ours for any value, nested no deeper than is left from the given depth on. Never throws. */
    static @Nullable Object freeze(@Nullable Object value, int depth) {
        if (isShort(value)) {
            return value;
        } else if (value instanceof String text) {
            return bounded(text).toString();
        }
        return new Freezer().frozen(value, depth);
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
            return bounded(text).toString();
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
        } else if (value instanceof Map<?, ?> map && depth < MAX_DEPTH) {
            return frozenMap(map, depth);
        } else if (value instanceof Iterable<?> items && !(value instanceof Path) && depth < MAX_DEPTH) {
            return frozenList(items, depth);
        } else if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, MAX_RAW_CHARS / 2));
        } else if (value instanceof char[] chars) {
            return String.valueOf(chars, 0, Math.min(chars.length, MAX_RAW_CHARS));
        } else if (value.getClass().isArray() && depth < MAX_DEPTH) {
            return frozenArray(value, depth);
        } else if (value instanceof AtomicInteger || value instanceof AtomicLong || value instanceof LongAdder) {
            return ((Number) value).longValue();
        } else if (value instanceof Date date) {
            return Instant.ofEpochMilli(date.getTime()).toString();
        } else if (value instanceof Class<?> type) {
            return type.getName();
        }
        return bounded(String.valueOf(value.toString())).toString();
    }

    private Map<String, @Nullable Object> frozenMap(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> frozen = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (frozen.size() == MAX_ITEMS) {
                break;
            }
            frozen.put(String.valueOf(frozen(entry.getKey(), MAX_DEPTH)), frozen(entry.getValue(), depth + 1));
        }
        return frozen;
    }

    private List<@Nullable Object> frozenList(Iterable<?> items, int depth) {
        List<@Nullable Object> frozen = new ArrayList<>();
        for (Object item : items) {
            if (frozen.size() == MAX_ITEMS) {
                break;
            }
            frozen.add(frozen(item, depth + 1));
        }
        return frozen;
    }

    private List<@Nullable Object> frozenArray(Object array, int depth) {
        List<@Nullable Object> frozen = new ArrayList<>();
        for (int i = 0; i < Math.min(MAX_ITEMS, Array.getLength(array)); i++) {
            frozen.add(frozen(Array.get(array, i), depth + 1));
        }
        return frozen;
    }

    private static CharSequence bounded(CharSequence text) {
        return text.length() <= MAX_RAW_CHARS ? text : Texts.head(text, MAX_RAW_CHARS);
    }
}
