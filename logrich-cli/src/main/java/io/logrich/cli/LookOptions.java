package io.logrich.cli;

import io.logrich.render.ColorDecision;
import io.logrich.render.EventLines;
import io.logrich.render.LineLook;
import io.logrich.render.Terminal;
import io.logrich.render.Theme;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What lines for people look like. */
final class LookOptions {
    /** When there are colours. */
    enum When {
        AUTO,
        ALWAYS,
        NEVER
    }

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "short_loc",
            description = "The line's look: full, short, full_loc, short_loc (default), short_loc_icon.")
    private String preset = "short_loc";

    @Option(
            names = "--template",
            paramLabel = "TEMPLATE",
            description = "A line of your own, such as '{hh_loc}:{mm_loc} {LEVEL:<8} {message}{context_fields}'.")
    private @Nullable String template;

    @Option(
            names = "--theme",
            paramLabel = "NAME",
            defaultValue = "dark",
            description = "The colours: classic, dark (default), neon, pastel.")
    private String theme = "dark";

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto (default: at a terminal, and as NO_COLOR, FORCE_COLOR … say), always or never.")
    private When color = When.AUTO;

    /**
     * Lines of that look.
     *
     * @throws IllegalArgumentException if there is no such preset or theme, or the template is wrong
     */
    EventLines lines(Map<String, String> environment) {
        return lines(preset, template, theme, color, environment);
    }

    /**
     * Lines of any look.
     *
     * @throws IllegalArgumentException likewise
     */
    static EventLines lines(
            String preset, @Nullable String template, String theme, When color, Map<String, String> environment) {
        ColorDecision colors =
                ColorDecision.of(environment, Terminal.isStdout(), color == When.ALWAYS, color == When.NEVER);
        return EventLines.of(LineLook.of(preset, template, Theme.of(theme), colors.depth(), TimeZone.getDefault()));
    }
}
