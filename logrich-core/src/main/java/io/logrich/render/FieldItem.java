package io.logrich.render;

import io.logrich.codec.ContextReader;
import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.codec.MalformedEventException;
import io.logrich.codec.ValueReader;
import io.logrich.context.ContextField;
import io.logrich.text.Utf8Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One value of an event's fields or of its context, by its key or a path of keys; nothing where it is lacking. */
final class FieldItem implements Piece {
    private final boolean inContext;
    private final String first;
    private final List<String> deeper;
    private final FieldText writer;

    /**
     * The value under those keys.
     *
     * @param inContext whether it is one of the context, there of its fields or else of its extra
     */
    FieldItem(boolean inContext, List<String> keys, FieldText writer) {
        this.inContext = inContext;
        this.first = keys.get(0);
        this.deeper = keys.subList(1, keys.size());
        this.writer = writer;
    }

    @Override
    public void write(EventView event, Utf8Buffer out) {
        int start = out.size();
        try {
            if (inContext) {
                ofContext(event.context(), out);
            } else if (event.length(Part.EXTRA) > 0) {
                ofEntries(event.extra(), out);
            }
        } catch (MalformedEventException damaged) {
            out.size(start).ascii(FieldText.UNREADABLE);
        }
    }

    private void ofContext(ContextReader context, Utf8Buffer out) throws MalformedEventException {
        ContextField wanted = ContextField.of(first);
        while (context.advance()) {
            if (context.isExtra()) {
                extraOfContext(context.value(), out);
            } else if (wanted != null && context.field() == wanted) {
                put(context.value(), deeper, out);
            }
        }
    }

    private void extraOfContext(ValueReader value, Utf8Buffer out) throws MalformedEventException {
        if (first.equals("extra")) {
            put(value, deeper, out);
        } else if (ContextField.of(first) == null && value.value() instanceof Map<?, ?> extra) {
            put(extra.get(first), deeper, out);
        }
    }

    /** Of two values under one key the last one counts. */
    private void ofEntries(ValueReader entries, Utf8Buffer out) throws MalformedEventException {
        int start = out.size();
        while (entries.advance()) {
            if (entries.hasKey(first)) {
                out.size(start);
                put(entries, deeper, out);
            }
        }
    }

    private void put(ValueReader value, List<String> keys, Utf8Buffer out) throws MalformedEventException {
        if (!keys.isEmpty()) {
            put(value.value(), keys, out);
        } else if (!writer.isAbsent(value)) {
            writer.value(value, out);
        }
    }

    private void put(@Nullable Object value, List<String> keys, Utf8Buffer out) {
        Object found = value;
        for (String key : keys) {
            found = found instanceof Map<?, ?> map
                    ? map.get(key)
                    : found instanceof List<?> list ? at(list, key) : null;
        }
        if (found != null) {
            writer.value(found, out);
        }
    }

    private static @Nullable Object at(List<?> list, String index) {
        boolean inside = index.matches("[0-9]{1,6}") && Integer.parseInt(index) < list.size();
        return inside ? list.get(Integer.parseInt(index)) : null;
    }
}
