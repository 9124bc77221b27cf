package io.logrich.cli;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.dump.DumpFilter;
import io.logrich.event.LogLevel;
import io.logrich.render.LineTemplate;
import io.logrich.render.Theme;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.JournaldSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SinkSettings;
import io.logrich.settings.SpoolSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

    @Mixin
    private final SinkOptions sinks = new SinkOptions();

    @Mixin
    private final DemoDumps dumps = new DemoDumps();

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
            dumps.check();
            themesShown().forEach(Theme::of);
            for (String preset : presetsShown()) {
                LookOptions.lines(preset, template, "dark", color, environment);
            }
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), Failures.describe(wrong));
        }
        PrintWriter out = spec.commandLine().getOut();
        List<String> printed = new ArrayList<>();
        for (String preset : presetsShown()) {
            for (String theme : themesShown()) {
                out.println("=== Preset: " + preset + ", Theme: " + theme + " ===");
                show(preset, theme, filter, printed);
            }
        }
        printed.forEach(out::println);
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

    private void show(String preset, String theme, DumpFilter filter, List<String> printed) throws IOException {
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
        RuntimeConfig config = config(theme, printer);
        try (LogRuntime runtime = LogRuntime.openRoot(config)) {
            int events = emit(runtime.get("logdemo." + preset));
            runtime.flush(null);
            out.println("  emitted " + events + " events");
            config.sinks().forEach(sink -> sayWhere(sink, out));
            Path file = dumps.write(runtime, filter, preset, theme, printed);
            if (file != null) {
                out.println("  dump written to " + file);
            }
        }
        out.println();
    }

    private RuntimeConfig config(String theme, EventPrinter printer) {
        RuntimeConfig.Builder config = RuntimeConfig.builder(service, place + "-" + theme)
                .dump(dumps::applyTo)
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolPlace(SpoolSettings.Place.MEMORY)
                .sink(new CustomSink("demo", LogLevel.DEBUG, batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        printer.print(batch.view(i));
                    }
                    printer.flush();
                    return batch.size();
                }));
        sinks.applyTo(config, Map.of());
        return config.build();
    }

    private static void sayWhere(SinkSettings sink, PrintWriter out) {
        if (sink instanceof GraylogSettings graylog) {
            String endpoints = graylog.endpoints().stream().map(String::valueOf).collect(Collectors.joining(", "));
            out.println("  graylog -> " + endpoints + " via " + graylog.transport());
        } else if (sink instanceof JournaldSettings journald) {
            out.println("  journald -> " + journald.socket());
        } else if (sink instanceof FileSettings file) {
            out.println("  file -> " + file.path());
        }
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
}
