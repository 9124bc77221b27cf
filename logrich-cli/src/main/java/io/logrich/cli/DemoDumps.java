package io.logrich.cli;

import io.logrich.LogRuntime;
import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.settings.DumpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The dumps that {@code logdemo} shows. */
final class DemoDumps {
    @Option(
            names = "--dump-format",
            paramLabel = "FORMAT",
            converter = DumpFormatConverter.class,
            description = "Dump the events of each, too: text, json, html_table or html_txt.")
    private @Nullable DumpFormat format;

    @Option(
            names = "--dump-path",
            paramLabel = "PATH",
            description = "Dump to files in this directory, or beside this file, instead of the standard output.")
    private @Nullable Path path;

    @Option(
            names = "--dump-preset",
            paramLabel = "NAME",
            description = "The dumps' lines: full (default), short, full_loc, short_loc, short_loc_icon.")
    private @Nullable String preset;

    @Option(names = "--dump-template", paramLabel = "TEXT", description = "A line of your own for the dumps.")
    private @Nullable String template;

    /**
     * Says whether the options can be understood.
     *
     * @throws IllegalArgumentException if not; the message is for people
     */
    void check() {
        applyTo(DumpSettings.DEFAULT);
        String alone = path != null
                ? "--dump-path"
                : preset != null ? "--dump-preset" : template != null ? "--dump-template" : null;
        if (format == null && alone != null) {
            throw new IllegalArgumentException(alone + " needs --dump-format");
        }
    }

    DumpSettings applyTo(DumpSettings settings) {
        DumpSettings applied = preset == null ? settings : settings.withPreset(preset);
        return template == null ? applied : applied.withTemplate(template);
    }

    /**
     * Writes the dump of one preset and theme, if dumps are wanted: to a file, or else to what is printed in the end.
     *
     * @return the file, or null if there is none
     */
    @Nullable
    Path write(LogRuntime runtime, DumpFilter filter, String shown, String theme, List<String> printed)
            throws IOException {
        if (format == null) {
            return null;
        }
        Path file = fileFor(shown, theme, format);
        if (file != null) {
            runtime.dump(format, filter, file);
            return file;
        }
        String name = format.name().toLowerCase(Locale.ROOT);
        printed.add("--- dump (" + name + ") preset=" + shown + " theme=" + theme + " ---");
        printed.add(runtime.dump(format, filter));
        return null;
    }

    /** A directory or a name without an ending holds a file for each; of a name with one there are several beside it. */
    private @Nullable Path fileFor(String shown, String theme, DumpFormat wanted) {
        if (path == null) {
            return null;
        }
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String which = "-" + shown + "-" + theme;
        if (dot <= 0 || Files.isDirectory(path)) {
            return path.resolve("logdemo" + which + endingOf(wanted));
        }
        return path.resolveSibling(name.substring(0, dot) + which + name.substring(dot));
    }

    private static String endingOf(DumpFormat format) {
        return switch (format) {
            case TEXT -> ".log";
            case JSON -> ".json";
            default -> ".html";
        };
    }
}
