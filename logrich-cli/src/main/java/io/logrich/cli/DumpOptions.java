package io.logrich.cli;

import io.logrich.TreeHistory;
import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.dump.DumpWriter;
import io.logrich.dump.History;
import io.logrich.event.LogLevel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A dump that is written when everything is over. */
final class DumpOptions {
    @Option(
            names = "--dump",
            paramLabel = "PATH",
            description = "At the end write the last events of all processes to this file.")
    private @Nullable Path file;

    @Option(
            names = "--dump-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            converter = DumpFormatConverter.class,
            description = "The dump's format: text (default) or json.")
    private DumpFormat format = DumpFormat.TEXT;

    @Option(
            names = "--dump-level",
            paramLabel = "LEVEL",
            converter = LevelConverter.class,
            description =
                    "Dump events from this level on, also those that no sink wants (default: what the sinks want).")
    private @Nullable LogLevel level;

    /** Writes the dump if one is wanted; says so if that fails. */
    void write(Path tree, PrintWriter err) {
        if (file == null) {
            return;
        }
        try {
            DumpFilter filter = level == null ? DumpFilter.ALL : DumpFilter.ALL.withMinimum(level);
            History history = TreeHistory.of(tree, filter);
            history.problems().forEach(problem -> err.println("logrich: " + problem));
            DumpWriter.of(format).write(history, file);
        } catch (IOException | RuntimeException failed) {
            err.println("logrich: the dump could not be written: " + Failures.describe(failed));
        }
    }

    /** From which level on events must be kept although no sink wants them; null if none need be. */
    @Nullable
    LogLevel keptLevel() {
        return file == null ? null : level;
    }

    /** An option of this group that was given, or null. */
    @Nullable
    String given() {
        return file == null ? null : "--dump";
    }
}
