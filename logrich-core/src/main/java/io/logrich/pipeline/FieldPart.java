package io.logrich.pipeline;

import io.logrich.codec.MalformedEventException;
import io.logrich.codec.ValueReader;
import io.logrich.pipeline.KeyRules.KeyRule;
import io.logrich.settings.PayloadLimits;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.util.ArrayList;
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
        int count = Math.min(fields.count(), limits.extraMaxKeys());
        Utf8Buffer out = draft.bytes;
        long json = 0;
        for (int field = 0; field < count; field++) {
            draft.fieldStart(field, out.size());
            KeyRule rule = fields.rule(field, rules);
            out.put(rule.encoded);
            json += rule.jsonBytes;
            if (fields.isNumber(field) && rule.secret == null) {
                draft.writer.value(fields.number(field));
            } else {
                json += add(draft, rule, fields.value(field));
            }
        }
        if (count < fields.count()) {
            List<String> dropped = new ArrayList<>();
            for (int field = count; field < fields.count(); field++) {
                dropped.add(fields.key(field));
            }
            draft.notes.keysDropped(Notes.Part.EXTRA, dropped, limits.extraMaxKeys(), "");
        }
        draft.fieldStart(count, out.size());
        if (json > limits.extraMaxTotalBytes()) {
            trim(call, draft, count);
        }
    }

    /** Adds where an event was logged, beyond what the limits count; what the event says of that itself stands. */
    void add(@Nullable StackTraceElement location, LogCall call, Draft draft) {
        if (location == null) {
            return;
        }
        String file = location.getFileName();
        if (file != null && !call.fields().has("code_file")) {
            addText(draft, "code_file", file);
        }
        if (location.getLineNumber() > 0 && !call.fields().has("code_line")) {
            KeyRule rule = rules.of("code_line");
            draft.bytes.put(rule.encoded);
            add(draft, rule, location.getLineNumber());
        }
        if (!call.fields().has("code_function")) {
            String method = location.getMethodName();
            String type = location.getClassName();
            addText(draft, "code_function", method.isEmpty() ? type : type + "." + method);
        }
    }

    private void addText(Draft draft, String key, String text) {
        KeyRule rule = rules.of(key);
        draft.bytes.put(rule.encoded);
        add(draft, rule, text);
    }

    /** Adds one value; answers with a bound on its bytes as JSON, what every number takes left out. */
    private int add(Draft draft, KeyRule rule, @Nullable Object value) {
        if (rule.secret == null) {
            if (value instanceof String text && text.length() <= longestRaw) {
                int begun = draft.writer.beginText();
                texts.add(draft.bytes, text, limits.extraMaxValueChars(), draft.notes, Notes.Part.EXTRA, rule.key);
                draft.writer.textAdded(begun);
                return KeyRules.JSON_BYTES_A_CHAR * (draft.bytes.size() - begun);
            } else if (Freezer.isShort(value)) {
                draft.writer.value(value);
                return 0;
            }
        }
        int start = draft.bytes.size();
        draft.writer.value(values.extra(rule.key, rule.secret, value, draft.notes));
        return KeyRules.JSON_BYTES_A_CHAR * (draft.bytes.size() - start);
    }

    /** Leaves out the last fields until the sum of the rest, each as a JSON object, is within the limit. */
    private void trim(LogCall call, Draft draft, int count) {
        JsonWriter json = new JsonWriter(new Utf8Buffer(limits.extraMaxTotalBytes()));
        int kept = 0;
        while (kept < count && isWithin(json, draft, kept)) {
            kept++;
        }
        if (kept < count) {
            draft.bytes.size(draft.fieldStart(kept));
            List<String> removed = new ArrayList<>();
            for (int field = count - 1; field >= kept; field--) {
                removed.add(call.fields().key(field));
            }
            draft.notes.trimmed(removed, limits.extraMaxTotalBytes());
        }
    }

    private boolean isWithin(JsonWriter json, Draft draft, int field) {
        try {
            ValueReader entry =
                    ValueReader.entries(draft.bytes.array(), draft.fieldStart(field), draft.fieldStart(field + 1));
            json.open('{');
            while (entry.advance()) {
                entry.writeKey(json);
                entry.writeValue(json);
            }
            json.close('}');
            return json.out().size() <= limits.extraMaxTotalBytes();
        } catch (MalformedEventException ours) {
            throw new IllegalStateException("a field that cannot be read back", ours);
        }
    }
}
