package io.logrich.context;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields given as name, value, name, value. */
final class Pairs {
    private Pairs() {}

    static Map<String, @Nullable Object> of(String name, @Nullable Object value, @Nullable Object... more) {
        if (more.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "fields must come as name, value pairs; " + more[more.length - 1] + " has no value");
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(name, value);
        for (int i = 0; i < more.length; i += 2) {
            fields.put(String.valueOf(more[i]), more[i + 1]);
        }
        return fields;
    }
}
