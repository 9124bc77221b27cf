package io.logrich.settings;

import io.logrich.event.LogLevel;
import io.logrich.render.LineTemplate;
import io.logrich.render.Theme;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The console: which stream, which look. Immutable.
 *
 * @param stream where the lines go
 * @param level its threshold
 * @param theme the name of a theme: {@code classic, dark, neon, pastel}
 * @param styles how lines of some levels look instead, in the words of Rich: {@code bold red on #123456}
 * @param preset the name of a line template: {@code full, short, full_loc, short_loc, short_loc_icon}
 * @param template a line template of one's own, which wins over the preset; null for none
 * @param ownPackages what classes of one's own begin with, for stack traces; none for all that are no known libraries
 * @param forceColor colour even where no terminal is found
 * @param noColor no colour, whatever else says
 * @param maxLineBytes how many bytes a line to a pipe may have, its end included; 0 for any number
 */
public record ConsoleSettings(
        Stream stream,
        LogLevel level,
        String theme,
        Map<LogLevel, String> styles,
        String preset,
        @Nullable String template,
        List<String> ownPackages,
        boolean forceColor,
        boolean noColor,
        int maxLineBytes)
        implements SinkSettings {
    /** Where console lines go. */
    public enum Stream {
        STDOUT,
        STDERR,
        /** From ERROR on to the standard error stream, what is below to the standard output. */
        BOTH,
        NONE
    }

    /** The line templates that have a name. */
    public static final List<String> PRESETS = LineTemplate.presets();

    /** The themes that have a name. */
    public static final List<String> THEMES = Theme.names();

    /** What container runtimes read as one line at most. */
    private static final int CONTAINER_LINE = 16 * 1024;

    private static final int SHORTEST_LINE = 256;

    /** The defaults: INFO and above to the standard error stream. */
    public static final ConsoleSettings DEFAULT = new ConsoleSettings(
            Stream.STDERR, LogLevel.INFO, "dark", Map.of(), "short_loc", null, List.of(), false, false, CONTAINER_LINE);

    public ConsoleSettings {
        theme = known("consoleTheme", theme, THEMES);
        preset = known("consoleFormatPreset", preset, PRESETS);
        styles = Map.copyOf(styles);
        ownPackages = List.copyOf(ownPackages);
        for (Map.Entry<LogLevel, String> style : styles.entrySet()) {
            checkStyle(style.getKey(), style.getValue());
        }
        if (template != null) {
            check("consoleFormatTemplate", "a line", template, LineTemplate::check);
        }
        if (maxLineBytes != 0 && maxLineBytes < SHORTEST_LINE) {
            throw new SettingsException("consoleMaxLineBytes", "must be 0 or at least " + SHORTEST_LINE, maxLineBytes);
        }
        for (String prefix : ownPackages) {
            if (!prefix.matches("[\\p{L}\\p{N}_$.]+")) {
                throw new SettingsException("consoleOwnPackages", "must be names of packages or classes", prefix);
            }
        }
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
            throw new SettingsException("consoleStream", "must be one of stdout, stderr, both, none", name);
        }
    }

    /** The styles of a list {@code LEVEL=style,LEVEL=style}; commas in brackets separate nothing. */
    public static Map<LogLevel, String> stylesOf(String list) {
        Map<LogLevel, String> styles = new EnumMap<>(LogLevel.class);
        for (String pair : list.split(",(?![^()]*\\))")) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(pair);
            }
            styles.put(
                    LogLevel.of(pair.substring(0, equals)),
                    pair.substring(equals + 1).strip());
        }
        return styles;
    }

    public ConsoleSettings withStream(Stream value) {
        return new ConsoleSettings(
                value, level, theme, styles, preset, template, ownPackages, forceColor, noColor, maxLineBytes);
    }

    public ConsoleSettings withLevel(LogLevel value) {
        return new ConsoleSettings(
                stream, value, theme, styles, preset, template, ownPackages, forceColor, noColor, maxLineBytes);
    }

    public ConsoleSettings withTheme(String value) {
        return new ConsoleSettings(
                stream, level, value, styles, preset, template, ownPackages, forceColor, noColor, maxLineBytes);
    }

    public ConsoleSettings withStyles(Map<LogLevel, String> value) {
        return new ConsoleSettings(
                stream, level, theme, value, preset, template, ownPackages, forceColor, noColor, maxLineBytes);
    }

    /** Other styles for some levels, besides those that there are. */
    public ConsoleSettings withMoreStyles(Map<LogLevel, String> more) {
        Map<LogLevel, String> all = new EnumMap<>(LogLevel.class);
        all.putAll(styles);
        all.putAll(more);
        return withStyles(all);
    }

    public ConsoleSettings withPreset(String value) {
        return new ConsoleSettings(
                stream, level, theme, styles, value, template, ownPackages, forceColor, noColor, maxLineBytes);
    }

    /** Null or blank: the preset. */
    public ConsoleSettings withTemplate(@Nullable String value) {
        String given = value == null || value.isBlank() ? null : value;
        return new ConsoleSettings(
                stream, level, theme, styles, preset, given, ownPackages, forceColor, noColor, maxLineBytes);
    }

    public ConsoleSettings withOwnPackages(List<String> value) {
        return new ConsoleSettings(
                stream, level, theme, styles, preset, template, value, forceColor, noColor, maxLineBytes);
    }

    public ConsoleSettings withForceColor(boolean value) {
        return new ConsoleSettings(
                stream, level, theme, styles, preset, template, ownPackages, value, noColor, maxLineBytes);
    }

    public ConsoleSettings withNoColor(boolean value) {
        return new ConsoleSettings(
                stream, level, theme, styles, preset, template, ownPackages, forceColor, value, maxLineBytes);
    }

    /** At a pipe longer lines are broken; 0 for never. */
    public ConsoleSettings withMaxLineBytes(int value) {
        return new ConsoleSettings(
                stream, level, theme, styles, preset, template, ownPackages, forceColor, noColor, value);
    }

    private static void checkStyle(LogLevel level, String style) {
        check(
                "consoleStyle for " + level,
                "a style",
                style,
                text -> Theme.of("dark").with(Map.of(level, text)));
    }

    private static void check(String setting, String what, String value, Consumer<String> test) {
        try {
            test.accept(value);
        } catch (IllegalArgumentException wrong) {
            throw new SettingsException(setting, "must be " + what + ", but " + wrong.getMessage(), value);
        }
    }

    private static String known(String setting, String name, List<String> names) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        if (!names.contains(lower)) {
            throw new SettingsException(setting, "must be one of " + String.join(", ", names), name);
        }
        return lower;
    }
}
