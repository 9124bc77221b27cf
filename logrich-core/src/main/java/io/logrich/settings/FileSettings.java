package io.logrich.settings;

import io.logrich.event.LogLevel;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file that events are appended to. Immutable.
 *
 * @param path the file; its directory must exist
 * @param format how an event looks in it
 * @param level its threshold
 */
public record FileSettings(Path path, Format format, LogLevel level) implements SinkSettings {
    /** How an event looks in a file. */
    public enum Format {
        /** One JSON object a line. */
        JSONL,
        /** One line of text, exceptions on lines of their own. */
        TEXT
    }

    public FileSettings {
        path = path.toAbsolutePath().normalize();
    }

    /** A file of JSON lines for INFO and above. */
    public static FileSettings of(Path path) {
        return new FileSettings(path, Format.JSONL, LogLevel.INFO);
    }

    public FileSettings withFormat(Format value) {
        return new FileSettings(path, value, level);
    }

    public FileSettings withLevel(LogLevel value) {
        return new FileSettings(path, format, value);
    }

    @Override
    public String name() {
        return "file:" + path;
    }

    /** The format of that name, in any case. */
    public static Format formatOf(String name) {
        try {
            return Format.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new SettingsException("fileFormat", "must be one of jsonl, text", name);
        }
    }
}
