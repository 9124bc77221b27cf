package io.logrich.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** What a command line that ran inside the test answered. */
record Outcome(int exitCode, String out, String err) {
    static Outcome of(String... arguments) {
        return in(Map.of(), arguments);
    }

    static Outcome in(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = LogRichCli.run(environment, new PrintWriter(out), new PrintWriter(err), arguments);
        return new Outcome(exitCode, out.toString(), err.toString());
    }
}
