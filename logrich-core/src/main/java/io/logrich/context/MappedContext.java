package io.logrich.context;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a thread has bound, as a map that can be changed in place: the mapped diagnostic context of other logging systems.
 * There is one store: a key that is the name of a context's field is that field, every other one is an entry of its extra.
 * A change stays until the innermost scope is closed that is open on this thread, or the wrapped task ends; without either
 * until it is taken back. The map does not show what belongs to the process rather than to its work (service,
 * environment, job_id, user_name, hostname, process_id, process_id_chain): those are found by name, and stay when the map
 * is cleared. Nothing here throws for a value. Thread-safe, as the binder is: each thread has its own.
 */
public final class MappedContext {
    private static final Set<ContextField> OF_WORK =
            Set.of(ContextField.REQUEST_ID, ContextField.USER_ID, ContextField.TRACE_ID, ContextField.SPAN_ID);

    private final ContextBinder binder;

    public MappedContext(ContextBinder binder) {
        this.binder = binder;
    }

    /** Sets a value; null is a value like any other in the extra, and leaves a field as it is. */
    public void put(String key, @Nullable Object value) {
        change(fields -> set(fields, key, value));
    }

    /** The text of a value; null if there is none. */
    public @Nullable String get(String key) {
        LogContext context = binder.current();
        if (context == null) {
            return null;
        }
        ContextField field = ContextField.of(key);
        Object value = field == null ? context.extra().get(key) : context.text(field);
        return value == null ? null : textOf(value);
    }

    /** Takes a value away; what the process itself is called stays. */
    public void remove(String key) {
        ContextField field = ContextField.of(key);
        if (field == null || OF_WORK.contains(field)) {
            change(fields -> {
                if (field == null) {
                    extra(fields, key, ContextBinder.NONE);
                } else {
                    fields.clear(key);
                }
            });
        }
    }

    /** Takes all values away that {@link #copy} shows. */
    public void clear() {
        change(MappedContext::clear);
    }

    /** All values, in the order in which they were put. The caller's own. */
    public Map<String, String> copy() {
        Map<String, String> copy = new LinkedHashMap<>();
        LogContext context = binder.current();
        if (context != null) {
            for (ContextField field : ContextField.values()) {
                String text = OF_WORK.contains(field) ? context.text(field) : null;
                if (text != null) {
                    copy.put(field.key(), text);
                }
            }
            context.extra().forEach((key, value) -> copy.put(key, textOf(value)));
        }
        return copy;
    }

    /** Puts these values in the place of those that {@link #copy} shows. */
    public void replace(Map<String, ? extends @Nullable Object> values) {
        change(fields -> {
            clear(fields);
            values.forEach((key, value) -> set(fields, key, value));
        });
    }

    /** Adds a value to the list under a key; what was there and is no list becomes its first entry. */
    public void push(String key, @Nullable Object value) {
        List<@Nullable Object> list = list(key);
        list.add(value);
        change(fields -> extra(fields, key, list));
    }

    /** Takes the last value from the list under a key; null if there is none. */
    public @Nullable String pop(String key) {
        List<@Nullable Object> list = list(key);
        Object last = list.isEmpty() ? null : list.remove(list.size() - 1);
        change(fields -> extra(fields, key, list.isEmpty() ? ContextBinder.NONE : list));
        return last == null ? null : textOf(last);
    }

    /** The list under a key, the first value first; empty if there is none. The caller's own. */
    public List<@Nullable Object> list(String key) {
        LogContext context = binder.current();
        Object value = context == null ? null : context.extra().get(key);
        List<@Nullable Object> list = new ArrayList<>();
        if (value instanceof List<?> several) {
            list.addAll(several);
        } else if (value != null) {
            list.add(value);
        }
        return list;
    }

    /** Takes the list under a key away. */
    public void removeList(String key) {
        change(fields -> extra(fields, key, ContextBinder.NONE));
    }

    private void change(Consumer<ContextFields> changes) {
        LogContext context = binder.current();
        if (context != null) { // else nothing can be bound, as there is no runtime any more
            ContextFields fields = ContextFields.of(context);
            changes.accept(fields);
            binder.replace(fields.build());
        }
    }

    private static void set(ContextFields fields, String key, @Nullable Object value) {
        ContextField field = ContextField.of(key);
        if (field == null) {
            extra(fields, key, value);
        } else if (field != ContextField.PROCESS_ID && field != ContextField.PROCESS_ID_CHAIN && value != null) {
            String text = textOf(value);
            if (!text.isBlank()) {
                fields.set(key, text);
            }
        }
    }

    private static void extra(ContextFields fields, String key, @Nullable Object value) {
        fields.set("extra", Collections.singletonMap(key, value));
    }

    private static void clear(ContextFields fields) {
        fields.clear("extra");
        OF_WORK.forEach(field -> fields.clear(field.key()));
    }

    private static String textOf(@Nullable Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException | LinkageError | StackOverflowError failed) {
            return "[text failed: " + failed.getClass().getName() + "]";
        }
    }
}
