package io.logrich.render;

import io.logrich.codec.ContextReader;
import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.codec.MalformedEventException;
import io.logrich.codec.ValueReader;
import io.logrich.context.ContextField;
import io.logrich.text.Utf8Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What lines show of one context, each part made when it is first asked for. One thread only. */
final class ContextText {
    private final byte[] source;
    private @Nullable FieldList fields;
    private byte @Nullable [] lineage;
    private byte @Nullable [] chain;

    /** What is shown of the context of that event, and of every other with the same. */
    ContextText(EventView event) {
        int start = event.start(Part.CONTEXT);
        this.source = Arrays.copyOfRange(event.bytes(), start, start + event.length(Part.CONTEXT));
    }

    /** Whether it was made of just these bytes. */
    boolean isOf(byte[] bytes, int start, int length) {
        return Arrays.equals(source, 0, source.length, bytes, start, start + length);
    }

    /**
     * The text fields that are not empty, the pid, the lineage and all of the context's extra; what cannot be read is left
     * out and said so.
     *
     * @param event one that has this context
     */
    FieldList fields(EventView event, FieldText writer) {
        FieldList known = fields;
        if (known == null) {
            known = new FieldList();
            try {
                ContextReader context = event.context();
                while (context.advance()) {
                    take(context, known, writer);
                }
            } catch (MalformedEventException damaged) {
                known.put(FieldText.UNREADABLE, "context", writer);
            }
            fields = known;
        }
        return known;
    }

    /**
     * {@code ‹4711>4712›} when the event came from a process with known ancestors, else nothing.
     *
     * @param event one that has this context
     */
    byte[] lineage(EventView event, FieldText writer) {
        byte[] known = lineage;
        if (known == null) {
            List<?> chain = chainOf(event);
            known = chain.size() < 2 ? new byte[0] : written(joined("‹", chain, ">", "›"), writer);
            lineage = known;
        }
        return known;
    }

    /**
     * {@code 4711>4712}, or nothing when the event has no chain.
     *
     * @param event one that has this context
     */
    byte[] chain(EventView event, FieldText writer) {
        byte[] known = chain;
        if (known == null) {
            known = written(joined("", chainOf(event), ">", ""), writer);
            chain = known;
        }
        return known;
    }

    private static List<?> chainOf(EventView event) {
        List<?> chain = List.of();
        try {
            ContextReader context = event.context();
            while (context.advance()) {
                if (context.field() == ContextField.PROCESS_ID_CHAIN) {
                    chain = chainOf(context.value());
                }
            }
        } catch (MalformedEventException damaged) {
            // what was found before the damage is shown, and the line has its message in any case
        }
        return chain;
    }

    private static byte[] written(String text, FieldText writer) {
        Utf8Buffer out = new Utf8Buffer(64);
        writer.value(text, out);
        return out.toByteArray();
    }

    private static void take(ContextReader context, FieldList fields, FieldText writer) throws MalformedEventException {
        ContextField field = context.field();
        ValueReader value = context.value();
        if (context.isExtra()) {
            if (value.value() instanceof Map<?, ?> extra) {
                extra.forEach((key, item) -> fields.put(String.valueOf(key), item, writer));
            }
        } else if (field == ContextField.PROCESS_ID_CHAIN) {
            List<?> chain = chainOf(value);
            if (!chain.isEmpty()) {
                fields.put(field.key(), tuple(chain), writer);
            }
        } else if (field != null && !value.isEmpty() && !(value.isText() && value.valueLength() == 0)) {
            fields.put(field.key(), value, writer);
        }
    }

    private static List<?> chainOf(ValueReader value) throws MalformedEventException {
        return value.value() instanceof List<?> chain ? chain : List.of();
    }

    /** {@code (1,)} and {@code (1, 2)}. */
    private static String tuple(List<?> chain) {
        return joined("(", chain, ", ", chain.size() == 1 ? ",)" : ")");
    }

    private static String joined(String before, List<?> chain, String between, String after) {
        return chain.stream().map(String::valueOf).collect(Collectors.joining(between, before, after));
    }
}
