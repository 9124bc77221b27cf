package io.logrich.cli;

import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.RuntimeConfig;
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
            description = "Where the console writes: stdout (default), stderr or none.")
    private ConsoleSettings.@Nullable Stream stream;

    @Option(
            names = "--console-format-preset",
            paramLabel = "NAME",
            description = "The line's look: full, short, full_loc, short_loc (default), short_loc_icon.")
    private @Nullable String preset;

    @Option(names = "--theme", paramLabel = "NAME", description = "The colours: dark (default).")
    private @Nullable String theme;

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
            config.consoleFormatPreset(preset);
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
        } else if (theme != null) {
            return "--theme";
        } else if (color != null) {
            return color.force ? "--force-color" : "--no-color";
        }
        return null;
    }
}
