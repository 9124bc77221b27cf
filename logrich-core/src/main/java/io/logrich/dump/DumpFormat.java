package io.logrich.dump;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a dump looks like. */
public enum DumpFormat {
    /** Lines for people; exceptions on lines of their own. */
    TEXT,
    /** One array of objects. */
    JSON,
    /** A page with a table that sorts and filters, a timeline and the tree's processes. */
    HTML_TABLE,
    /** A page with the lines of {@link #TEXT}, coloured by level, that needs no script. */
    HTML_TXT;

    /**
     * The format of that name, in any case and with blanks around it.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static DumpFormat of(String name) {
        String wanted = name.strip().toUpperCase(Locale.ROOT);
        if (wanted.equals("HTML")) {
            return HTML_TABLE;
        }
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
