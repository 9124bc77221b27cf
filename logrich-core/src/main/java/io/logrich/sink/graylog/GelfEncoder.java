package io.logrich.sink.graylog;

import io.logrich.codec.ContextReader;
import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.codec.KnownContexts;
import io.logrich.codec.MalformedEventException;
import io.logrich.codec.ValueReader;
import io.logrich.context.ContextField;
import io.logrich.event.LogLevel;
import io.logrich.render.Utf8;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as GELF 1.1, each one JSON object without a line end or NUL byte in it. How fields become what they are
 * there is told in {@code docs/graylog.md}. One thread only; allocates little.
 */
final class GelfEncoder {
    /** OpenSearch refuses a whole message for one keyword that is longer, IndexWriter.MAX_TERM_LENGTH. */
    static final int MAX_FIELD_BYTES = 32_766;

    static final String NO_MESSAGE = "(no message)";

    private static final int ANY = Integer.MAX_VALUE;
    private static final int SHORTEST = 16;
    private static final byte[] BEGIN = bytes("{\"version\":\"1.1\",\"host\":");
    private static final byte[] SHORT_MESSAGE = bytes("\"short_message\":");
    private static final byte[] FULL_MESSAGE = bytes("\"full_message\":");
    private static final byte[] TRUNCATED = bytes("\"_truncated\":");
    private static final byte[] UNREADABLE = bytes("\"_unreadable\":");
    private static final byte[] UNKNOWN = bytes("unknown");
    private static final byte[] NOTHING = bytes(NO_MESSAGE);

    /** By the number of the field; the names that Graylog's users of the Python library know. */
    private static final byte[][] CONTEXT_KEYS = contextKeys();

    /** What we write ourselves, and what Graylog fills or drops; without the underscore. */
    private static final String[] TAKEN = {
        "level_name",
        "logger",
        "thread",
        "event_id",
        "sequence",
        "truncated",
        "unreadable",
        "service",
        "environment",
        "job_id",
        "request_id",
        "user_id",
        "user",
        "hostname",
        "pid",
        "process_id_chain",
        "trace_id",
        "span_id",
        "id",
        "_id",
        "_ttl",
        "_source",
        "_all",
        "_index",
        "_type",
        "_score",
        "version",
        "host",
        "short_message",
        "message",
        "full_message",
        "source",
        "timestamp",
        "level",
        "streams"
    };

    private final FieldKeys names = new FieldKeys(TAKEN);
    private final GelfText text = new GelfText();
    private final Utf8Buffer scratch = new Utf8Buffer(1024);
    private final OwnMembers own = new OwnMembers(text);
    private final KnownContexts<GelfContext> contexts = new KnownContexts<>() {
        @Override
        protected GelfContext make(EventView event) throws MalformedEventException {
            return context(event);
        }
    };
    private final byte[][] staticKeys;
    private final byte[][] staticValues;
    private int mostFields = ANY;
    private int mostText = ANY;
    private int fields;

    /** With fields that each message has, unless the event has one of that name. */
    GelfEncoder(Map<String, String> fields) {
        staticKeys = fields.keySet().stream().map(GelfEncoder::utf8).toArray(byte[][]::new);
        staticValues = fields.values().stream().map(GelfEncoder::utf8).toArray(byte[][]::new);
    }

    /** Adds the whole event; of an additional field's text at most {@link #MAX_FIELD_BYTES}. */
    void write(EventView event, Utf8Buffer out) {
        write(event, ANY, ANY, out);
    }

    /**
     * Adds the event in so many bytes at most, from 1,024 on: the longest texts are shortened, and at last the last fields
     * left out.
     */
    void write(EventView event, int limit, Utf8Buffer out) {
        int start = out.size();
        write(event, ANY, ANY, out);
        if (out.size() - start > limit) {
            shorten(event, limit, start, out);
        }
    }

    private void shorten(EventView event, int limit, int start, Utf8Buffer out) {
        int most = Math.min(limit, longest(event));
        while (out.size() - start > limit && most > SHORTEST) {
            most /= 2;
            out.size(start);
            write(event, most, ANY, out);
        }
        int left = fields;
        while (out.size() - start > limit && left > 0) {
            left /= 2;
            out.size(start);
            write(event, SHORTEST, left, out);
        }
    }

    private static int longest(EventView event) {
        int all = 0;
        for (Part part : Part.values()) {
            all = Math.max(all, event.length(part));
        }
        return all;
    }

    private void write(EventView event, int textBytes, int fieldCount, Utf8Buffer out) {
        int start = out.size();
        mostText = textBytes;
        mostFields = fieldCount;
        fields = 0;
        text.reset();
        names.clear();
        scratch.shrinkTo(64 * 1024);
        try {
            whole(event, new JsonWriter(out));
        } catch (MalformedEventException damaged) {
            out.size(start);
            remains(event, String.valueOf(damaged.getMessage()), new JsonWriter(out));
        }
        Utf8.repair(out, start);
    }

    private void whole(EventView event, JsonWriter json) throws MalformedEventException {
        GelfContext known = mostText == ANY ? contexts.of(event) : null;
        GelfContext context = known == null ? context(event) : known;
        json.literal(context.begin(), 0, context.begin().length);
        messages(event, json);
        own(event, json);
        if (context.members().length > 0) {
            json.literal(context.members(), 0, context.members().length);
        }
        entries(event.extra(), json);
        if (context.extraLength() > 0) {
            int extra = event.start(Part.CONTEXT) + context.extraStart();
            entries(ValueReader.entries(event.bytes(), extra, extra + context.extraLength()), json);
        }
        for (int i = 0; i < staticKeys.length && fields < mostFields; i++) {
            if (names.writeIfFree(json, staticKeys[i])) {
                fieldText(json, staticValues[i], 0, staticValues[i].length);
                fields++;
            }
        }
        if (text.leftOut() > 0) {
            json.keyConstant(TRUNCATED).number(text.leftOut());
        }
        json.close('}');
    }

    private GelfContext context(EventView event) throws MalformedEventException {
        Utf8Buffer out = new Utf8Buffer(2 * event.length(Part.CONTEXT));
        host(event, new JsonWriter(out).keyConstant(BEGIN));
        byte[] begin = out.toByteArray();
        JsonWriter json = new JsonWriter(out.clear());
        ContextReader context = event.context();
        int extraStart = 0;
        int extraLength = 0;
        while (context.advance()) {
            ContextField field = context.field();
            if (field != null && !context.value().isEmpty()) {
                json.keyConstant(CONTEXT_KEYS[field.ordinal()]);
                contextValue(field, context.value(), json);
            } else if (context.isExtra() && !context.value().isText()) {
                extraStart = context.value().valueStart() - event.start(Part.CONTEXT);
                extraLength = context.value().valueLength();
            }
        }
        return new GelfContext(begin, out.toByteArray(), extraStart, extraLength);
    }

    private void host(EventView event, JsonWriter json) throws MalformedEventException {
        ContextReader context = event.context();
        byte[] host = UNKNOWN;
        int start = 0;
        int length = UNKNOWN.length;
        while (context.advance()) {
            ContextField field = context.field();
            if (field == ContextField.HOSTNAME || field == ContextField.SERVICE) {
                ValueReader value = context.value();
                if (value.isText() && !GelfText.isBlank(value.bytes(), value.valueStart(), value.valueLength())) {
                    host = value.bytes();
                    start = value.valueStart();
                    length = value.valueLength();
                }
            }
        }
        text.write(json, host, start, length, Math.min(mostText, MAX_FIELD_BYTES));
    }

    private void messages(EventView event, JsonWriter json) {
        json.keyConstant(SHORT_MESSAGE);
        byte[] bytes = event.bytes();
        int start = event.start(Part.MESSAGE);
        int length = event.length(Part.MESSAGE);
        if (!GelfText.isBlank(bytes, start, length)) {
            text.write(json, bytes, start, length, mostText);
        } else {
            int line = firstLine(event);
            if (line > 0) {
                text.write(json, bytes, event.start(Part.EXC_INFO), line, mostText);
            } else {
                json.string(NOTHING, 0, NOTHING.length);
            }
        }
        if (event.length(Part.EXC_INFO) > 0 || event.length(Part.STACK_INFO) > 0) {
            scratch.clear().put(bytes, start, length);
            line(event, Part.EXC_INFO);
            line(event, Part.STACK_INFO);
            json.keyConstant(FULL_MESSAGE);
            text.write(json, scratch.array(), 0, scratch.size(), mostText);
        }
    }

    private void line(EventView event, Part part) {
        if (event.length(part) > 0) {
            if (scratch.size() > 0 && scratch.array()[scratch.size() - 1] != '\n') {
                scratch.ascii('\n');
            }
            scratch.put(event.bytes(), event.start(part), event.length(part));
        }
    }

    /** How long the first line of the exception is, 0 if there is nothing in it. */
    private static int firstLine(EventView event) {
        byte[] bytes = event.bytes();
        int start = event.start(Part.EXC_INFO);
        int length = 0;
        while (length < event.length(Part.EXC_INFO) && bytes[start + length] != '\n') {
            length++;
        }
        return GelfText.isBlank(bytes, start, length) ? 0 : length;
    }

    private void own(EventView event, JsonWriter json) {
        own.write(event, json, Math.min(mostText, MAX_FIELD_BYTES));
    }

    /** RFC 5424, table 2. */
    static int severity(LogLevel level) {
        return switch (level) {
            case TRACE, DEBUG -> 7;
            case INFO -> 6;
            case WARNING -> 4;
            case ERROR -> 3;
            case CRITICAL -> 2;
        };
    }

    private void contextValue(ContextField field, ValueReader value, JsonWriter json) throws MalformedEventException {
        if (field == ContextField.PROCESS_ID_CHAIN && value.value() instanceof Iterable<?> chain) {
            scratch.clear();
            for (Object pid : chain) {
                if (scratch.size() > 0) {
                    scratch.ascii('>');
                }
                scratch.add(String.valueOf(pid));
            }
            fieldText(json, scratch.array(), 0, scratch.size());
        } else {
            value(value, json);
        }
    }

    private void entries(ValueReader entries, JsonWriter json) throws MalformedEventException {
        while (entries.advance()) {
            if (fields >= mostFields) {
                text.leaveOut(entries.keyLength() + Math.max(1, entries.valueLength()));
                continue;
            }
            names.write(json, entries.bytes(), entries.keyStart(), entries.keyLength());
            fields++;
            value(entries, json);
        }
    }

    /** Numbers stay numbers, everything else becomes text: Graylog drops or rewrites what is neither. */
    private void value(ValueReader value, JsonWriter json) throws MalformedEventException {
        if (value.isText()) {
            fieldText(json, value.bytes(), value.valueStart(), value.valueLength());
        } else if (value.isWhole()) {
            json.number(value.whole());
        } else {
            scratch.clear();
            value.writeValue(new JsonWriter(scratch));
            byte first = scratch.array()[0];
            boolean number = (first == '-' || first >= '0' && first <= '9') && value.value() instanceof Double;
            if (number) {
                json.literal(scratch.array(), 0, scratch.size());
            } else if (first == '"') {
                json.literal(scratch.array(), 0, scratch.size()); // NaN and the like
            } else {
                fieldText(json, scratch.array(), 0, scratch.size());
            }
        }
    }

    private void fieldText(JsonWriter json, byte[] bytes, int start, int length) {
        text.write(json, bytes, start, length, Math.min(mostText, MAX_FIELD_BYTES));
    }

    /** What can be said of an event whose fields cannot be read. */
    private void remains(EventView event, String damage, JsonWriter json) {
        json.keyConstant(BEGIN).string(UNKNOWN, 0, UNKNOWN.length);
        messages(event, json);
        own(event, json);
        json.keyConstant(UNREADABLE).string(damage).close('}');
    }

    private static byte[][] contextKeys() {
        ContextField[] all = ContextField.values();
        byte[][] keys = new byte[all.length][];
        for (ContextField field : all) {
            String name = switch (field) {
                case USER_NAME -> "user";
                case PROCESS_ID -> "pid";
                default -> field.key();
            };
            keys[field.ordinal()] = bytes("\"_" + name + "\":");
        }
        return keys;
    }

    private static byte[] utf8(@Nullable String text) {
        return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
