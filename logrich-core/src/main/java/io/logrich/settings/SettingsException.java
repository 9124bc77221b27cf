package io.logrich.settings;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A setting that cannot be used: says which, by which rule, and what it was. */
public final class SettingsException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String rule;

    /**
     * A refused setting.
     *
     * @param setting the name under which it was given
     * @param rule what it would have to be
     * @param value what it was
     */
    public SettingsException(String setting, String rule, @Nullable Object value) {
        super("Invalid runtime settings: " + setting + " " + rule + ", was "
                + (value instanceof CharSequence ? "'" + value + "'" : String.valueOf(value)));
        this.rule = rule;
    }

    /** The value without blanks around it, if anything is left. */
    static String filled(String setting, String value) {
        if (value.isBlank()) {
            throw new SettingsException(setting, "must not be empty", value);
        }
        return value.strip();
    }

    /** The same refusal of a value that was given under another name. */
    public SettingsException as(String setting, @Nullable Object value) {
        return new SettingsException(setting, rule, value);
    }
}
