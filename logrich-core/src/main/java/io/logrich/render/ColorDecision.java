package io.logrich.render;

import java.util.Map;
import java.util.Set;

/**
 * Whether a stream gets colours, how many, and why: a pure function of settings, environment and stream. What was said
 * on purpose wins over what was found out. Immutable.
 *
 * @param depth how many colours
 * @param reason why, for people
 */
public record ColorDecision(ColorDepth depth, String reason) {
    private static final Set<String> COLOURLESS = Set.of("dumb", "unknown");

    /**
     * Decides, in this order: the settings, {@code NO_COLOR}, {@code FORCE_COLOR}, {@code CLICOLOR_FORCE}, the terminal,
     * {@code CLICOLOR}, {@code COLORTERM}, {@code TERM}. {@code CI} alone makes no colours, since its logs are files; it
     * stands in for a {@code TERM} that says nothing.
     *
     * @param environment the environment variables
     * @param terminal whether the stream is one
     * @param forceColor colours even where there is no terminal
     * @param noColor no colours, whatever else says
     */
    public static ColorDecision of(
            Map<String, String> environment, boolean terminal, boolean forceColor, boolean noColor) {
        if (noColor) {
            return none("the setting noColor");
        }
        if (forceColor) {
            return shown(environment, "the setting forceColor");
        }
        if (!get(environment, "NO_COLOR").isEmpty()) {
            return none("NO_COLOR is set");
        }
        String forced = get(environment, "FORCE_COLOR");
        if (!forced.isEmpty()) {
            return forced(environment, forced);
        }
        String cliForced = get(environment, "CLICOLOR_FORCE");
        if (!cliForced.isEmpty() && !cliForced.equals("0")) {
            return atLeastBasic(environment, "CLICOLOR_FORCE=" + cliForced);
        }
        if (!terminal) {
            return none("the stream is no terminal");
        }
        if (get(environment, "CLICOLOR").equals("0")) {
            return none("CLICOLOR=0");
        }
        return shown(environment, "the stream is a terminal");
    }

    /** The decision and its reason, {@code 256 colours: the stream is a terminal, TERM=xterm-256color}. */
    public String sentence() {
        String colors = switch (depth) {
            case NONE -> "no colours";
            case BASIC -> "16 colours";
            case INDEXED -> "256 colours";
            case TRUE -> "all colours";
        };
        return colors + ": " + reason;
    }

    private static ColorDecision forced(Map<String, String> environment, String value) {
        String reason = "FORCE_COLOR=" + value;
        return switch (value) {
            case "0", "false" -> none(reason);
            case "1" -> new ColorDecision(ColorDepth.BASIC, reason);
            case "2" -> new ColorDecision(ColorDepth.INDEXED, reason);
            case "3" -> new ColorDecision(ColorDepth.TRUE, reason);
            default -> atLeastBasic(environment, reason);
        };
    }

    private static ColorDecision atLeastBasic(Map<String, String> environment, String reason) {
        ColorDecision shown = shown(environment, reason);
        return shown.depth == ColorDepth.NONE ? new ColorDecision(ColorDepth.BASIC, reason) : shown;
    }

    /** What the terminal says about itself. */
    private static ColorDecision shown(Map<String, String> environment, String reason) {
        String term = get(environment, "TERM");
        String colorTerm = get(environment, "COLORTERM");
        if (COLOURLESS.contains(term)) {
            return none(reason + ", but TERM=" + term);
        } else if (colorTerm.equals("truecolor") || colorTerm.equals("24bit")) {
            return new ColorDecision(ColorDepth.TRUE, reason + ", COLORTERM=" + colorTerm);
        } else if (term.endsWith("-direct")) {
            return new ColorDecision(ColorDepth.TRUE, reason + ", TERM=" + term);
        } else if (term.contains("256color")) {
            return new ColorDecision(ColorDepth.INDEXED, reason + ", TERM=" + term);
        } else if (!term.isEmpty()) {
            return new ColorDecision(ColorDepth.BASIC, reason + ", TERM=" + term);
        }
        return withoutTerm(environment, reason);
    }

    private static ColorDecision withoutTerm(Map<String, String> environment, String reason) {
        if (!get(environment, "WT_SESSION").isEmpty()) {
            return new ColorDecision(ColorDepth.TRUE, reason + ", Windows Terminal");
        }
        String why = get(environment, "CI").isEmpty() ? ", TERM is not set" : ", CI is set";
        return new ColorDecision(ColorDepth.BASIC, reason + why);
    }

    private static ColorDecision none(String reason) {
        return new ColorDecision(ColorDepth.NONE, reason);
    }

    private static String get(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "");
    }
}
