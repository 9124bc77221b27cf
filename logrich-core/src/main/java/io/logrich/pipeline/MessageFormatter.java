package io.logrich.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Puts parameters into a message, the way SLF4J does: each {@code {}} stands for the next parameter, {@code \{}} for
 * itself. A parameter whose {@code toString} fails costs only itself. Parameters without a place are left out, places
 * without a parameter stay as they are; both are reported, but for a throwable at the end. Stateless.
 */
final class MessageFormatter {
    private MessageFormatter() {}

    static CharSequence format(StringBuilder out, String template, LogCall call, ValueFilter values, Notes notes) {
        out.setLength(0);
        int from = 0;
        int next = 0;
        String trouble = null;
        int place = template.indexOf("{}");
        while (place >= 0 && next < call.parameterCount()) {
            if (isEscaped(template, place)) {
                out.append(template, from, place - 1).append("{}");
            } else {
                out.append(template, from, place);
                String failed = append(out, call.parameter(next++), values);
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

    /** How many parameters a message takes. */
    static int places(String template) {
        int places = 0;
        for (int place = template.indexOf("{}"); place >= 0; place = template.indexOf("{}", place + 2)) {
            places += isEscaped(template, place) ? 0 : 1;
        }
        return places;
    }

    private static boolean isEscaped(String template, int place) {
        return place > 0 && template.charAt(place - 1) == '\\';
    }

    /** What is wrong with the number of parameters, or null. */
    private static @Nullable String mismatch(String template, int place, int used, LogCall call) {
        int given = call.parameterCount();
        boolean lastIsThrown = given > 0 && call.parameter(given - 1) instanceof Throwable;
        if (given - used > (lastIsThrown ? 1 : 0)) {
            return "a parameter has no place: " + given + " given, " + used + " used";
        }
        boolean open = place >= 0 && !isEscaped(template, place);
        return open ? "a place has no parameter: " + given + " given" : null;
    }

    /** Adds one parameter; says what failed, or null. */
    private static @Nullable String append(StringBuilder out, @Nullable Object parameter, ValueFilter values) {
        int length = out.length();
        try {
            out.append(values.parameter(parameter));
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
