package io.logrich.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Puts parameters into a message, the way SLF4J does: each {@code {}} stands for the next parameter, {@code \{}} for
 * itself. A parameter whose {@code toString} fails costs only itself. Parameters without a place are left out, places
 * without a parameter stay as they are. Stateless.
 */
final class MessageFormatter {
    private MessageFormatter() {}

    static CharSequence format(StringBuilder out, String template, LogCall call) {
        out.setLength(0);
        int from = 0;
        int next = 0;
        while (next < call.parameterCount()) {
            int place = template.indexOf("{}", from);
            if (place < 0) {
                break;
            }
            if (place > from && template.charAt(place - 1) == '\\') {
                out.append(template, from, place - 1).append("{}");
            } else {
                out.append(template, from, place);
                append(out, call.parameter(next++));
            }
            from = place + 2;
        }
        return out.append(template, from, template.length());
    }

    private static void append(StringBuilder out, @Nullable Object parameter) {
        int length = out.length();
        try {
            if (parameter instanceof Object[] items) {
                out.append(java.util.Arrays.deepToString(items));
            } else {
                out.append(parameter);
            }
        } catch (RuntimeException | StackOverflowError failed) {
            out.setLength(length);
            out.append('[')
                    .append(parameter == null ? "null" : parameter.getClass().getName());
            out.append(": ").append(failed.getClass().getSimpleName()).append(']');
        }
    }
}
