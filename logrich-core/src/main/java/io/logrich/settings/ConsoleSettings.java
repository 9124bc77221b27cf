package io.logrich.settings;

import io.logrich.event.LogLevel;
import java.util.List;
import java.util.Locale;

/**
 * The console: which stream, which look. Immutable.
 *
 * @param stream where the lines go
 * @param level its threshold
 * @param theme the name of a theme: {@code dark}
 * @param preset the name of a line template: {@code full, short, full_loc, short_loc, short_loc_icon}
 * @param forceColor colour even where no terminal is found
 * @param noColor no colour, whatever else says
 */
public record ConsoleSettings(
        Stream stream, LogLevel level, String theme, String preset, boolean forceColor, boolean noColor)
        implements SinkSettings {
    /** Where console lines go. */
    public enum Stream {
        STDOUT,
        STDERR,
        NONE
    }

    /** The line templates that have a name. */
    public static final List<String> PRESETS = List.of("full", "short", "full_loc", "short_loc", "short_loc_icon");

    /** The themes that have a name. */
    public static final List<String> THEMES = List.of("dark");

    /** The defaults: INFO and above to the standard error stream. */
    public static final ConsoleSettings DEFAULT =
            new ConsoleSettings(Stream.STDERR, LogLevel.INFO, "dark", "short_loc", false, false);

    public ConsoleSettings {
        theme = known("consoleTheme", theme, THEMES);
        preset = known("consoleFormatPreset", preset, PRESETS);
    }

    @Override
    public String name() {
        return "console";
    }

    /** The stream of that name, in any case. */
    public static Stream streamOf(String name) {
        try {
            return Stream.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new SettingsException("consoleStream", "must be one of stdout, stderr, none", name);
        }
    }

    public ConsoleSettings withStream(Stream value) {
        return new ConsoleSettings(value, level, theme, preset, forceColor, noColor);
    }

    public ConsoleSettings withLevel(LogLevel value) {
        return new ConsoleSettings(stream, value, theme, preset, forceColor, noColor);
    }

    public ConsoleSettings withTheme(String value) {
        return new ConsoleSettings(stream, level, value, preset, forceColor, noColor);
    }

    public ConsoleSettings withPreset(String value) {
        return new ConsoleSettings(stream, level, theme, value, forceColor, noColor);
    }

    public ConsoleSettings withForceColor(boolean value) {
        return new ConsoleSettings(stream, level, theme, preset, value, noColor);
    }

    public ConsoleSettings withNoColor(boolean value) {
        return new ConsoleSettings(stream, level, theme, preset, forceColor, value);
    }

    private static String known(String setting, String name, List<String> names) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        if (!names.contains(lower)) {
            throw new SettingsException(setting, "must be one of " + String.join(", ", names), name);
        }
        return lower;
    }
}
