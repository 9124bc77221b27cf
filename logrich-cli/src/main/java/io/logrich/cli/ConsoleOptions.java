package io.logrich.cli;

import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What the console shows, and how. */
final class ConsoleOptions {
    @Option(
            names = "--console-level",
            paramLabel = "LEVEL",
            converter = LevelConverter.class,
            description = "Show events from this level on: trace, debug, info (default), warning, error, critical.")
    private @Nullable LogLevel level;

    @Option(
            names = "--console-stream",
            paramLabel = "STREAM",
            description = "Where the console writes: stdout (default), stderr, both (errors to stderr) or none.")
    private ConsoleSettings.@Nullable Stream stream;

    @Option(
            names = "--console-format-preset",
            paramLabel = "NAME",
            description = "The line's look: full, short, full_loc, short_loc (default), short_loc_icon.")
    private @Nullable String preset;

    @Option(
            names = {"--console-format-template", "--template"},
            paramLabel = "TEMPLATE",
            description = "A line of your own, such as '{hh_loc}:{mm_loc} {LEVEL:<8} {message}{context_fields}'.")
    private @Nullable String template;

    @Option(names = "--theme", paramLabel = "NAME", description = "The colours: classic, dark (default), neon, pastel.")
    private @Nullable String theme;

    @Option(
            names = "--console-style",
            paramLabel = "LEVEL=STYLE",
            description = "How lines of a level look instead: 'error=bold white on red'. Any number of times.")
    private List<String> styles = new ArrayList<>();

    @ArgGroup
    private @Nullable Color color;

    /** One of the two, or neither. */
    private static final class Color {
        @Option(names = "--force-color", description = "Colours even where there is no terminal.")
        private boolean force;

        @Option(names = "--no-color", description = "No colours.")
        private boolean none;
    }

    /** Applies what was given, over what is set already. */
    void applyTo(RuntimeConfig.Builder config) {
        if (level != null) {
            config.consoleLevel(level);
        }
        if (stream != null) {
            config.consoleStream(stream);
        }
        if (preset != null) {
            config.consoleFormatPreset(preset).consoleFormatTemplate(null);
        }
        if (template != null) {
            config.consoleFormatTemplate(template);
        }
        for (String style : styles) {
            config.console(c -> c.withMoreStyles(styleOf(style)));
        }
        if (theme != null) {
            config.consoleTheme(theme);
        }
        if (color != null) {
            config.forceColor(color.force).noColor(color.none);
        }
    }

    /** An option of this group that was given, or null. */
    @Nullable
    String given() {
        if (level != null) {
            return "--console-level";
        } else if (stream != null) {
            return "--console-stream";
        } else if (preset != null) {
            return "--console-format-preset";
        } else if (template != null) {
            return "--console-format-template";
        } else if (theme != null) {
            return "--theme";
        } else if (!styles.isEmpty()) {
            return "--console-style";
        } else if (color != null) {
            return color.force ? "--force-color" : "--no-color";
        }
        return null;
    }

    private static Map<LogLevel, String> styleOf(String pair) {
        try {
            return ConsoleSettings.stylesOf(pair);
        } catch (IllegalArgumentException wrong) {
            throw new SettingsException("--console-style", "must be LEVEL=STYLE", pair);
        }
    }
}
