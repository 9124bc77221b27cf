package io.logrich.context;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a context that have a name of their own, in canonical order; everything else is {@code extra}. */
public enum ContextField {
    SERVICE("service"),
    ENVIRONMENT("environment"),
    JOB_ID("job_id"),
    REQUEST_ID("request_id"),
    USER_ID("user_id"),
    USER_NAME("user_name"),
    HOSTNAME("hostname"),
    PROCESS_ID("process_id"),
    PROCESS_ID_CHAIN("process_id_chain"),
    TRACE_ID("trace_id"),
    SPAN_ID("span_id");

    private static final Map<String, ContextField> BY_KEY = new HashMap<>();

    static {
        for (ContextField field : values()) {
            BY_KEY.put(field.key, field);
        }
    }

    private final String key;

    ContextField(String key) {
        this.key = key;
    }

    /** The name in JSON and in {@code bind}. */
    public String key() {
        return key;
    }

    /** The field of that name, or null. */
    public static @Nullable ContextField of(String key) {
        return BY_KEY.get(key);
    }
}
