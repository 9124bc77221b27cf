package io.logrich.context;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How what threads have bound passes from one binder to the next: the stacks stay where they are, and each thread brings its
 * own up to date when it first looks at it. What was bound is kept, what it stood on is replaced. Immutable.
 *
 * @param before what threads saw that had bound nothing
 * @param now what they see from now on
 * @param generation that of the new binder
 */
record Succession(LogContext before, Frame now, int generation) {
    /** The top of this thread's stack as the new binder has it. */
    Frame adopted(Frame frame) {
        if (frame.generation >= generation) {
            return frame;
        }
        Frame parent = frame.lowest || frame.parent == null ? null : adopted(frame.parent);
        LogContext context = adopted(frame.context);
        if (!frame.owned) {
            return Frame.shared(parent, context, generation);
        }
        frame.parent = parent == null ? now : parent;
        frame.context = context;
        frame.generation = generation;
        return frame;
    }

    /** What is different from what the old binder stood on, on top of what the new one stands on. */
    private LogContext adopted(LogContext context) {
        ContextFields fields = ContextFields.of(now.context);
        for (ContextField field : ContextField.values()) {
            String text = context.text(field);
            if (text == null) {
                if (before.text(field) != null) {
                    fields.clear(field.key());
                }
            } else if (!text.equals(before.text(field))) {
                fields.set(field.key(), text);
            }
        }
        Map<String, @Nullable Object> extra = fields.extra();
        before.extra().keySet().stream()
                .filter(key -> !context.extra().containsKey(key))
                .forEach(extra::remove);
        context.extra().forEach((key, value) -> {
            if (!before.extra().containsKey(key)
                    || !Objects.equals(value, before.extra().get(key))) {
                extra.put(key, value);
            }
        });
        return fields.build();
    }
}
