package io.logrich.render;

import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.codec.MalformedEventException;
import io.logrich.codec.ValueReader;
import io.logrich.text.Utf8Buffer;
import java.util.List;

/**
 * What a line shows of an event's fields: context and own ones together, by key, as the placeholder
 * {@code context_fields} wants it, or only what a short line needs. One thread only.
 */
final class FieldPieces {
    private final ContextTexts contexts = new ContextTexts();
    private final FieldText writer = new FieldText();
    private final FieldList own = new FieldList();

    /** The fields of the context and of the event, sorted by key; the event's own win. */
    void writeAll(EventView event, Utf8Buffer out) {
        own.clear();
        if (event.length(Part.EXTRA) > 0) {
            try {
                ValueReader extra = event.extra();
                while (extra.advance()) {
                    if (!writer.isAbsent(extra)) {
                        own.put(extra, writer);
                    }
                }
            } catch (MalformedEventException damaged) {
                own.put(FieldText.UNREADABLE, "extra", writer);
            }
        }
        FieldList.writeMerged(out, contexts.of(event).fields(event, writer), own);
    }

    /** The lineage of an event that came from a process with ancestors, then the event's own fields as they were given. */
    void writeShort(EventView event, Utf8Buffer out) {
        byte[] lineage = contexts.of(event).lineage(event, writer);
        if (lineage.length > 0) {
            out.ascii(' ').put(lineage);
        }
        if (event.length(Part.EXTRA) == 0) {
            return;
        }
        int whole = out.size();
        try {
            ValueReader extra = event.extra();
            while (extra.advance()) {
                if (!writer.isAbsent(extra)) {
                    out.ascii(' ');
                    writer.key(extra, out);
                    out.ascii('=');
                    writer.value(extra, out);
                }
                whole = out.size();
            }
        } catch (MalformedEventException damaged) {
            out.size(whole).ascii(' ').ascii(FieldText.UNREADABLE).ascii("=extra");
        }
    }

    /** The context as JSON. */
    void writeContext(EventView event, Utf8Buffer out) {
        try {
            writer.context(event.context(), out);
        } catch (MalformedEventException damaged) {
            out.ascii(FieldText.UNREADABLE);
        }
    }

    /** The event's own fields as JSON. */
    void writeExtra(EventView event, Utf8Buffer out) {
        try {
            writer.entries(event.extra(), out);
        } catch (MalformedEventException damaged) {
            out.ascii(FieldText.UNREADABLE);
        }
    }

    /** The process and its ancestors, {@code 100>200}; nothing if there is no such chain. */
    void writeChain(EventView event, Utf8Buffer out) {
        out.put(contexts.of(event).chain(event, writer));
    }

    /** One of the event's own fields. */
    Piece ofExtra(List<String> keys) {
        return new FieldItem(false, keys, writer);
    }

    /** One of the context's fields, or of its extra. */
    Piece ofContext(List<String> keys) {
        return new FieldItem(true, keys, writer);
    }
}
