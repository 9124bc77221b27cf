package io.logrich.pipeline;

import io.logrich.scrub.SecretPattern;
import io.logrich.scrub.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Masks the secrets in frozen values, at any depth of maps and lists: what stands under a secret key, and what looks like a
 * secret anywhere. Thread-safe.
 */
final class Scrubber {
    private final Secrets secrets;

    Scrubber(Secrets secrets) {
        this.secrets = secrets;
    }

    String text(String text) {
        return secrets.scrub(text);
    }

    /**
     * A frozen value without its secrets.
     *
     * @param secret what makes the values of its key secrets, or null
     */
    @Nullable
    Object value(@Nullable SecretPattern secret, @Nullable Object value) {
        if (secret != null) {
            return masked(secret, value);
        } else if (value instanceof String text) {
            return secrets.scrub(text);
        } else if (value instanceof Map<?, ?> map) {
            return map(map);
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> scrubbed = new ArrayList<>(list.size());
            list.forEach(item -> scrubbed.add(value(null, item)));
            return scrubbed;
        }
        return value;
    }

    Map<String, @Nullable Object> map(Map<?, ?> map) {
        Map<String, @Nullable Object> scrubbed = new LinkedHashMap<>();
        map.forEach((key, item) -> {
            String name = String.valueOf(key);
            scrubbed.put(secrets.scrub(name), value(secrets.keys().of(name), item));
        });
        return scrubbed;
    }

    /** Everything below a secret key is masked item by item, so that the shape stays visible. */
    private @Nullable Object masked(SecretPattern secret, @Nullable Object value) {
        if (value == null) {
            return null;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> masked = new LinkedHashMap<>();
            map.forEach((key, item) -> masked.put(secrets.scrub(String.valueOf(key)), masked(secret, item)));
            return masked;
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> masked = new ArrayList<>(list.size());
            list.forEach(item -> masked.add(masked(secret, item)));
            return masked;
        }
        String text = value.toString();
        return secret.isIn(text) ? Secrets.MASK : value instanceof String ? secrets.scrub(text) : value;
    }
}
