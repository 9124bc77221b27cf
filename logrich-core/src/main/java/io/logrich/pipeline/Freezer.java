package io.logrich.pipeline;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first stage: turns the application's objects into values of our own, once, on the caller's thread, and bounds the
 * raw input, so that everything after it handles a closed set of small things. What a foreign object does when it is asked
 * for its text costs only its own value.
 */
final class Freezer implements Stage {
    /** Longest raw text of one value, in UTF-16 units; the limits cut further, after the secrets are out. */
    static final int MAX_RAW_CHARS = 64 * 1024;

    private static final int MAX_DEPTH = 12;
    private static final int MAX_ITEMS = 1000;

    @Override
    public Verdict judge(Draft draft) {
        for (int field = 0; field < draft.fieldCount(); field++) {
            Object value = draft.value(field);
            if (value instanceof String text ? text.length() > MAX_RAW_CHARS : !isPlain(value)) {
                draft.value(field, freeze(value, 0));
            }
        }
        if (draft.message.length() > MAX_RAW_CHARS && !draft.isCaptured()) {
            draft.message = bounded(draft.message);
        }
        return Verdict.PASS;
    }

    /** A value of ours for any value: null, Boolean, a number, String, or a list or map of such. */
    static @Nullable Object freeze(@Nullable Object value, int depth) {
        if (value instanceof String text) {
            return bounded(text).toString();
        } else if (value == null || isPlain(value)) {
            return value;
        }
        try {
            return freezeObject(value, depth);
        } catch (RuntimeException | StackOverflowError failed) {
            return "[" + value.getClass().getName() + ": " + failed.getClass().getSimpleName() + "]";
        }
    }

    private static @Nullable Object freezeObject(Object value, int depth) {
        if (value instanceof Optional<?> optional) {
            return freeze(optional.orElse(null), depth);
        } else if (value instanceof Map<?, ?> map && depth < MAX_DEPTH) {
            return freezeMap(map, depth);
        } else if (value instanceof Iterable<?> items && !(value instanceof java.nio.file.Path) && depth < MAX_DEPTH) {
            return freezeList(items, depth);
        } else if (value.getClass().isArray() && depth < MAX_DEPTH) {
            return freezeArray(value, depth);
        } else if (value instanceof Character || value instanceof Enum<?>) {
            return value.toString();
        }
        return bounded(String.valueOf(value.toString())).toString();
    }

    private static Map<String, @Nullable Object> freezeMap(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> frozen = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (frozen.size() == MAX_ITEMS) {
                break;
            }
            frozen.put(String.valueOf(freeze(entry.getKey(), MAX_DEPTH)), freeze(entry.getValue(), depth + 1));
        }
        return frozen;
    }

    private static List<@Nullable Object> freezeList(Iterable<?> items, int depth) {
        List<@Nullable Object> frozen = new ArrayList<>();
        for (Object item : items) {
            if (frozen.size() == MAX_ITEMS) {
                break;
            }
            frozen.add(freeze(item, depth + 1));
        }
        return frozen;
    }

    private static List<@Nullable Object> freezeArray(Object array, int depth) {
        List<@Nullable Object> frozen = new ArrayList<>();
        for (int i = 0; i < Math.min(MAX_ITEMS, Array.getLength(array)); i++) {
            frozen.add(freeze(Array.get(array, i), depth + 1));
        }
        return frozen;
    }

    private static boolean isPlain(@Nullable Object value) {
        return value == null
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Boolean
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte
                || value.getClass() == BigInteger.class
                || value.getClass() == BigDecimal.class;
    }

    private static CharSequence bounded(CharSequence text) {
        return text.length() <= MAX_RAW_CHARS ? text : Texts.head(text, MAX_RAW_CHARS);
    }
}
