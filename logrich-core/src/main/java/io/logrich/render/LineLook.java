package io.logrich.render;

import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Everything that lines for people look like. Immutable.
 *
 * @param template the line
 * @param fieldsBeside whether lineage and own fields stand beside a line that does not show fields itself
 * @param theme the colours
 * @param depth how many of them can be shown
 * @param zone where local times are local
 * @param ownPackages what classes of one's own begin with; none for everything that is no known library
 */
public record LineLook(
        String template, boolean fieldsBeside, Theme theme, ColorDepth depth, TimeZone zone, List<String> ownPackages) {
    public LineLook {
        ownPackages = List.copyOf(ownPackages);
    }

    /**
     * The look of a preset or, if there is one, of a template, which shows what it says and nothing beside it.
     *
     * @throws IllegalArgumentException if there is no such preset
     */
    public static LineLook of(String preset, @Nullable String template, Theme theme, ColorDepth depth, TimeZone zone) {
        String line = template == null ? LineTemplate.formatOf(preset) : template;
        return new LineLook(line, template == null, theme, depth, zone, List.of());
    }

    public LineLook withOwnPackages(List<String> prefixes) {
        return new LineLook(template, fieldsBeside, theme, depth, zone, prefixes);
    }
}
