package io.logrich.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Masks secrets: a value under a key that has a pattern is masked if the pattern is found in it, at any depth of maps and
 * lists. Comes after {@link Freezer} and before anything is cut.
 */
final class Scrubber implements Stage {
    static final String MASK = "***";

    private final Map<String, Pattern> patterns;

    /** A scrubber for keys in lower case. */
    Scrubber(Map<String, Pattern> patterns) {
        this.patterns = patterns;
    }

    @Override
    public Verdict judge(Draft draft) {
        for (int field = 0; field < draft.fieldCount(); field++) {
            Object value = draft.value(field);
            Object scrubbed = entry(draft.key(field), value);
            if (scrubbed != value) {
                draft.value(field, scrubbed);
            }
        }
        return Verdict.PASS;
    }

    /** The given map without its secrets; the map itself if it has none. */
    Map<String, @Nullable Object> map(Map<String, @Nullable Object> map) {
        Map<String, @Nullable Object> scrubbed = new LinkedHashMap<>();
        boolean changed = false;
        for (Map.Entry<String, @Nullable Object> entry : map.entrySet()) {
            Object value = entry(entry.getKey(), entry.getValue());
            changed |= value != entry.getValue();
            scrubbed.put(entry.getKey(), value);
        }
        return changed ? scrubbed : map;
    }

    private @Nullable Object entry(String key, @Nullable Object value) {
        Pattern pattern = patternFor(key);
        if (pattern != null) {
            return masked(pattern, value);
        } else if (value instanceof Map<?, ?> || value instanceof List<?>) {
            return nested(value);
        }
        return value;
    }

    @SuppressWarnings("unchecked") // frozen maps have text keys
    private @Nullable Object nested(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map((Map<String, @Nullable Object>) map);
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> scrubbed = new ArrayList<>();
            boolean changed = false;
            for (Object item : list) {
                Object clean = nested(item);
                changed |= clean != item;
                scrubbed.add(clean);
            }
            return changed ? scrubbed : list;
        }
        return value;
    }

    /** Everything below a secret key is masked item by item, so that the shape stays visible. */
    private @Nullable Object masked(Pattern pattern, @Nullable Object value) {
        if (value == null) {
            return null;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> masked = new LinkedHashMap<>();
            map.forEach((key, item) -> masked.put(String.valueOf(key), masked(pattern, item)));
            return masked;
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> masked = new ArrayList<>();
            list.forEach(item -> masked.add(masked(pattern, item)));
            return masked;
        }
        return pattern.matcher(value.toString()).find() ? MASK : value;
    }

    private @Nullable Pattern patternFor(String key) {
        Pattern exact = patterns.get(key);
        if (exact != null || isLowerCase(key)) {
            return exact;
        }
        return patterns.get(key.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isLowerCase(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c > 'z' || c < '0' || c >= 'A' && c <= 'Z') {
                return false;
            }
        }
        return true;
    }
}
