package io.logrich.render;

import io.logrich.event.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How lines look: a style for each level, and those of what stands beside and below a line. Immutable. */
public final class Theme {
    /** What stands beside a line, and frames of libraries. */
    static final Style DIM = new Style(1L << 2, null, null);

    /** No colours at all, and nothing to be read for them. */
    public static final Theme PLAIN = new Theme(Map.of(), Style.NONE);

    private static final Map<String, String[]> NAMED = new LinkedHashMap<>();

    static {
        // from TRACE to CRITICAL, then frames of one's own
        NAMED.put("classic", new String[] {"dim", "dim", "cyan", "yellow", "red", "bold red", "none"});
        NAMED.put("dark", new String[] {
            "dim", "grey42", "bright_white", "bold gold3", "bold red3", "bold white on red3", "bright_white"
        });
        NAMED.put("neon", new String[] {
            "dim #00ffd5", "#00ffd5", "#39ff14", "#fff700", "#ff073a", "bold #ff00ff on black", "bright_white"
        });
        NAMED.put("pastel", new String[] {
            "dim aquamarine1", "aquamarine1", "light_sky_blue1", "khaki1", "light_salmon1", "bold plum1", "bright_white"
        });
    }

    private final Map<LogLevel, Style> levels;
    private final Style ownFrames;

    private Theme(Map<LogLevel, Style> levels, Style ownFrames) {
        this.levels = levels;
        this.ownFrames = ownFrames;
    }

    /** The names of all themes. */
    public static List<String> names() {
        return List.copyOf(NAMED.keySet());
    }

    /** The styles of a theme as they are written, from TRACE to CRITICAL. */
    public static List<String> wordsOf(String name) {
        return List.of(named(name)).subList(0, LogLevel.COUNT);
    }

    private static String[] named(String name) {
        String[] words = NAMED.get(name.toLowerCase(Locale.ROOT));
        if (words == null) {
            throw new IllegalArgumentException("Unknown theme: '" + name + "'");
        }
        return words;
    }

    /**
     * The theme of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Theme of(String name) {
        Map<LogLevel, Style> levels = new EnumMap<>(LogLevel.class);
        String[] words = named(name);
        for (LogLevel level : LogLevel.values()) {
            levels.put(level, Style.parse(words[level.ordinal()]));
        }
        return new Theme(levels, Style.parse(words[LogLevel.COUNT]));
    }

    /**
     * This theme with other styles for some levels.
     *
     * @throws IllegalArgumentException if one of them is none
     */
    public Theme with(Map<LogLevel, String> styles) {
        Map<LogLevel, Style> changed = new EnumMap<>(levels);
        for (Map.Entry<LogLevel, String> style : styles.entrySet()) {
            changed.put(style.getKey(), Style.parse(style.getValue()));
        }
        return new Theme(changed, ownFrames);
    }

    /** What to send to end any style. */
    static byte[] reset(ColorDepth depth) {
        return depth == ColorDepth.NONE ? new byte[0] : "\u001b[0m".getBytes(StandardCharsets.US_ASCII);
    }

    /** How a line of that level looks. */
    Style of(LogLevel level) {
        return levels.getOrDefault(level, Style.NONE);
    }

    /** How frames of one's own code look in a stack trace. */
    Style ownFrames() {
        return ownFrames;
    }
}
