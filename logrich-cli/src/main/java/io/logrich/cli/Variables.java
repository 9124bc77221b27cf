package io.logrich.cli;

import io.logrich.dump.DumpLook;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code LOG_*} variables that say what dumps look like. Immutable.
 *
 * @param environment all variables
 */
record Variables(Map<String, String> environment) {
    /**
     * The look that was asked for, else that of the variables: a template wins over a preset from the same place.
     *
     * @throws IllegalArgumentException if there is no such thing; the message is for people
     */
    DumpLook look(@Nullable String preset, @Nullable String template) {
        DumpLook look = DumpLook.DEFAULT;
        if (preset == null && template == null) {
            look = look.withTemplate(given("LOG_DUMP_FORMAT_TEMPLATE"));
            String variable = given("LOG_DUMP_FORMAT_PRESET");
            return variable == null ? look : look.withPreset(variable);
        }
        look = look.withTemplate(template);
        return preset == null ? look : look.withPreset(preset);
    }

    private @Nullable String given(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
