package io.logrich.cli;

import io.logrich.LogRuntime;
import io.logrich.ShutdownResult;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Says what stays behind when a tree's collector ends, and how to go on with it. One thread only. */
final class Leftover {
    private final PrintWriter err;

    Leftover(PrintWriter err) {
        this.err = err;
    }

    PrintWriter err() {
        return err;
    }

    /** Says that processes of the tree outlive their collector. */
    void living(LogRuntime runtime, int count) {
        String who = count == 1 ? "1 process of the tree is" : count + " processes of the tree are";
        err.println("logrich: " + who + " still running; to collect what they log from now on: " + howTo(runtime));
    }

    /** Says that a process which is not ours keeps the command's output open. */
    void unread() {
        err.println("logrich: a process that the command has left running keeps its output open;"
                + " what it writes from now on is lost");
    }

    /** Says that a sink has not got everything. */
    void undelivered(LogRuntime runtime, ShutdownResult result) {
        if (result.complete()) {
            return;
        }
        String sinks = result.pending().entrySet().stream()
                .filter(sink -> sink.getValue() > 0)
                .map(sink -> sink.getKey() + ": " + sink.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
        err.println("logrich: not everything was delivered" + (sinks.isEmpty() ? "" : " (" + sinks + ")")
                + "; to go on: " + howTo(runtime));
    }

    private static String howTo(LogRuntime runtime) {
        return runtime.spoolDirectory()
                .map(directory -> "logrich collect --spool " + quoted(directory.toString()))
                .orElse("not possible, the spool is anonymous memory");
    }

    private static String quoted(String path) {
        return path.matches("[\\w@%+=:,./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
