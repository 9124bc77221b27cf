package io.logrich.cli;

import io.logrich.dump.DumpFilter;
import io.logrich.event.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which events are wanted: those that every option lets through. */
final class FilterOptions {
    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            converter = LevelConverter.class,
            description = "Only events from this level on.")
    private @Nullable LogLevel minimum;

    @Option(
            names = "--max-level",
            paramLabel = "LEVEL",
            converter = LevelConverter.class,
            description = "Only events up to this level.")
    private @Nullable LogLevel maximum;

    @Option(
            names = "--only-level",
            paramLabel = "LEVEL",
            split = ",",
            converter = LevelConverter.class,
            description = "Only events of exactly these levels: a list with commas.")
    private LogLevel[] levels = {};

    @Option(
            names = "--logger",
            paramLabel = "NAME",
            split = ",",
            description = "Only events of these loggers and of those below them: a list with commas.")
    private String[] loggers = {};

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description =
                    "Only events from this time on: 2026-11-23T20:50:14Z, or local time, 2026-11-23T20:50 or 20:50.")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only events before this time.")
    private @Nullable Instant until;

    @Option(
            names = "--last",
            paramLabel = "AGE",
            converter = AgeConverter.class,
            description = "Only events that are not older: 500ms, 30s, 10m, 2h, 1d.")
    private @Nullable Duration last;

    @Option(
            names = "--contains",
            paramLabel = "TEXT",
            description = "Only events with this text in message, exception or stack, in upper or lower case.")
    private List<String> texts = List.of();

    @Option(
            names = "--regex",
            paramLabel = "REGEX",
            description = "Only events in whose message, exception or stack this expression is found.")
    private List<Pattern> expressions = List.of();

    @Option(
            names = "--lineage",
            paramLabel = "PID",
            description = "Only events of this process and of those that descend from it.")
    private @Nullable Long lineage;

    @Option(names = "--trace-id", paramLabel = "ID", description = "Only events of this trace.")
    private @Nullable String trace;

    @Option(
            names = {"-n", "--newest"},
            paramLabel = "N",
            description = "Of these events only the newest (default: 25000).")
    private @Nullable Integer newest;

    @Mixin
    private final FieldOptions fields = new FieldOptions();

    /** Whether it was said how many events are wanted. */
    boolean isBounded() {
        return newest != null;
    }

    /**
     * What is wanted.
     *
     * @throws IllegalArgumentException if an option makes no sense; the message is for people
     */
    DumpFilter filter() {
        DumpFilter filter = fields.applyTo(DumpFilter.ALL);
        filter = minimum == null ? filter : filter.withMinimum(minimum);
        filter = maximum == null ? filter : filter.withMaximum(maximum);
        filter = levels.length == 0 ? filter : filter.withLevels(levels[0], levels);
        filter = loggers.length == 0 ? filter : filter.withLogger(loggers[0], loggers);
        filter = since == null ? filter : filter.withSince(since);
        filter = until == null ? filter : filter.withUntil(until);
        filter = last == null ? filter : filter.withLast(last);
        for (String text : texts) {
            filter = filter.withText(text);
        }
        for (Pattern expression : expressions) {
            filter = filter.withText(expression);
        }
        filter = lineage == null ? filter : filter.withLineage(lineage);
        filter = trace == null ? filter : filter.withTrace(trace);
        return newest == null ? filter : filter.withNewest(newest);
    }
}
