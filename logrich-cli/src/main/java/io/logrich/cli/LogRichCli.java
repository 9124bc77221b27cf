package io.logrich.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The program: takes a command line apart, has the command do its work, and answers with its exit code. Stateless. */
public final class LogRichCli {
    private LogRichCli() {}

    /** Runs one command line and exits. */
    @SuppressWarnings("SystemOut") // these are the program's streams
    public static void main(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        System.exit(run(out, err, arguments));
    }

    /** Runs one command line with the given streams and answers with the exit code; for programs and tests. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(System.getenv(), out, err, arguments);
    }

    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine program = new CommandLine(new RootCommand())
                .addSubcommand(command(new RunCommand(environment)).setStopAtPositional(true))
                .addSubcommand(command(new CollectCommand(environment)))
                .addSubcommand(command(new DumpCommand(environment)))
                .addSubcommand(command(new InfoCommand()))
                .addSubcommand(command(new HelloCommand()))
                .addSubcommand(command(new FailCommand()))
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false) // an argument of the command that begins with @ is the command's
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new Failures());
        int exitCode = program.execute(arguments);
        out.flush();
        err.flush();
        return exitCode;
    }

    private static CommandLine command(Object command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        return line;
    }
}
