package io.logrich.pipeline;

import io.logrich.pipeline.Notes.Part;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts frozen, scrubbed values to what the limits allow: characters of a text, keys of a map, items of a list, levels of
 * both. What is too deep becomes text. One value, one thread.
 */
final class Limiter {
    private final Part part;
    private final int maxChars;
    private final int maxKeys;
    private final int maxDepth;
    private final Notes notes;

    /**
     * A limiter.
     *
     * @param part what is limited, for the reports
     */
    Limiter(Part part, int maxChars, int maxKeys, int maxDepth, Notes notes) {
        this.part = part;
        this.maxChars = maxChars;
        this.maxKeys = maxKeys;
        this.maxDepth = maxDepth;
        this.notes = notes;
    }

    /**
     * A value within the limits.
     *
     * @param path where it is, from the field's key on
     * @param depth 1 for the value of a field
     */
    @Nullable
    Object value(String path, @Nullable Object value, int depth) {
        if (value instanceof String text) {
            return text(path, text, "length");
        } else if (value instanceof Map<?, ?> || value instanceof List<?>) {
            if (depth > maxDepth) {
                JsonWriter json = new JsonWriter(new Utf8Buffer(256));
                return text(path, json.value(value).out().toString(), "depth");
            }
            return value instanceof Map<?, ?> map ? map(path, map, depth, maxKeys) : list(path, (List<?>) value, depth);
        }
        return value;
    }

    Map<String, @Nullable Object> map(String path, Map<?, ?> map, int depth, int keys) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        List<String> dropped = new ArrayList<>();
        map.forEach((key, item) -> {
            String name = String.valueOf(key);
            if (kept.size() < keys) {
                kept.put(name, value(path.isEmpty() ? name : path + "." + name, item, depth + 1));
            } else {
                dropped.add(name);
            }
        });
        if (!dropped.isEmpty()) {
            notes.keysDropped(part, dropped, keys, path);
        }
        return kept;
    }

    private List<@Nullable Object> list(String path, List<?> list, int depth) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : list) {
            if (kept.size() == maxKeys) {
                notes.cut(part, "items", list.size(), maxKeys, path);
                break;
            }
            kept.add(value(path + "[" + kept.size() + "]", item, depth + 1));
        }
        return kept;
    }

    private String text(String path, String text, String reason) {
        CharSequence cut = Texts.limited(text, maxChars);
        if (cut.length() != text.length()) {
            notes.cut(part, reason, Texts.points(text), Texts.points(cut), path);
        }
        return cut.toString();
    }
}
