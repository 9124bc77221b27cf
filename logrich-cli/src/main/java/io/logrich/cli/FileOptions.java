package io.logrich.cli;

import io.logrich.event.LogLevel;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import java.nio.file.Path;
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

    void applyTo(RuntimeConfig.Builder config) {
        if (file != null) {
            config.file(file, format, level);
        }
    }

    /** An option of this group that was given, or null. */
    @Nullable
    String given() {
        return file == null ? null : "--file";
    }
}
