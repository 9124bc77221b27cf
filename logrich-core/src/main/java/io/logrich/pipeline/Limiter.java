package io.logrich.pipeline;

import io.logrich.diagnostics.Diagnostics;
import io.logrich.diagnostics.Loss;
import io.logrich.settings.PayloadLimits;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts an event to what the limits allow, and says what it cut. The last stage that changes anything. */
final class Limiter implements Stage {
    /** The longest a character can become in JSON: six ASCII characters for an escape. */
    private static final int BYTES_A_CHAR = 6;

    private final PayloadLimits limits;
    private final Diagnostics diagnostics;

    Limiter(PayloadLimits limits, Diagnostics diagnostics) {
        this.limits = limits;
        this.diagnostics = diagnostics;
    }

    @Override
    public Verdict judge(Draft draft) {
        int before = draft.message.length();
        if (!draft.isCaptured()) {
            if (!limits.truncateMessage() && Texts.isLonger(draft.message, limits.messageMaxChars())) {
                return Verdict.drop(Loss.TOO_LONG);
            }
            draft.message = Texts.limited(draft.message, limits.messageMaxChars());
        }
        if (draft.message.length() != before) {
            diagnostics.report(
                    "message_truncated",
                    "logger",
                    draft.logger.text(),
                    "reason",
                    "message",
                    "original_length",
                    before,
                    "new_length",
                    draft.message.length());
        }
        if (draft.fieldCount() > limits.extraMaxKeys()) {
            diagnostics.report(
                    "extra_keys_dropped",
                    "logger",
                    draft.logger.text(),
                    "dropped_keys",
                    draft.fieldCount() - limits.extraMaxKeys(),
                    "limit",
                    limits.extraMaxKeys());
            draft.truncateFields(limits.extraMaxKeys());
        }
        for (int field = 0; field < draft.fieldCount(); field++) {
            Object value = draft.value(field);
            Object limited = limited(value, 1, limits.extraMaxValueChars(), limits.extraMaxKeys());
            if (limited != value) {
                draft.value(field, limited);
            }
        }
        trimTotal(draft);
        if (draft.thrown != null) {
            draft.excInfo = StackTraces.render(draft.thrown, limits.stacktraceMaxFrames());
        }
        return Verdict.PASS;
    }

    /** Leaves out the last fields until the rest, as JSON, has at most so many bytes. */
    private void trimTotal(Draft draft) {
        long bound = 0;
        for (int field = 0; field < draft.fieldCount(); field++) {
            Object value = draft.value(field);
            int chars = value instanceof String text
                    ? text.length()
                    : value instanceof Map || value instanceof List ? limits.extraMaxTotalBytes() : 30;
            bound += BYTES_A_CHAR * (draft.key(field).length() + chars) + 8L;
        }
        if (bound <= limits.extraMaxTotalBytes()) {
            return;
        }
        JsonWriter json = new JsonWriter(new Utf8Buffer(limits.extraMaxTotalBytes()));
        for (int field = 0; field < draft.fieldCount(); field++) {
            json.open('{').key(draft.key(field)).value(draft.value(field)).close('}');
            if (json.out().size() > limits.extraMaxTotalBytes()) {
                diagnostics.report(
                        "extra_total_trimmed",
                        "logger",
                        draft.logger.text(),
                        "removed",
                        draft.fieldCount() - field,
                        "limit",
                        limits.extraMaxTotalBytes());
                draft.truncateFields(field);
            }
        }
    }

    /** The context's extra within its own limits. */
    Map<String, @Nullable Object> contextExtra(Map<String, @Nullable Object> extra) {
        return limitedMap(extra, 0, limits.contextMaxValueChars(), limits.contextMaxKeys());
    }

    private @Nullable Object limited(@Nullable Object value, int depth, int maxChars, int maxKeys) {
        if (value instanceof String text) {
            return text.length() <= maxChars
                    ? text
                    : Texts.limited(text, maxChars).toString();
        } else if (value instanceof Map<?, ?> || value instanceof List<?>) {
            if (depth > limits.extraMaxDepth()) {
                JsonWriter json = new JsonWriter(new Utf8Buffer(maxChars));
                return Texts.limited(json.value(value).out().toString(), maxChars)
                        .toString();
            }
            return value instanceof Map<?, ?> map
                    ? limitedMap(map, depth, maxChars, maxKeys)
                    : limitedList((List<?>) value, depth, maxChars, maxKeys);
        }
        return value;
    }

    private Map<String, @Nullable Object> limitedMap(Map<?, ?> map, int depth, int maxChars, int maxKeys) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (kept.size() == maxKeys) {
                break;
            }
            kept.put(String.valueOf(entry.getKey()), limited(entry.getValue(), depth + 1, maxChars, maxKeys));
        }
        return kept;
    }

    private List<@Nullable Object> limitedList(List<?> list, int depth, int maxChars, int maxKeys) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : list) {
            if (kept.size() == maxKeys) {
                break;
            }
            kept.add(limited(item, depth + 1, maxChars, maxKeys));
        }
        return kept;
    }
}
