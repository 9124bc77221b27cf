package io.logrich.dump;

import io.logrich.codec.ContextReader;
import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.codec.MalformedEventException;
import io.logrich.codec.ValueReader;
import io.logrich.context.ContextField;
import io.logrich.text.JsonWriter;
import io.logrich.text.LittleEndian;
import io.logrich.text.Utf8Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of the events of a page and the processes that they name, each once. What the context says is believed as
 * little as any other byte of an event. One thread only.
 */
final class Contexts {
    private static final int RUN_BYTES = 16;

    /** What stands for a context in a row. */
    record Numbered(int context, int process) {}

    private final History history;
    private final BiConsumer<ValueReader, JsonWriter> values;
    private final Numbers contexts = new Numbers();
    private final Numbers processes = new Numbers();
    private final Map<Integer, Numbered> known = new HashMap<>();
    private final Utf8Buffer key = new Utf8Buffer(256);

    /** What a context says of its process. */
    private static final class Who {
        private @Nullable Long pid;
        private List<?> chain = List.of();
        private String service = "";
    }

    Contexts(History history, BiConsumer<ValueReader, JsonWriter> values) {
        this.history = history;
        this.values = values;
    }

    /** The numbers of an event's context and process. */
    Numbered of(EventView event) {
        key.clear().reserve(RUN_BYTES);
        key.size(RUN_BYTES);
        LittleEndian.putLong(key.array(), 0, event.runHigh());
        LittleEndian.putLong(key.array(), 8, event.runLow());
        key.put(event.bytes(), event.start(Part.CONTEXT), event.length(Part.CONTEXT));
        int number = contexts.numberOf(key.array(), 0, key.size());
        Numbered numbered = known.get(number);
        if (numbered == null) {
            Who who = write(event, contexts.next());
            number = contexts.add(key.array(), 0, key.size());
            numbered = new Numbered(number, process(event, who));
            known.put(number, numbered);
        }
        return numbered;
    }

    void writeNewContextsTo(Utf8Buffer out) {
        contexts.writeNewTo(out);
    }

    void writeNewProcessesTo(Utf8Buffer out) {
        processes.writeNewTo(out);
    }

    private Who write(EventView event, JsonWriter json) {
        Who who = new Who();
        json.open('[');
        try {
            ContextReader context = event.context();
            while (context.advance()) {
                ContextField field = context.field();
                if (field != null) {
                    json.string(field.key());
                    values.accept(context.value(), json);
                    note(field, context.value().value(), who);
                } else if (context.isExtra() && context.value().value() instanceof Map<?, ?> extra) {
                    extra.forEach(
                            (name, value) -> json.string(String.valueOf(name)).string(textOf(value)));
                }
            }
        } catch (MalformedEventException damaged) {
            json.string("unreadable").string(String.valueOf(damaged.getMessage()));
        }
        json.close(']');
        return who;
    }

    private static void note(ContextField field, @Nullable Object value, Who who) {
        if (field == ContextField.PROCESS_ID && value instanceof Long pid) {
            who.pid = pid;
        } else if (field == ContextField.PROCESS_ID_CHAIN && value instanceof List<?> chain) {
            who.chain = chain;
        } else if (field == ContextField.SERVICE && value instanceof String service) {
            who.service = service;
        }
    }

    private static String textOf(@Nullable Object value) {
        return value instanceof String text
                ? text
                : new JsonWriter(new Utf8Buffer(64)).value(value).out().toString();
    }

    /** A process is a run and a number: what it captures from another program has the other one's number. */
    private int process(EventView event, Who who) {
        UUID run = new UUID(event.runHigh(), event.runLow());
        ProcessLabel label = history.process(run);
        long pid = who.pid != null ? who.pid : label == null ? 0 : label.pid();
        byte[] identity = (run + " " + pid).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        int number = processes.numberOf(identity, 0, identity.length);
        if (number >= 0) {
            return number;
        }
        JsonWriter json = processes.next().open('[').number(pid).open('[');
        for (Object ancestor : who.chain) {
            json.number(ancestor instanceof Long one ? one : 0);
        }
        json.close(']').string(nameOf(event, pid, label)).string(who.service).string(run.toString());
        json.close(']');
        return processes.add(identity, 0, identity.length);
    }

    private static String nameOf(EventView event, long pid, @Nullable ProcessLabel label) {
        if (label == null) {
            return "process";
        }
        return label.pid() == pid ? label.name() : event.text(Part.LOGGER);
    }
}
