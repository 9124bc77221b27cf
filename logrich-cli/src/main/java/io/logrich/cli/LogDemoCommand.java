package io.logrich.cli;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.event.LogLevel;
import io.logrich.render.LineTemplate;
import io.logrich.render.Theme;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code logrich logdemo}: what lines look like in every preset and theme. */
@Command(
        name = "logdemo",
        sortOptions = false,
        description = {
            "Show sample events in every preset and theme, and what dumps of them look like. The lines of the log go to"
                    + " the error stream, all else to the standard output.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  logrich logdemo                                    5 presets, 4 themes",
            "  logrich logdemo --preset short --theme neon --color always",
            "  logrich logdemo --theme dark --dump-format json --dump-path demo",
        })
final class LogDemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Map<String, String> environment;

    @Option(names = "--preset", paramLabel = "NAME", description = "Only this preset; may be repeated.")
    private List<String> presets = List.of();

    @Option(names = "--theme", paramLabel = "NAME", description = "Only this theme; may be repeated.")
    private List<String> themes = List.of();

    @Option(
            names = "--console-format-template",
            paramLabel = "TEMPLATE",
            description = "Lines of your own instead of the presets'.")
    private @Nullable String template;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto (default: at a terminal), always or never.")
    private LookOptions.When color = LookOptions.When.AUTO;

    @Option(names = "--service", paramLabel = "NAME", defaultValue = "logdemo", description = "Default: logdemo.")
    private String service = "logdemo";

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "demo",
            description = "Default: demo; the theme's name is added.")
    private String place = "demo";

    @Option(
            names = "--dump-format",
            paramLabel = "FORMAT",
            converter = DumpFormatConverter.class,
            description = "Dump the events of each, too: text, json, html_table or html_txt.")
    private @Nullable DumpFormat dumpFormat;

    @Option(
            names = "--dump-path",
            paramLabel = "PATH",
            description = "Dump to files in this directory, or beside this file, instead of the standard output.")
    private @Nullable Path dumpPath;

    @Mixin
    private final FieldOptions fields = new FieldOptions();

    LogDemoCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        DumpFilter filter;
        try {
            filter = fields.applyTo(DumpFilter.ALL);
            themesShown().forEach(Theme::of);
            for (String preset : presetsShown()) {
                LookOptions.lines(preset, template, "dark", color, environment);
            }
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), Failures.describe(wrong));
        }
        PrintWriter out = spec.commandLine().getOut();
        List<String> dumps = new ArrayList<>();
        for (String preset : presetsShown()) {
            for (String theme : themesShown()) {
                out.println("=== Preset: " + preset + ", Theme: " + theme + " ===");
                show(preset, theme, filter, dumps);
            }
        }
        dumps.forEach(out::println);
        return ExitCode.OK;
    }

    private List<String> presetsShown() {
        return lower(presets.isEmpty() ? LineTemplate.presets() : presets);
    }

    private List<String> themesShown() {
        return lower(themes.isEmpty() ? Theme.names() : themes);
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private void show(String preset, String theme, DumpFilter filter, List<String> dumps) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("=== Theme: " + theme + " ===");
        List<String> words = Theme.wordsOf(theme);
        for (LogLevel level : LogLevel.values()) {
            if (level != LogLevel.TRACE) {
                out.printf("  %-8s -> %s%n", level, words.get(level.ordinal()));
            }
        }
        out.println("  emitting sample events…");
        out.flush();
        EventPrinter printer = new EventPrinter(
                spec.commandLine().getErr(), LookOptions.lines(preset, template, theme, color, environment));
        try (LogRuntime runtime = LogRuntime.openRoot(config(theme, printer))) {
            int events = emit(runtime.get("logdemo." + preset));
            runtime.flush(null);
            out.println("  emitted " + events + " events");
            dump(runtime, preset, theme, filter, dumps);
        }
        out.println();
    }

    private RuntimeConfig config(String theme, EventPrinter printer) {
        return RuntimeConfig.builder(service, place + "-" + theme)
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolPlace(SpoolSettings.Place.MEMORY)
                .sink(new CustomSink("demo", LogLevel.DEBUG, batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        printer.print(batch.view(i));
                    }
                    printer.flush();
                    return batch.size();
                }))
                .build();
    }

    private static int emit(Logger log) {
        log.atDebug().with("cache", "warm").log("looking for {}", "intro.mp4");
        log.atInfo().with("chunk", 3).with("bytes_out", 5120).log("compressed {}", "intro.mp4");
        log.atWarning().with("free_percent", 7).log("low on space");
        IOException failure = new IOException("no answer");
        failure.setStackTrace(Arrays.copyOf(failure.getStackTrace(), 2));
        log.atError().with("attempt", 2).thrown(failure).log("upload failed");
        log.atCritical().with("exit_code", 70).log("giving up");
        return 5;
    }

    private void dump(LogRuntime runtime, String preset, String theme, DumpFilter filter, List<String> dumps)
            throws IOException {
        if (dumpFormat == null) {
            return;
        }
        Path file = fileFor(preset, theme, dumpFormat);
        if (file != null) {
            runtime.dump(dumpFormat, filter, file);
            spec.commandLine().getOut().println("  dump written to " + file);
            return;
        }
        String name = dumpFormat.name().toLowerCase(Locale.ROOT);
        dumps.add("--- dump (" + name + ") preset=" + preset + " theme=" + theme + " ---");
        dumps.add(runtime.dump(dumpFormat, filter));
    }

    /** A directory or a name without an ending holds a file for each; of a name with one there are several beside it. */
    private @Nullable Path fileFor(String preset, String theme, DumpFormat format) {
        if (dumpPath == null) {
            return null;
        }
        String name = dumpPath.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String which = "-" + preset + "-" + theme;
        if (dot <= 0 || Files.isDirectory(dumpPath)) {
            return dumpPath.resolve("logdemo" + which + endingOf(format));
        }
        return dumpPath.resolveSibling(name.substring(0, dot) + which + name.substring(dot));
    }

    private static String endingOf(DumpFormat format) {
        return switch (format) {
            case TEXT -> ".log";
            case JSON -> ".json";
            default -> ".html";
        };
    }
}
