package io.logrich.dump;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a dump looks like. */
public enum DumpFormat {
    /** Lines for people; exceptions on lines of their own. */
    TEXT,
    /** One array of objects. */
    JSON;

    /**
     * The format of that name, in any case and with blanks around it.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static DumpFormat of(String name) {
        String wanted = name.strip().toUpperCase(Locale.ROOT);
        for (DumpFormat format : values()) {
            if (format.name().equals(wanted)) {
                return format;
            }
        }
        String known = Arrays.stream(values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("Unsupported dump format: '" + name + "', must be one of " + known);
    }
}
