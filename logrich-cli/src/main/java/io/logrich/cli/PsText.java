package io.logrich.cli;

import io.logrich.render.SafeText;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trees and their processes as tables for people. One thread only. */
final class PsText {
    private static final int NAME = 24;
    private static final int TROUBLE = 200;

    /** How many processes that have ended are shown of a tree, the latest. */
    private static final int ENDED = 10;

    private static final String PROCESS = "  %9s  %-24s  %-10s  %5s  %13s  %9s  %11s  %9s%n";
    private static final String SINK = "  %9s  %-24s  %-10s  %5s  %13s  %9s  %11s  %9s%n";

    private final PrintWriter out;
    private final long now;

    PsText(PrintWriter out, long nowMillis) {
        this.out = out;
        this.now = nowMillis;
    }

    /** One tree: a line about it, and below it its processes and their sinks, if they are of interest. */
    void print(TreeLook tree, @Nullable TreeLook earlier, boolean inFull) {
        out.println(SafeText.of(tree.path().toString()) + "  " + summary(tree));
        if (!inFull && tree.living() == 0) {
            return;
        }
        if (!tree.levels().isEmpty()) {
            out.println("  levels set: " + SafeText.of(tree.levels().toString()));
        }
        out.printf(PROCESS, "PID", "NAME", "STATE", "SINCE", "EVENTS", "PER S", "WAITING", "DROPPED");
        List<RunLook> ended = tree.runs().stream().filter(run -> !run.alive()).toList();
        int hidden = Math.max(0, ended.size() - ENDED);
        for (RunLook run : tree.runs()) {
            if (run.alive() || ended.indexOf(run) >= hidden) {
                print(tree, run, tree.rateOf(run, earlier));
            }
        }
        if (hidden > 0) {
            out.println("  and " + Figures.number(hidden) + " that ended before");
        }
        printSinks(tree);
    }

    private void print(TreeLook tree, RunLook run, @Nullable Double rate) {
        String trouble = run.trouble();
        if (trouble != null) {
            out.println("  unreadable: " + run.runId() + ": " + Figures.name(trouble, TROUBLE));
            return;
        }
        out.printf(
                PROCESS,
                run.pid(),
                Figures.name(run.name(), NAME),
                tree.stateOf(run),
                run.startMillis() == 0 ? "?" : Figures.age(now - run.startMillis()),
                Figures.number(run.accepted()),
                rate == null ? "-" : Figures.rate(rate),
                Figures.number(run.waiting()),
                Figures.number(run.droppedTotal()));
    }

    private void printSinks(TreeLook tree) {
        boolean titled = false;
        for (RunLook run : tree.runs()) {
            for (SinkLook sink : run.sinks()) {
                boolean ofInterest = run.alive() || sink.waitingBytes() > 0 || sink.lost() > 0;
                if (ofInterest && !titled) {
                    out.printf(SINK, "PID", "SINK", "STATE", "SINCE", "DELIVERED", "LEVEL", "WAITING", "LOST");
                    titled = true;
                }
                if (ofInterest) {
                    print(run, sink);
                }
            }
        }
    }

    private void print(RunLook run, SinkLook sink) {
        var note = sink.note();
        String trouble = note == null || note.trouble() == null ? "" : note.trouble();
        out.printf(
                SINK,
                run.pid(),
                Figures.name(sink.name(), NAME),
                run.alive() ? Figures.name(sink.state(), 10) : "gone",
                note == null || !run.alive() ? "-" : Figures.age(now - note.sinceMillis()),
                Figures.number(sink.delivered()),
                note == null ? "-" : Figures.name(note.level(), 9),
                Figures.bytes(sink.waitingBytes()),
                Figures.number(sink.lost()));
        if (!trouble.isEmpty()) {
            out.println("             " + Figures.name(trouble, TROUBLE));
        }
    }

    private static String summary(TreeLook tree) {
        long living = tree.living();
        RunLook collector = tree.collector();
        String processes = living == 0 ? "no process alive" : living == 1 ? "1 process alive" : living + " alive";
        if (!tree.collected()) {
            processes += ", nobody collects";
        } else if (collector != null) {
            processes += tree.standIn() ? ", " + collector.pid() + " stands in for the collector" : "";
        }
        long undelivered = tree.undeliveredBytes();
        return undelivered == 0
                ? processes
                : processes + ", " + Figures.bytes(undelivered) + " undelivered: logrich collect --spool "
                        + SafeText.of(tree.path().toString());
    }
}
