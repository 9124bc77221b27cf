package io.logrich.event;

import java.util.Locale;

/**
 * How much an event matters. The numbers are Python's, so that trees of Python and Java programs agree; {@link #TRACE}
 * exists because SLF4J, {@code java.util.logging} and {@code System.Logger} have it.
 */
public enum LogLevel {
    TRACE(5, "TRCE", "·"),
    DEBUG(10, "DEBG", "🐞"),
    INFO(20, "INFO", "ℹ"),
    WARNING(30, "WARN", "⚠"),
    ERROR(40, "ERRO", "✖"),
    CRITICAL(50, "CRIT", "☠");

    /** How many levels there are; arrays of counters by level have this length and are indexed by {@link #ordinal()}. */
    public static final int COUNT = 6;

    private static final LogLevel[] ALL = values();

    private final int number;
    private final String code;
    private final String icon;
    private final String lowerName;

    LogLevel(int number, String code, String icon) {
        this.number = number;
        this.code = code;
        this.icon = icon;
        this.lowerName = name().toLowerCase(Locale.ROOT);
    }

    /** The weight, 5 to 50; a greater number matters more. */
    public int number() {
        return number;
    }

    /** The name in four characters, for columns that align. */
    public String code() {
        return code;
    }

    /** One symbol, for consoles that can show it. */
    public String icon() {
        return icon;
    }

    /** The name as it stands in JSON. */
    public String lowerName() {
        return lowerName;
    }

    /** Whether an event of this level passes a threshold. */
    public boolean atLeast(LogLevel threshold) {
        return number >= threshold.number;
    }

    /**
     * The level of that name, in any case and with blanks around it; {@code WARN} and {@code FATAL} are understood too.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static LogLevel of(String name) {
        String wanted = name.strip().toUpperCase(Locale.ROOT);
        for (LogLevel level : ALL) {
            if (level.name().equals(wanted) || level.code.equals(wanted)) {
                return level;
            }
        }
        return switch (wanted) {
            case "WARN" -> WARNING;
            case "FATAL" -> CRITICAL;
            default -> throw new IllegalArgumentException("Unknown log level: '" + name + "'");
        };
    }

    /**
     * The level with exactly that number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static LogLevel of(int number) {
        for (LogLevel level : ALL) {
            if (level.number == number) {
                return level;
            }
        }
        throw new IllegalArgumentException("Unsupported log level numeric: " + number);
    }

    /** The highest level whose number is not above the given one, at least {@link #TRACE}: for numbers read from bytes. */
    public static LogLevel atMost(int number) {
        LogLevel found = TRACE;
        for (LogLevel level : ALL) {
            if (level.number <= number) {
                found = level;
            }
        }
        return found;
    }

    /** The level at a place of a counter array, see {@link #COUNT}. */
    public static LogLevel at(int ordinal) {
        return ALL[ordinal];
    }
}
