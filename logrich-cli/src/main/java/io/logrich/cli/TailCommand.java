package io.logrich.cli;

import io.logrich.TreeFollowing;
import io.logrich.TreeHistory;
import io.logrich.dump.DumpFilter;
import io.logrich.dump.History;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code logrich tail}: the last events of a tree, and those that come. */
@Command(
        name = "tail",
        sortOptions = false,
        description = {
            "Show the last events of a tree, and with --follow those that come, until nobody lives in it. Changes"
                    + " nothing, and nobody waits for it: what is written over before it could be shown is skipped, and"
                    + " that is said.",
            "",
            "An event must pass every option below; of several conditions for one KEY it must pass one.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  logrich tail -f                              everything that is logged from now on",
            "  logrich tail -f --pid 4711 --level warning   what goes wrong in the tree of that process",
            "  logrich tail -n 1000 --format json --logger com.acme | jq .message",
            "  logrich tail -f --template '{hh_loc}:{mm_loc}:{ss_loc} {message}' --theme neon",
        })
final class TailCommand implements Callable<Integer> {
    private static final int LAST = 10;

    /** Between two looks when nothing comes: the eye does not see it, and it costs nothing. */
    private static final long PAUSE_NANOS = 25_000_000;

    /** What is written as. */
    private enum Format {
        TEXT,
        JSON
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Map<String, String> environment;

    @Mixin
    private final TreeChoice which = new TreeChoice();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes.")
    private boolean follow;

    @Mixin
    private final FilterOptions wanted = new FilterOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (default) or json: one object a line.")
    private Format format = Format.TEXT;

    @Mixin
    private final LookOptions look = new LookOptions();

    TailCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        DumpFilter filter;
        EventPrinter printer;
        try {
            filter = wanted.isBounded() ? wanted.filter() : wanted.filter().withNewest(LAST);
            printer = new EventPrinter(out, format == Format.TEXT ? look.lines(environment) : null);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), Failures.describe(wrong));
        }
        Path tree = which.tree(spec.commandLine(), environment).path();
        return follow ? follow(tree, filter, printer) : last(tree, filter, printer);
    }

    private int last(Path tree, DumpFilter filter, EventPrinter printer) throws IOException {
        History history = TreeHistory.of(tree, filter);
        say(history.problems());
        for (int i = 0; i < history.size(); i++) {
            printer.print(history.view(i));
        }
        printer.flush();
        return ExitCode.OK;
    }

    private int follow(Path tree, DumpFilter filter, EventPrinter printer) throws IOException {
        try (TreeFollowing following = TreeFollowing.of(tree, filter, LAST)) {
            boolean heard = true;
            while (heard && !following.isOver()) {
                int events = following.look(printer::print);
                say(following.takeProblems());
                long gaps = following.takeGaps();
                if (gaps > 0) {
                    say(List.of("events were written over before they could be shown"));
                }
                if (events > 0) {
                    heard = printer.flush();
                } else {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            return ExitCode.OK;
        }
    }

    private void say(List<String> problems) {
        problems.forEach(problem ->
                spec.commandLine().getErr().println("logrich tail: " + io.logrich.render.SafeText.of(problem)));
    }
}
