package io.logrich.pipeline;

import io.logrich.codec.MalformedEventException;
import io.logrich.codec.ValueReader;
import io.logrich.pipeline.KeyRules.KeyRule;
import io.logrich.settings.PayloadLimits;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event's own fields on their way into its bytes. Numbers and short texts without secrets go straight in; everything
 * else is frozen, scrubbed and limited before. Thread-safe.
 */
final class FieldPart {
    private final KeyRules rules;
    private final TextPart texts;
    private final ValueFilter values;
    private final PayloadLimits limits;
    private final int longestRaw;

    FieldPart(KeyRules rules, TextPart texts, ValueFilter values, PayloadLimits limits) {
        this.rules = rules;
        this.texts = texts;
        this.values = values;
        this.limits = limits;
        this.longestRaw = RawBounds.of(limits).chars();
    }

    /** Adds the fields. */
    void add(LogCall call, Draft draft) {
        CallFields fields = call.fields();
        int room = limits.extraMaxKeys();
        int start = draft.bytes.size();
        long json = 0;
        CallField field = fields.first();
        while (field != null && room > 0) {
            KeyRule rule = field.rule(rules);
            json += rule.jsonBytes;
            if (field.isNumber() && rule.secret == null) {
                draft.writer.entry(rule.encoded, field.number());
            } else {
                json += add(draft, rule, field.value());
            }
            field = fields.after(field);
            room--;
        }
        if (field != null) {
            List<String> dropped = fields.keys().subList(limits.extraMaxKeys(), fields.count());
            draft.notes.keysDropped(Notes.Part.EXTRA, dropped, limits.extraMaxKeys(), "");
        }
        if (json > limits.extraMaxTotalBytes()) {
            trim(fields, draft, start);
        }
    }

    /** Adds where an event was logged, beyond what the limits count; what the event says of that itself stands. */
    void add(@Nullable StackTraceElement location, LogCall call, Draft draft) {
        if (location == null) {
            return;
        }
        String file = location.getFileName();
        if (file != null && !call.fields().has("code_file")) {
            add(draft, rules.of("code_file"), file);
        }
        if (location.getLineNumber() > 0 && !call.fields().has("code_line")) {
            add(draft, rules.of("code_line"), location.getLineNumber());
        }
        if (!call.fields().has("code_function")) {
            String method = location.getMethodName();
            String type = location.getClassName();
            add(draft, rules.of("code_function"), method.isEmpty() ? type : type + "." + method);
        }
    }

    /** Adds one field; answers with a bound on its bytes as JSON, what every number takes left out. */
    private int add(Draft draft, KeyRule rule, @Nullable Object value) {
        if (rule.secret == null) {
            if (value instanceof String text && text.length() <= longestRaw) {
                int begun = draft.writer.beginText(rule.encoded);
                texts.add(draft.bytes, text, limits.extraMaxValueChars(), draft.notes, Notes.Part.EXTRA, rule.key);
                draft.writer.textAdded(begun);
                return KeyRules.JSON_BYTES_A_CHAR * (draft.bytes.size() - begun);
            } else if (Freezer.isShort(value)) {
                draft.writer.entry(rule.encoded, value);
                return 0;
            }
        }
        int start = draft.bytes.size();
        draft.writer.entry(rule.encoded, values.extra(rule.key, rule.secret, value, draft.notes));
        return KeyRules.JSON_BYTES_A_CHAR * (draft.bytes.size() - start);
    }

    /** Leaves out the last fields until the sum of the rest, each as a JSON object, is within the limit. */
    private void trim(CallFields fields, Draft draft, int start) {
        JsonWriter json = new JsonWriter(new Utf8Buffer(limits.extraMaxTotalBytes()));
        int kept = 0;
        int end = start;
        try {
            ValueReader entries = ValueReader.entries(draft.bytes.array(), start, draft.bytes.size());
            while (entries.advance() && isWithin(json, entries)) {
                kept++;
                end = entries.position();
            }
        } catch (MalformedEventException ours) {
            throw new IllegalStateException("fields that cannot be read back", ours);
        }
        if (end < draft.bytes.size()) {
            draft.bytes.size(end);
            List<String> removed = fields.keys().subList(kept, Math.min(fields.count(), limits.extraMaxKeys()));
            Collections.reverse(removed);
            draft.notes.trimmed(removed, limits.extraMaxTotalBytes());
        }
    }

    private boolean isWithin(JsonWriter json, ValueReader entry) throws MalformedEventException {
        json.open('{');
        entry.writeKey(json);
        entry.writeValue(json);
        json.close('}');
        return json.out().size() <= limits.extraMaxTotalBytes();
    }
}
