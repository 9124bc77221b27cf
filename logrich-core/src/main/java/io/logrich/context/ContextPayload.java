package io.logrich.context;

import io.logrich.text.JsonReader;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A stack of contexts as the JSON that Python and Java processes hand to each other. Stateless. */
final class ContextPayload {
    private static final long VERSION = 1;

    private ContextPayload() {}

    static String write(List<LogContext> stack, UnaryOperator<LogContext> filter) {
        JsonWriter json = new JsonWriter(new Utf8Buffer(512));
        json.open('{').key("version").number(VERSION).key("stack").open('[');
        for (LogContext context : stack) {
            json.value(filter.apply(context).toMap(true));
        }
        return json.close(']').close('}').out().toString();
    }

    static List<LogContext> read(String payload) {
        if (!(JsonReader.read(payload) instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("a context payload must be a JSON object");
        }
        Object version = map.get("version");
        if (!Long.valueOf(VERSION).equals(version)) {
            throw new IllegalArgumentException("context payload version must be " + VERSION + ", was " + version);
        }
        List<LogContext> stack = new ArrayList<>();
        Object under = map.get("stack");
        if (under == null) {
            return stack;
        }
        if (!(under instanceof List<?> frames)) {
            throw new IllegalArgumentException("the stack of a context payload must be a list");
        }
        for (Object frame : frames) {
            if (!(frame instanceof Map<?, ?> fields)) {
                throw new IllegalArgumentException("a frame of a context payload must be a JSON object");
            }
            stack.add(ContextFields.empty().setAll(fields).build());
        }
        return stack;
    }
}
