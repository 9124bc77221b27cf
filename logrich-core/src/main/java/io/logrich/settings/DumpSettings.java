package io.logrich.settings;

import io.logrich.event.LogLevel;
import io.logrich.render.LineTemplate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for dumps and how they look. Immutable.
 *
 * @param enabled whether events may be read again after delivery
 * @param maxEvents how many events a dump shows unless its filter says
 * @param level from which level on events are kept although no sink wants them; null for the lowest level of any sink
 * @param preset the name of the line that texts have
 * @param template the line that they have instead, null for that of the preset
 */
public record DumpSettings(
        boolean enabled,
        int maxEvents,
        @Nullable LogLevel level,
        String preset,
        @Nullable String template) {
    /** Everything that a sink wants is kept, the newest 25,000 are shown, in full lines. */
    public static final DumpSettings DEFAULT = new DumpSettings(true, 25_000, null, "full", null);

    public DumpSettings {
        if (maxEvents <= 0) {
            throw new SettingsException("ringBufferSize", "must be positive", maxEvents);
        }
        String given = preset;
        preset = preset.strip().toLowerCase(Locale.ROOT);
        if (!LineTemplate.presets().contains(preset)) {
            throw new SettingsException(
                    "dumpFormatPreset", "must be one of " + String.join(", ", LineTemplate.presets()), given);
        }
        if (template != null) {
            try {
                LineTemplate.check(template);
            } catch (IllegalArgumentException wrong) {
                throw new SettingsException(
                        "dumpFormatTemplate", "must be a template: " + wrong.getMessage(), template);
            }
        }
    }

    public DumpSettings withEnabled(boolean value) {
        return new DumpSettings(value, maxEvents, level, preset, template);
    }

    public DumpSettings withMaxEvents(int value) {
        return new DumpSettings(enabled, value, level, preset, template);
    }

    public DumpSettings withLevel(@Nullable LogLevel value) {
        return new DumpSettings(enabled, maxEvents, value, preset, template);
    }

    public DumpSettings withPreset(String value) {
        return new DumpSettings(enabled, maxEvents, level, value, template);
    }

    /** Null or blank for none. */
    public DumpSettings withTemplate(@Nullable String value) {
        return new DumpSettings(enabled, maxEvents, level, preset, value == null || value.isBlank() ? null : value);
    }
}
