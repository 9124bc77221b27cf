package io.logrich.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code logrich man}: the help of all commands as one page for man. */
@Command(
        name = "man",
        description = {"Print a manual page: the help of every command.", ""},
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  logrich man | man -l -",
            "  logrich man > ~/.local/share/man/man1/logrich.1",
        })
final class ManCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        CommandLine program = Commands.program(Map.of());
        out.println(".TH LOGRICH 1 \"\" \"logrich\" \"User Commands\"");
        out.println(".SH NAME");
        out.println("logrich \\- one log for a whole tree of processes");
        section(out, "logrich", program);
        program.getSubcommands().forEach((name, command) -> section(out, "logrich " + name, command));
        out.println(".SH EXIT STATUS");
        preformatted(
                out,
                "0          what was asked for is done\n"
                        + "1          it was asked for rightly and could not be done\n"
                        + "2          the command line or a setting is wrong, or the tree that is meant is unclear\n"
                        + "126, 127   run: the command cannot be executed, was not found\n"
                        + "128 + N    run: the command was killed by signal N\n"
                        + "\nOtherwise run ends with the exit code of its command.\n");
    }

    private static void section(PrintWriter out, String title, CommandLine command) {
        out.println(".SH " + roff(title).toUpperCase(java.util.Locale.ROOT));
        preformatted(out, command.getUsageMessage(Help.Ansi.OFF));
    }

    /** Text as it is. */
    private static void preformatted(PrintWriter out, String text) {
        out.println(".nf");
        text.lines().map(ManCommand::roff).forEach(out::println);
        out.println(".fi");
    }

    /** A line in which nothing is a request or an escape to roff. */
    static String roff(String line) {
        String safe = line.replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
