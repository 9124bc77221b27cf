package io.logrich.context;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values a {@link LogContext} is made of, while they are being gathered. One thread only. Not part of what users
 * see beyond {@link #build()}: they bind fields by name.
 */
public final class ContextFields {
    private static final String EXTRA = "extra";

    private final Map<ContextField, String> texts = new EnumMap<>(ContextField.class);
    private final Map<String, @Nullable Object> extra = new LinkedHashMap<>();
    private @Nullable Long processId;
    private List<Long> processIdChain = List.of();

    private ContextFields() {}

    /** No field is set. */
    public static ContextFields empty() {
        return new ContextFields();
    }

    /** Everything that the given context holds. */
    public static ContextFields of(LogContext parent) {
        ContextFields fields = new ContextFields();
        for (ContextField field : ContextField.values()) {
            String value = parent.text(field);
            if (value != null) {
                fields.texts.put(field, value);
            }
        }
        fields.processId = parent.processId();
        fields.processIdChain = parent.processIdChain();
        fields.extra.putAll(parent.extra());
        return fields;
    }

    /**
     * Sets one field by its JSON name. Null leaves the field as it is, {@link ContextBinder#NONE} takes it away; a name
     * that is no field of the context goes to {@code extra}, where null is a value like any other; a map under
     * {@code extra} is merged into it.
     *
     * @throws IllegalArgumentException if a number, a list of numbers or a map is wanted and the value is none
     */
    public ContextFields set(String name, @Nullable Object value) {
        ContextField field = ContextField.of(name);
        if (value == ContextBinder.NONE) {
            clear(name);
        } else if (name.equals(EXTRA)) {
            merge(value);
        } else if (field == null) {
            extra.put(name, Copies.of(value));
        } else if (value == null) {
            return this;
        } else if (field == ContextField.PROCESS_ID) {
            processId = pid(name, value);
        } else if (field == ContextField.PROCESS_ID_CHAIN) {
            processIdChain = chain(name, value);
        } else {
            texts.put(field, String.valueOf(value));
        }
        return this;
    }

    /** Sets several fields, see {@link #set}. */
    ContextFields setAll(Map<?, ?> fields) {
        fields.forEach((name, value) -> set(String.valueOf(name), value));
        return this;
    }

    /** Begins the lineage with the process's own pid, if there is one and no lineage. */
    ContextFields beginChain() {
        if (processId != null && processIdChain.isEmpty()) {
            processIdChain = List.of(processId);
        }
        return this;
    }

    /** Takes a field away, so that nothing is inherited for it. The three required ones cannot go. */
    public ContextFields clear(String name) {
        ContextField field = ContextField.of(name);
        if (name.equals(EXTRA)) {
            extra.clear();
        } else if (field == null) {
            extra.remove(name);
        } else if (field == ContextField.PROCESS_ID) {
            processId = null;
        } else if (field == ContextField.PROCESS_ID_CHAIN) {
            processIdChain = List.of();
        } else {
            texts.remove(field);
        }
        return this;
    }

    /**
     * The finished context.
     *
     * @throws IllegalArgumentException if service, environment or job_id is missing or blank
     */
    public LogContext build() {
        return new LogContext(this);
    }

    @Nullable
    String text(ContextField field) {
        return texts.get(field);
    }

    @Nullable
    Long processId() {
        return processId;
    }

    List<Long> processIdChain() {
        return processIdChain;
    }

    Map<String, @Nullable Object> extra() {
        return extra;
    }

    private void merge(@Nullable Object map) {
        if (map instanceof Map<?, ?> more) {
            more.forEach((key, value) -> {
                if (value == ContextBinder.NONE) {
                    extra.remove(String.valueOf(key));
                } else {
                    extra.put(String.valueOf(key), Copies.of(value));
                }
            });
        } else if (map != null) {
            throw new IllegalArgumentException("extra must be a map, was '" + map + "'");
        }
    }

    private static Long pid(String name, Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        try {
            return Long.valueOf(String.valueOf(value).strip());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(name + " must be a number, was '" + value + "'", notANumber);
        }
    }

    private static List<Long> chain(String name, Object value) {
        if (!(value instanceof Iterable<?> items)) {
            throw new IllegalArgumentException(name + " must be a list of numbers, was '" + value + "'");
        }
        var pids = new java.util.ArrayList<Long>();
        for (Object item : items) {
            if (item == null) {
                throw new IllegalArgumentException(name + " must be a list of numbers, has a null");
            }
            pids.add(pid(name, item));
        }
        return pids;
    }
}
