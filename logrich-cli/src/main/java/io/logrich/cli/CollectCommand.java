package io.logrich.cli;

import io.logrich.LogRuntime;
import io.logrich.ShutdownResult;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.tree.Lease;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code logrich collect}: goes on with a tree whose collector is gone. */
@Command(
        name = "collect",
        sortOptions = false,
        description = {
            "Go on with a tree whose collector has ended or was killed.",
            "",
            "Each sink continues where it had stopped: it gets every event that it has not had, and after a kill"
                    + " possibly some twice. Ends when no process of the tree lives and nothing is left. A process of the"
                    + " tree that has stood in for its collector gives way meanwhile.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "Exit code: 0, or 1 if somebody else collects the tree, or 2 if DIR is no tree."})
final class CollectCommand implements Callable<Integer> {
    private static final long LOOK_NANOS = 20_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Map<String, String> environment;

    @Option(names = "--spool", paramLabel = "DIR", required = true, description = "The tree's directory.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path spool;

    @Mixin
    private final ConsoleOptions console = new ConsoleOptions();

    @Mixin
    private final SinkOptions sinks = new SinkOptions();

    @Option(names = "--once", description = "Deliver what is there and end, although processes of the tree live.")
    private boolean once;

    CollectCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        TreeDirectory tree = tree();
        RuntimeConfig.Builder config = RuntimeConfig.builder("logrich", "local")
                .treeLog(true)
                .diagnosticHook(new Complaints(spec.commandLine().getErr()))
                .consoleStream(ConsoleSettings.Stream.STDOUT);
        sinks.applyTo(config, environment);
        console.applyTo(config);
        try (LogRuntime runtime = LogRuntime.adopt(config.build(), tree.path())) {
            Draining draining = new Draining(runtime, tree.path());
            draining.drain();
            while (!once && runtime.livingMembers() > 0) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            draining.drain();
            ShutdownResult result = runtime.shutdown();
            new Leftover(spec.commandLine().getErr()).undelivered(runtime, result);
            return result.complete() ? ExitCode.OK : ExitCode.FAILED;
        } catch (IOException failed) {
            if (Lease.isHeld(tree)) {
                return alreadyCollected(); // somebody was quicker
            }
            throw failed;
        }
    }

    private TreeDirectory tree() {
        try {
            return TreeDirectory.existing(spool);
        } catch (IOException | RuntimeException none) {
            throw new ParameterException(
                    spec.commandLine(), "--spool must be the directory of a tree: " + Failures.describe(none));
        }
    }

    private int alreadyCollected() {
        spec.commandLine().getErr().println("logrich collect: " + spool + " is collected by somebody else");
        return ExitCode.FAILED;
    }
}
