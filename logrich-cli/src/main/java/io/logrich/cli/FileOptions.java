package io.logrich.cli;

import io.logrich.event.LogLevel;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RollSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SettingsException;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A file that every event is appended to. */
final class FileOptions {
    @Option(names = "--file", paramLabel = "PATH", description = "Append every event to this file.")
    private @Nullable Path file;

    @Option(
            names = "--file-format",
            paramLabel = "FORMAT",
            defaultValue = "jsonl",
            description = "The file's format: jsonl (default), one JSON object a line, or text.")
    private FileSettings.Format format = FileSettings.Format.JSONL;

    @Option(
            names = "--file-level",
            paramLabel = "LEVEL",
            defaultValue = "debug",
            converter = LevelConverter.class,
            description = "Events from this level on go to the file (default: ${DEFAULT-VALUE}).")
    private LogLevel level = LogLevel.DEBUG;

    @Option(
            names = "--file-roll-size",
            paramLabel = "SIZE",
            description = "Set the file aside before it is larger, and begin a new one: bytes, or k, M, G of them.")
    private @Nullable String rollSize;

    @Option(
            names = "--file-roll-every",
            paramLabel = "PERIOD",
            description = "Begin a new file every minute, hour, day, week or month, by the local time.")
    private @Nullable String rollEvery;

    @Option(
            names = "--file-keep",
            paramLabel = "N",
            description = "Keep so many of the files that were set aside (default: all).")
    private @Nullable Integer keep;

    @Option(names = "--file-keep-size", paramLabel = "SIZE", description = "Keep so many bytes of them together.")
    private @Nullable String keepSize;

    @Option(names = "--file-gzip", description = "Compress them.")
    private boolean gzip;

    /** Adds the file; variables that are applied after it hold for it. */
    void addTo(RuntimeConfig.Builder config) {
        if (file != null) {
            config.file(file, format, level);
        } else {
            String without = rollingOption();
            if (without != null) {
                throw new SettingsException(without, "must come with --file", "there is none");
            }
        }
    }

    /** What the command line says about rolling, over what the variables say. */
    void applyTo(RuntimeConfig.Builder config) {
        change(config, "--file-roll-size", rollSize, (roll, size) -> roll.withSize(RollSettings.bytesOf(size)));
        change(config, "--file-roll-every", rollEvery, (roll, name) -> roll.withEvery(RollSettings.periodOf(name)));
        change(config, "--file-keep", keep, RollSettings::withKeep);
        change(config, "--file-keep-size", keepSize, (roll, size) -> roll.withKeepBytes(RollSettings.bytesOf(size)));
        if (gzip) {
            config.files(file -> file.withGzip(true));
        }
    }

    private static <T> void change(
            RuntimeConfig.Builder config,
            String option,
            @Nullable T value,
            BiFunction<RollSettings, T, RollSettings> change) {
        if (value != null) {
            try {
                config.files(file -> file.withRoll(roll -> change.apply(roll, value)));
            } catch (SettingsException refused) {
                throw refused.as(option, value);
            }
        }
    }

    private @Nullable String rollingOption() {
        if (rollSize != null) {
            return "--file-roll-size";
        } else if (rollEvery != null) {
            return "--file-roll-every";
        } else if (keep != null) {
            return "--file-keep";
        } else if (keepSize != null) {
            return "--file-keep-size";
        }
        return gzip ? "--file-gzip" : null;
    }

    /** An option of this group that was given, or null. */
    @Nullable
    String given() {
        return file == null ? rollingOption() : "--file";
    }
}
