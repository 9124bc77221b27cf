package io.logrich.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import picocli.CommandLine;

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
        CommandLine program =
                Commands.program(environment, arguments).setOut(out).setErr(err);
        int exitCode = program.execute(arguments);
        out.flush();
        err.flush();
        return exitCode;
    }
}
