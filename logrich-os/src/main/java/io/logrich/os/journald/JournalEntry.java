package io.logrich.os.journald;

import io.logrich.codec.ContextReader;
import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.codec.MalformedEventException;
import io.logrich.codec.ValueReader;
import io.logrich.context.ContextField;
import io.logrich.event.LogLevel;
import io.logrich.text.JsonWriter;
import io.logrich.text.LittleEndian;
import io.logrich.text.Timestamps;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Makes entries of journald's native protocol (systemd, "Native Journal Protocol") from events. Every field has the form
 * that says its length, {@code NAME\n}, eight bytes, the value, {@code \n}: no value can be taken for another field. One
 * thread only.
 */
final class JournalEntry {
    /** Journald drops an entry of more than 1,024 fields; there is room left for what it adds. */
    private static final int MOST_FIELDS = 960;

    private static final byte[][] CONTEXT_NAMES = contextNames();
    private static final byte[] SYSLOG_IDENTIFIER = ascii("SYSLOG_IDENTIFIER");

    private final Utf8Buffer out = new Utf8Buffer(4096);
    private final byte[] id = new byte[32];
    private final byte[] serviceField;
    private final FieldNames names;
    private int fields;
    private int valueAt;

    JournalEntry(String serviceField) {
        this.serviceField = ascii(serviceField);
        this.names = new FieldNames(serviceField);
    }

    /** The entry of an event: valid until the next one is made. */
    Utf8Buffer of(EventView event) {
        out.shrinkTo(1 << 20);
        names.clear();
        fields = 0;
        part("MESSAGE", event, Part.MESSAGE);
        text("PRIORITY", priority(event.level()));
        part("LOGGER_NAME", event, Part.LOGGER);
        text("LOGGER_LEVEL", event.level().name());
        event.eventId().writeTo(id, 0);
        begin("EVENT_ID");
        out.put(id);
        end();
        begin("TIMESTAMP");
        Timestamps.isoUtc(out, event.timeMicros());
        end();
        part("THREAD_NAME", event, Part.THREAD);
        begin("SEQUENCE");
        out.decimal(event.sequence());
        end();
        part("EXC_INFO", event, Part.EXC_INFO);
        part("STACK_INFO", event, Part.STACK_INFO);
        int whole = out.size();
        try {
            context(event.context());
            others(event.extra());
        } catch (MalformedEventException damaged) {
            out.size(whole);
            text("UNREADABLE", String.valueOf(damaged.getMessage()));
        }
        return out;
    }

    /** The levels of syslog(3). */
    private static String priority(LogLevel level) {
        return switch (level) {
            case TRACE, DEBUG -> "7";
            case INFO -> "6";
            case WARNING -> "4";
            case ERROR -> "3";
            case CRITICAL -> "2";
        };
    }

    private void context(ContextReader context) throws MalformedEventException {
        while (context.advance()) {
            ContextField field = context.field();
            ValueReader value = context.value();
            if (field == ContextField.SERVICE) {
                value(serviceField, value);
                value(SYSLOG_IDENTIFIER, value);
            } else if (field == ContextField.PROCESS_ID_CHAIN) {
                lineage(value);
            } else if (field != null) {
                value(CONTEXT_NAMES[field.ordinal()], value);
            } else if (context.isExtra()) {
                int start = value.valueStart();
                others(ValueReader.entries(value.bytes(), start, start + value.valueLength()));
            }
        }
    }

    private void lineage(ValueReader value) throws MalformedEventException {
        if (value.value() instanceof List<?> pids && !pids.isEmpty()) {
            begin(CONTEXT_NAMES[ContextField.PROCESS_ID_CHAIN.ordinal()]);
            for (int i = 0; i < pids.size(); i++) {
                out.ascii(i == 0 ? "" : ">").add(String.valueOf(pids.get(i)));
            }
            end();
        }
    }

    /** Fields that have no name of their own here. More than an entry can have become one field, as a JSON object. */
    private void others(ValueReader entries) throws MalformedEventException {
        while (entries.advance()) {
            if (!entries.isEmpty()) {
                if (fields >= MOST_FIELDS) {
                    rest(entries);
                    return;
                }
                value(ascii(names.of(entries.key())), entries);
            }
        }
    }

    private void rest(ValueReader entries) throws MalformedEventException {
        begin(ascii(names.of("rest")));
        JsonWriter json = new JsonWriter(out).open('{');
        do {
            entries.writeKey(json);
            entries.writeValue(json);
        } while (entries.advance());
        json.close('}');
        end();
    }

    private void value(byte[] name, ValueReader value) throws MalformedEventException {
        if (value.isEmpty()) {
            return;
        }
        begin(name);
        if (value.isText()) {
            out.put(value.bytes(), value.valueStart(), value.valueLength());
        } else {
            value.writeValue(new JsonWriter(out));
        }
        end();
    }

    private void part(String name, EventView event, Part part) {
        if (event.has(part)) {
            begin(name);
            out.put(event.bytes(), event.start(part), event.length(part));
            end();
        }
    }

    private void text(String name, String value) {
        begin(name);
        out.add(value);
        end();
    }

    private void begin(String name) {
        out.ascii(name);
        beginValue();
    }

    private void begin(byte[] name) {
        out.put(name);
        beginValue();
    }

    private void beginValue() {
        out.ascii('\n').putLong(0);
        valueAt = out.size();
    }

    private void end() {
        LittleEndian.putLong(out.array(), valueAt - Long.BYTES, (long) out.size() - valueAt);
        out.ascii('\n');
        fields++;
    }

    private static byte[][] contextNames() {
        ContextField[] all = ContextField.values();
        byte[][] names = new byte[all.length][];
        for (ContextField field : all) {
            names[field.ordinal()] = ascii(field.key().toUpperCase(Locale.ROOT));
        }
        return names;
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
