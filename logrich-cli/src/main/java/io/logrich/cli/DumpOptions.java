package io.logrich.cli;

import io.logrich.TreeHistory;
import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.dump.DumpLook;
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
            converter = DumpFormatConverter.class,
            description = "The dump's format: text (default), json, html_table (or html), html_txt.")
    private @Nullable DumpFormat format;

    @Option(
            names = "--dump-level",
            paramLabel = "LEVEL",
            converter = LevelConverter.class,
            description =
                    "Dump events from this level on, also those that no sink wants (default: what the sinks want).")
    private @Nullable LogLevel level;

    @Option(
            names = "--dump-preset",
            paramLabel = "NAME",
            description = "The dump's lines: full (default), short, full_loc, short_loc, short_loc_icon.")
    private @Nullable String preset;

    @Option(names = "--dump-template", paramLabel = "TEXT", description = "A line of your own for the dump.")
    private @Nullable String template;

    @Option(names = "--dump-newest", paramLabel = "N", description = "Dump only so many events (default: 25000).")
    private @Nullable Integer newest;

    private DumpLook look = DumpLook.DEFAULT;

    /**
     * Says whether the options fit together, and takes from the variables what was not given.
     *
     * @throws IllegalArgumentException if not; the message is for people
     */
    void check(Variables variables) {
        String alone = format != null
                ? "--dump-format"
                : level != null
                        ? "--dump-level"
                        : preset != null
                                ? "--dump-preset"
                                : template != null ? "--dump-template" : newest != null ? "--dump-newest" : null;
        if (file == null && alone != null) {
            throw new IllegalArgumentException(alone + " needs --dump");
        }
        if (file != null) {
            look = variables.look(preset, template);
            filter();
        }
    }

    /** Writes the dump if one is wanted; says so if that fails. */
    void write(Path tree, PrintWriter err) {
        if (file == null) {
            return;
        }
        try {
            History history = TreeHistory.of(tree, filter());
            history.problems().forEach(problem -> err.println("logrich: " + problem));
            DumpWriter.of(format == null ? DumpFormat.TEXT : format, look).write(history, file);
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

    private DumpFilter filter() {
        DumpFilter filter = level == null ? DumpFilter.ALL : DumpFilter.ALL.withMinimum(level);
        return newest == null ? filter : filter.withNewest(newest);
    }
}
