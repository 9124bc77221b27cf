package io.logrich.render;

import io.logrich.event.LogLevel;
import java.nio.charset.StandardCharsets;

/**
 * The colours of levels, as the parameters of the terminal sequence SGR (ECMA-48, section 8.3.117), once for terminals
 * with 16 colours and once for those with 256. Immutable.
 */
enum Theme {
    /** For dark backgrounds: grey, bright white, gold, red, white on red. */
    DARK(
            new String[] {"2", "90", "97", "1;33", "1;31", "1;37;41"},
            new String[] {"2", "38;5;242", "97", "1;38;5;178", "1;38;5;160", "1;37;48;5;160"});

    private static final byte[] NOTHING = {};

    private final String[] basic;
    private final String[] indexed;

    Theme(String[] basic, String[] indexed) {
        this.basic = basic;
        this.indexed = indexed;
    }

    /** The theme of that name. */
    static Theme of(String name) {
        for (Theme theme : values()) {
            if (theme.name().equalsIgnoreCase(name)) {
                return theme;
            }
        }
        throw new IllegalArgumentException("Unknown theme: '" + name + "'");
    }

    /** What to send before a line of that level; nothing where there are no colours. */
    byte[] start(LogLevel level, ColorDepth depth) {
        return switch (depth) {
            case NONE -> NOTHING;
            case BASIC -> sequence(basic[level.ordinal()]);
            case INDEXED, TRUE -> sequence(indexed[level.ordinal()]);
        };
    }

    /** What to send before what stands beside the line. */
    static byte[] dim(ColorDepth depth) {
        return depth == ColorDepth.NONE ? NOTHING : sequence("2");
    }

    /** What to send to end either. */
    static byte[] reset(ColorDepth depth) {
        return depth == ColorDepth.NONE ? NOTHING : sequence("0");
    }

    private static byte[] sequence(String parameters) {
        return ("\u001b[" + parameters + "m").getBytes(StandardCharsets.US_ASCII);
    }
}
