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

/** What lines show of one context: its fields, and the lineage when more than one process is in it. */
final class ContextText {
    private static final byte[] NO_LINEAGE = {};

    private final byte[] source;
    private final FieldList fields = new FieldList();
    private byte[] lineage = NO_LINEAGE;

    private ContextText(byte[] source) {
        this.source = source;
    }

    /** The context of an event; what cannot be read of it is left out and said so. */
    static ContextText of(EventView event, FieldText writer) {
        int start = event.start(Part.CONTEXT);
        ContextText text =
                new ContextText(Arrays.copyOfRange(event.bytes(), start, start + event.length(Part.CONTEXT)));
        try {
            ContextReader context = event.context();
            while (context.advance()) {
                text.take(context, writer);
            }
        } catch (MalformedEventException damaged) {
            text.fields.put(FieldText.UNREADABLE, "context", writer);
        }
        return text;
    }

    /** Whether it was made of just these bytes. */
    boolean isOf(byte[] bytes, int start, int length) {
        return Arrays.equals(source, 0, source.length, bytes, start, start + length);
    }

    /** The text fields that are not empty, the pid, the lineage and all of the context's extra. */
    FieldList fields() {
        return fields;
    }

    /** {@code ‹4711>4712›} when the event came from a process with known ancestors, else nothing. */
    byte[] lineage() {
        return lineage;
    }

    private void take(ContextReader context, FieldText writer) throws MalformedEventException {
        ContextField field = context.field();
        ValueReader value = context.value();
        if (context.isExtra()) {
            if (value.value() instanceof Map<?, ?> extra) {
                extra.forEach((key, item) -> fields.put(String.valueOf(key), item, writer));
            }
        } else if (field == ContextField.PROCESS_ID_CHAIN) {
            if (value.value() instanceof List<?> chain && !chain.isEmpty()) {
                takeChain(chain, writer);
            }
        } else if (field != null && !value.isEmpty() && !(value.isText() && value.valueLength() == 0)) {
            fields.put(field.key(), value, writer);
        }
    }

    /** Shown as a tuple, {@code (1,)} and {@code (1, 2)}, as in all dumps of this kind. */
    private void takeChain(List<?> chain, FieldText writer) {
        StringBuilder tuple = new StringBuilder("(");
        StringBuilder arrows = new StringBuilder("‹");
        for (int i = 0; i < chain.size(); i++) {
            tuple.append(i == 0 ? "" : ", ").append(chain.get(i));
            arrows.append(i == 0 ? "" : ">").append(chain.get(i));
        }
        tuple.append(chain.size() == 1 ? ",)" : ")");
        fields.put(ContextField.PROCESS_ID_CHAIN.key(), tuple.toString(), writer);
        if (chain.size() > 1) {
            Utf8Buffer harmless = new Utf8Buffer(64);
            writer.value(arrows.append("›").toString(), harmless);
            lineage = harmless.toByteArray();
        }
    }
}
