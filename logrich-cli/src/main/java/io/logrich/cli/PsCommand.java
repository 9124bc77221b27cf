package io.logrich.cli;

import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.io.PrintWriter;
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

/** {@code logrich ps}: the trees of this user, their processes, and how their sinks are. */
@Command(
        name = "ps",
        sortOptions = false,
        description = {
            "Show your trees, their processes and their sinks. Changes nothing.",
            "",
            "EVENTS: what a process has logged. WAITING: of processes the events, of sinks the bytes that are still to"
                    + " be delivered. DROPPED: what was not accepted. LOST: what was accepted and a sink did not get. Of a"
                    + " tree in which nobody lives only one line is shown, unless it is named.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "States: collects, stands in (for a collector that has died), runs, ended, killed (without closing);"
                    + " of sinks: ok, slow (a write takes too long), failing, behind, ended.",
            "",
            "Examples:",
            "  logrich ps                   everything that lives",
            "  logrich ps --pid 4711        the tree of that process",
            "  logrich ps --json --over 0   for programs, at once, without rates",
        })
final class PsCommand implements Callable<Integer> {
    private static final double LONGEST_SECONDS = 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Map<String, String> environment;

    @Mixin
    private final TreeChoice which = new TreeChoice();

    @Option(names = "--json", description = "One JSON object instead of tables.")
    private boolean json;

    @Option(
            names = "--over",
            paramLabel = "SECONDS",
            defaultValue = "0.5",
            description = "Look for so long to say how many events come a second (default: 0.5); 0 to leave it out.")
    private double over;

    PsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        if (!(over >= 0 && over <= LONGEST_SECONDS)) {
            throw new ParameterException(spec.commandLine(), "--over must be from 0 to 60, was " + over);
        }
        Trees trees = Trees.of(environment);
        List<TreeDirectory> shown =
                which.isGiven() ? List.of(which.tree(spec.commandLine(), environment)) : trees.all();
        List<TreeLook> earlier = List.of();
        List<TreeLook> looks = shown.stream().map(TreeLook::at).toList();
        if (over > 0 && looks.stream().anyMatch(tree -> tree.living() > 0)) {
            earlier = looks;
            rest(earlier.get(0).nanos());
            looks = shown.stream().map(TreeLook::at).toList();
        }
        print(looks, earlier, trees);
        return ExitCode.OK;
    }

    private void print(List<TreeLook> looks, List<TreeLook> earlier, Trees trees) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(PsJson.of(looks, earlier));
        } else if (looks.isEmpty()) {
            spec.commandLine().getErr().println("logrich ps: there is no tree of this user in " + trees.base());
        } else {
            PsText text = new PsText(out, System.currentTimeMillis());
            for (int i = 0; i < looks.size(); i++) {
                text.print(looks.get(i), earlier.isEmpty() ? null : earlier.get(i), which.isGiven());
            }
        }
    }

    private void rest(long since) {
        long nanos = (long) (over * 1e9);
        for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - since)) {
            LockSupport.parkNanos(left);
        }
    }
}
