package io.logrich.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code logrich} itself; without a command it says what it is. */
@Command(
        name = "logrich",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramInfo.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "One log for a whole tree of processes.",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Begin with:",
            "  logrich run -- make test          run a command; what it and its children say becomes one log",
            "  logrich run --file build.jsonl -- make test",
            "                                    the same, and every event as JSON to a file",
            "",
            "Each command has its own help: 'logrich run --help'.",
        })
final class RootCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--hello", description = "Greet first.")
    private boolean hello;

    @Override
    public void run() {
        if (hello) {
            spec.commandLine().getOut().println(HelloCommand.GREETING);
        }
        spec.commandLine().getOut().print(ProgramInfo.block());
        spec.commandLine().getOut().println("\nTry 'logrich --help'.");
    }
}
