package io.logrich.settings;

import io.logrich.event.LogLevel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A file that events are appended to. Immutable.
 *
 * @param path the file; its directory must exist
 * @param format how an event looks in it
 * @param level its threshold
 * @param roll when it is set aside and a new one begun
 */
public record FileSettings(Path path, Format format, LogLevel level, RollSettings roll) implements SinkSettings {
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

    /** A file that grows for ever. */
    public FileSettings(Path path, Format format, LogLevel level) {
        this(path, format, level, RollSettings.NONE);
    }

    /** A file of JSON lines for INFO and above. */
    public static FileSettings of(Path path) {
        return new FileSettings(path, Format.JSONL, LogLevel.INFO);
    }

    public FileSettings withFormat(Format value) {
        return new FileSettings(path, value, level, roll);
    }

    public FileSettings withLevel(LogLevel value) {
        return new FileSettings(path, format, value, roll);
    }

    /** Changes when the file is rolled: {@code withRoll(r -> r.withSize(100 << 20).withKeep(10))}. */
    public FileSettings withRoll(UnaryOperator<RollSettings> change) {
        return new FileSettings(path, format, level, change.apply(roll));
    }

    /** The file is rolled before it has more bytes than that; 0 for never. */
    public FileSettings withRollSize(long bytes) {
        return withRoll(roll -> roll.withSize(bytes));
    }

    /** The file is rolled at each turn of the clock; null for never. */
    public FileSettings withRollEvery(RollSettings.@Nullable Period period) {
        return withRoll(roll -> roll.withEvery(period));
    }

    /** So many rolled files stay; 0 for all. */
    public FileSettings withKeep(int files) {
        return withRoll(roll -> roll.withKeep(files));
    }

    /** Rolled files together have at most so many bytes, though the newest always stays; 0 for any number. */
    public FileSettings withKeepSize(long bytes) {
        return withRoll(roll -> roll.withKeepBytes(bytes));
    }

    /** Rolled files are compressed, or not. */
    public FileSettings withGzip(boolean gzip) {
        return withRoll(roll -> roll.withGzip(gzip));
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
