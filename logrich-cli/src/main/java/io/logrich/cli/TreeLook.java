package io.logrich.cli;

import io.logrich.event.LevelRules;
import io.logrich.tree.Lease;
import io.logrich.tree.RunDirectory;
import io.logrich.tree.TreeDirectory;
import io.logrich.tree.TreeLevels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look shows of a tree. Immutable.
 *
 * @param path its directory
 * @param runs its processes, in the order in which they began
 * @param collected whether somebody collects it now
 * @param standIn whether that is a process that only stands in for one that has died
 * @param levels what was set for its loggers at run time
 * @param nanos when the look was taken, of the clock that only goes forward
 */
record TreeLook(Path path, List<RunLook> runs, boolean collected, boolean standIn, LevelRules levels, long nanos) {
    /** Takes a look at a tree; one that vanishes meanwhile is empty. */
    static TreeLook at(TreeDirectory tree) {
        List<RunLook> runs = new ArrayList<>();
        boolean collected = false;
        boolean standIn = false;
        LevelRules levels = LevelRules.NONE;
        long nanos = System.nanoTime();
        try {
            for (RunDirectory run : tree.runs()) {
                runs.add(RunLook.at(run));
            }
            collected = Lease.isHeld(tree);
            standIn = collected && tree.hasStandIn();
            levels = TreeLevels.read(tree);
        } catch (IOException | RuntimeException vanished) {
            // what was seen before must do
        }
        runs.sort(Comparator.comparingLong(RunLook::startMillis).thenComparing(RunLook::runId));
        return new TreeLook(tree.path(), List.copyOf(runs), collected, standIn, levels, nanos);
    }

    /** How many of its processes live. */
    long living() {
        return runs.stream().filter(RunLook::alive).count();
    }

    /** The process that collects; null if nobody does, or somebody who has no part in it. */
    @Nullable
    RunLook collector() {
        return collected
                ? runs.stream()
                        .filter(run -> run.alive() && run.epoch() > 0)
                        .max(Comparator.comparingInt(RunLook::epoch))
                        .orElse(null)
                : null;
    }

    /** What a process is doing, in a word. */
    String stateOf(RunLook run) {
        if (run.trouble() != null) {
            return "unreadable";
        } else if (run.alive()) {
            return run == collector() ? standIn ? "stands in" : "collects" : "runs";
        }
        return run.closed() ? "ended" : "killed";
    }

    /** How many bytes wait for a sink or a collector that is not there. */
    long undeliveredBytes() {
        RunLook collector = collector();
        long bytes = 0;
        for (RunLook run : runs) {
            for (SinkLook sink : run.sinks()) {
                bytes += run.alive() || collector != null && collector.drives(sink) ? 0 : sink.waitingBytes();
            }
            bytes += collected ? 0 : run.uncarried();
        }
        return bytes;
    }

    /** How many events a process has logged a second since an earlier look; null if it was not in that. */
    @Nullable
    Double rateOf(RunLook run, @Nullable TreeLook earlier) {
        if (earlier == null || !run.alive()) {
            return null;
        }
        double seconds = (nanos - earlier.nanos) / 1e9;
        return earlier.runs.stream()
                .filter(before -> before.runId().equals(run.runId()))
                .map(before -> Math.max(0, run.accepted() - before.accepted()) / seconds)
                .findFirst()
                .orElse(null);
    }
}
