package io.logrich.cli;

import io.logrich.TreeHistory;
import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.dump.DumpWriter;
import io.logrich.dump.History;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code logrich dump}: shows the last events of a tree, living or dead. */
@Command(
        name = "dump",
        sortOptions = false,
        description = {
            "Show the last events of a tree of processes, living or dead. Changes nothing.",
            "",
            "Without --spool, --pid and --tree it shows your only living tree, else the only one that is left.",
            "An event must pass every option below; of several conditions for one KEY it must pass one.",
            "",
        },
        optionListHeading = "%nOptions:%n")
final class DumpCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Map<String, String> environment;

    @Mixin
    private final TreeChoice which = new TreeChoice();

    @Option(names = "--only-pid", description = "Only the events of the process that --pid names.")
    private boolean onlyPid;

    @Mixin
    private final DumpLookOptions look = new DumpLookOptions();

    @Mixin
    private final FilterOptions wanted = new FilterOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            converter = DumpFormatConverter.class,
            description = "text (default), json, html_table (or html) or html_txt.")
    private DumpFormat format = DumpFormat.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            description = "Write to this file instead of the standard output.")
    private @Nullable Path output;

    DumpCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        Long pid = which.pid();
        if (onlyPid && pid == null) {
            throw new ParameterException(spec.commandLine(), "--only-pid needs --pid");
        }
        DumpFilter filter;
        DumpWriter writer;
        try {
            filter = wanted.filter();
            writer = DumpWriter.of(format, look.look(new Variables(environment)));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
        History history = TreeHistory.of(
                which.tree(spec.commandLine(), environment).path(),
                onlyPid && pid != null ? filter.withPid(pid) : filter);
        history.problems().forEach(problem -> spec.commandLine().getErr().println("logrich: " + problem));
        if (output != null) {
            writer.write(history, output);
            return ExitCode.OK;
        }
        try (OutputStream text = new WriterStream(spec.commandLine().getOut())) {
            if (writer.write(history, text) > 0 || format == DumpFormat.JSON) {
                text.write('\n');
            }
        }
        return ExitCode.OK;
    }
}
