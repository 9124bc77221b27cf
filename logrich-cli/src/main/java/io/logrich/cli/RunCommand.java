package io.logrich.cli;

import io.logrich.LogRuntime;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logrich run}: starts a command and collects what its whole tree of processes logs. */
@Command(
        name = "run",
        sortOptions = false,
        customSynopsis = "logrich run [OPTIONS] -- COMMAND [ARG...]",
        description = {
            "Run a command and make one log of what it and its children say.",
            "",
            "Java programs that use logrich log into it by themselves. What other programs write to their standard"
                    + " output and error becomes events too, line by line, with the level that a line begins with.",
            "",
        },
        parameterListHeading = "%nThe command:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "LOG_* variables of the environment apply where no option is given.",
            "",
            "The exit code is the command's: 128 + N if signal N killed it, 126 if it cannot be executed, 127 if it"
                    + " was not found. 2: this command line is wrong.",
            "",
            "SIGTERM is passed on to the command, and SIGINT when no terminal sends it to the command anyway.",
            "",
            "A 'logrich run' inside another one logs into the outer one's tree, and can have no sinks of its own"
                    + " unless --new-tree is given.",
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Map<String, String> environment;

    @Mixin
    private final ContextOptions context = new ContextOptions();

    @Mixin
    private final ConsoleOptions console = new ConsoleOptions();

    @Mixin
    private final SinkOptions sinks = new SinkOptions();

    @Mixin
    private final DumpOptions dump = new DumpOptions();

    @Option(
            names = "--spool",
            paramLabel = "DIR",
            description = "Keep the tree's files in this directory, also afterwards (default: a temporary one).")
    private @Nullable Path spool;

    @Option(
            names = "--capture",
            paramLabel = "MODE",
            defaultValue = "on",
            description =
                    "on (default): the command's output becomes events; tee: it is passed through as well; off: it is"
                            + " left alone.")
    private CaptureMode capture = CaptureMode.ON;

    @Option(
            names = "--pty",
            description =
                    "Give the command a terminal to write to, so that it keeps its colours and writes at once; its"
                            + " standard error is its standard output then. Linux, with util-linux.")
    private boolean pty;

    @Option(
            names = "--linger",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "How long to wait for processes that the command has left running (default: 1).")
    private double linger;

    @Option(names = "--new-tree", description = "Have a tree of its own inside another 'logrich run'.")
    private boolean newTree;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "1..*",
            description = "What to run, with its arguments; '--' before it tells its options from ours.")
    private List<String> command = new ArrayList<>();

    RunCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            dump.check(new Variables(environment));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
        CommandJob job = new CommandJob(
                command,
                fields(),
                capture,
                inTerminal(),
                lingerTime(),
                dump,
                new Leftover(spec.commandLine().getErr()));
        OuterTree outer = newTree
                ? OuterTree.NONE
                : OuterTree.of(environment, spec.commandLine().getErr());
        if (outer.isThere()) {
            refuseOwnSinks();
            return job.run(LogRuntime.attach(), false);
        }
        return job.run(LogRuntime.openRoot(config()), true);
    }

    private RuntimeConfig config() {
        Map<String, String> variables = new HashMap<>(environment);
        String service = context.service();
        if (service != null) {
            variables.remove("LOG_SERVICE");
        }
        String name = context.environment();
        if (name != null) {
            variables.remove("LOG_ENVIRONMENT");
        }
        RuntimeConfig.Builder config = RuntimeConfig.builder(
                        service == null ? CommandJob.nameOf(command) : service, name == null ? "local" : name)
                .treeLog(true)
                .diagnosticHook(new Complaints(spec.commandLine().getErr()))
                .consoleStream(ConsoleSettings.Stream.STDOUT)
                .queuePutTimeout(null); // a pipe makes its writer wait; so do we, while the sinks are well
        sinks.applyTo(config, variables);
        console.applyTo(config);
        if (spool != null) {
            config.spoolDirectory(spool);
        }
        if (dump.keptLevel() != null) {
            config.ringBufferLevel(dump.keptLevel());
        }
        return config.build();
    }

    private void refuseOwnSinks() {
        String own = console.given();
        own = own == null ? sinks.given() : own;
        own = own == null ? dump.given() : own;
        own = own == null && spool != null ? "--spool" : own;
        if (own != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    own + " is not for a 'logrich run' inside another one, which has the sinks; --new-tree makes it"
                            + " independent");
        }
    }

    private Map<String, String> fields() {
        try {
            return context.fields();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }

    private boolean inTerminal() {
        if (!pty) {
            return false;
        }
        String trouble = capture == CaptureMode.OFF
                ? "--pty is of no use with --capture off"
                : PseudoTerminal.trouble(environment);
        if (trouble != null) {
            throw new ParameterException(spec.commandLine(), trouble);
        }
        return true;
    }

    private Duration lingerTime() {
        if (!(linger >= 0 && linger <= Integer.MAX_VALUE)) {
            throw new ParameterException(
                    spec.commandLine(), "--linger must be a number of seconds, not negative, was " + linger);
        }
        return Duration.ofMillis((long) (linger * 1000));
    }
}
