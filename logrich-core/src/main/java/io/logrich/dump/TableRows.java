package io.logrich.dump;

import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.codec.MalformedEventException;
import io.logrich.codec.ValueReader;
import io.logrich.render.Utf8;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;

/**
 * The events of one block of a page: an array for each, whose loggers, threads, contexts and processes are numbers. What
 * the numbers stand for is in the block in which they come first. Values are texts, so that no number loses digits in a
 * browser. One thread only.
 */
final class TableRows {
    private static final String UNREADABLE = "unreadable";

    private final Utf8Buffer events = new Utf8Buffer(64 * 1024);
    private final Utf8Buffer scratch = new Utf8Buffer(1024);
    private final Numbers texts = new Numbers();
    private final Contexts contexts;
    private JsonWriter json = new JsonWriter(events);
    private int count;
    private long base;

    TableRows(History history) {
        this.contexts = new Contexts(history, this::value);
    }

    /** How many events are in the block. */
    int count() {
        return count;
    }

    /** How many bytes they take. */
    int bytes() {
        return events.size();
    }

    /** Adds an event. */
    void add(EventView event) {
        if (count++ == 0) {
            base = event.timeMicros();
        }
        Contexts.Numbered context = contexts.of(event);
        json.open('[').number(event.timeMicros() - base).number(event.level().ordinal());
        json.number(context.process()).number(text(event, Part.LOGGER)).number(text(event, Part.THREAD));
        json.number(event.sequence()).number(context.context());
        part(event, Part.MESSAGE);
        if (event.length(Part.EXTRA) > 0 || event.has(Part.EXC_INFO) || event.has(Part.STACK_INFO)) {
            fields(event);
            part(event, Part.EXC_INFO);
            part(event, Part.STACK_INFO);
        }
        json.close(']');
    }

    /** Writes the block and begins the next one. */
    void writeTo(Utf8Buffer out) {
        out.ascii("{\"texts\":[");
        texts.writeNewTo(out);
        out.ascii("],\"contexts\":[");
        contexts.writeNewContextsTo(out);
        out.ascii("],\"processes\":[");
        contexts.writeNewProcessesTo(out);
        out.ascii("],\"base\":").decimal(base).ascii(",\"events\":[");
        out.put(events.array(), 0, events.size()).ascii("]}");
        Utf8.repair(out, 0);
        events.clear();
        json = new JsonWriter(events);
        count = 0;
    }

    private int text(EventView event, Part part) {
        int known = texts.numberOf(event.bytes(), event.start(part), event.length(part));
        if (known >= 0) {
            return known;
        }
        texts.next().string(event.bytes(), event.start(part), event.length(part));
        return texts.add(event.bytes(), event.start(part), event.length(part));
    }

    private void part(EventView event, Part part) {
        if (event.has(part)) {
            json.string(event.bytes(), event.start(part), event.length(part));
        } else {
            json.number(0);
        }
    }

    private void fields(EventView event) {
        json.open('[');
        try {
            ValueReader extra = event.extra();
            while (extra.advance()) {
                json.string(extra.key());
                value(extra, json);
            }
        } catch (MalformedEventException damaged) {
            json.string(UNREADABLE).string(String.valueOf(damaged.getMessage()));
        }
        json.close(']');
    }

    /** Writes a value as its text: text as it is, everything else as JSON. */
    private void value(ValueReader value, JsonWriter out) {
        if (value.isText()) {
            out.string(value.bytes(), value.valueStart(), value.valueLength());
            return;
        }
        try {
            value.writeValue(new JsonWriter(scratch.clear()));
            out.string(scratch.array(), 0, scratch.size());
        } catch (MalformedEventException damaged) {
            out.string(UNREADABLE);
        }
    }
}
