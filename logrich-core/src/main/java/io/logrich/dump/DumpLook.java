package io.logrich.dump;

import io.logrich.render.ColorDepth;
import io.logrich.render.EventLines;
import io.logrich.render.LineLook;
import io.logrich.render.LineTemplate;
import io.logrich.render.Theme;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a dump look like, in text and {@code html_txt}. Immutable.
 *
 * @param preset the name of a line: {@code full, short, full_loc, short_loc, short_loc_icon}
 * @param template a line of one's own instead, null for that of the preset
 * @param color whether text has the colours of the theme, as terminals with all colours understand them
 * @param theme the name of a theme, as for the console
 */
public record DumpLook(String preset, @Nullable String template, boolean color, String theme) {
    /** Full lines without colours. */
    public static final DumpLook DEFAULT = new DumpLook("full", null, false, "dark");

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException if there is no such preset or theme, or the template cannot be understood
     */
    public DumpLook {
        preset = preset.strip().toLowerCase(Locale.ROOT);
        if (!LineTemplate.presets().contains(preset)) {
            throw new IllegalArgumentException("Unknown text dump preset: '" + preset + "', must be one of "
                    + String.join(", ", LineTemplate.presets()));
        }
        if (template != null) {
            LineTemplate.check(template);
        }
        Theme.of(theme);
    }

    public DumpLook withPreset(String value) {
        return new DumpLook(value, template, color, theme);
    }

    public DumpLook withTemplate(@Nullable String value) {
        return new DumpLook(preset, value, color, theme);
    }

    public DumpLook withColor(boolean value) {
        return new DumpLook(preset, template, value, theme);
    }

    public DumpLook withTheme(String value) {
        return new DumpLook(preset, template, color, value);
    }

    /** Writes lines that look so. */
    EventLines lines(boolean colored) {
        String line = template == null ? lineOf(preset) : template;
        ColorDepth depth = colored ? ColorDepth.TRUE : ColorDepth.NONE;
        return EventLines.of(new LineLook(line, false, Theme.of(theme), depth, TimeZone.getDefault(), List.of()));
    }

    private static String lineOf(String preset) {
        String rest = " {LEVEL:<8} {logger_name} {event_id} {message}{context_fields}";
        return switch (preset) {
            case "short" -> "{hh}:{mm}:{ss}|{level_code}|{logger_name}: {message}";
            case "short_loc" -> "{hh_loc}:{mm_loc}:{ss_loc}|{level_code}|{logger_name}: {message}";
            case "short_loc_icon" -> "{hh_loc}:{mm_loc}:{ss_loc} {level_icon} {logger_name}: {message}";
            case "full_loc" -> "{timestamp_loc}" + rest;
            default -> "{timestamp}" + rest;
        };
    }
}
