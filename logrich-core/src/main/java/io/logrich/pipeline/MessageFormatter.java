package io.logrich.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Puts parameters into a message, the way SLF4J does: each {@code {}} stands for the next parameter, {@code \{}} for
 * itself. A parameter whose {@code toString} fails costs only itself. Parameters without a place are left out, places
 * without a parameter stay as they are; both are reported, but for a throwable at the end. Stateless.
 */
final class MessageFormatter {
    private MessageFormatter() {}

    static CharSequence format(StringBuilder out, String template, LogCall call, Notes notes) {
        out.setLength(0);
        int from = 0;
        int next = 0;
        String trouble = null;
        int place = template.indexOf("{}");
        while (place >= 0 && next < call.parameterCount()) {
            if (place > from && template.charAt(place - 1) == '\\') {
                out.append(template, from, place - 1).append("{}");
            } else {
                out.append(template, from, place);
                String failed = append(out, call.parameter(next++));
                trouble = failed == null ? trouble : failed;
            }
            from = place + 2;
            place = template.indexOf("{}", from);
        }
        if (trouble == null) {
            trouble = mismatch(template, place, next, call);
        }
        if (trouble != null) {
            notes.formatFailed(trouble);
        }
        return out.append(template, from, template.length());
    }

    /** What is wrong with the number of parameters, or null. */
    private static @Nullable String mismatch(String template, int place, int used, LogCall call) {
        int given = call.parameterCount();
        boolean lastIsThrown = given > 0 && call.parameter(given - 1) instanceof Throwable;
        if (given - used > (lastIsThrown ? 1 : 0)) {
            return "a parameter has no place: " + given + " given, " + used + " used";
        }
        boolean open = place >= 0 && (place == 0 || template.charAt(place - 1) != '\\');
        return open ? "a place has no parameter: " + given + " given" : null;
    }

    /** Adds one parameter; says what failed, or null. */
    private static @Nullable String append(StringBuilder out, @Nullable Object parameter) {
        int length = out.length();
        try {
            Object frozen = parameter instanceof CharSequence ? parameter : Freezer.freeze(parameter, 0);
            String text = String.valueOf(frozen);
            out.append(text, 0, Math.min(text.length(), Freezer.MAX_RAW_CHARS));
            return null;
        } catch (Throwable failed) { // whatever a foreign object does: it costs its own place
            String name = failed.getClass().getSimpleName();
            out.setLength(length);
            out.append('[')
                    .append(parameter == null ? "null" : parameter.getClass().getName());
            out.append(": ").append(name).append(']');
            return name;
        }
    }
}
