package io.logrich.event;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event's own fields while they are gathered, in order; a key given twice keeps both. One thread only. */
public final class Fields {
    private static final int USUAL = 4;

    private String[] keys = new String[USUAL];
    private @Nullable Object[] values = new Object[USUAL];
    private int size;

    /** No fields yet. */
    public Fields() {}

    public Fields add(String key, @Nullable Object value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        keys[size] = String.valueOf(key);
        values[size++] = value;
        return this;
    }

    public Fields addAll(Map<?, ?> map) {
        map.forEach((key, value) -> add(String.valueOf(key), value));
        return this;
    }

    public int size() {
        return size;
    }

    public String key(int index) {
        return keys[index];
    }

    public @Nullable Object value(int index) {
        return values[index];
    }
}
