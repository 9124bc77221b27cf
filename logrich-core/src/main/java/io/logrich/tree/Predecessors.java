package io.logrich.tree;

import io.logrich.event.LogLevel;
import io.logrich.lane.LaneLog;
import io.logrich.lane.LaneSet;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The collectors that this one follows: says once that one has died, and notes when the lanes have read all that it left.
 * The collector's thread only, except where noted.
 */
final class Predecessors {
    private final Map<LaneLog, RunDirectory> unread;
    private final LaneSet lanes;
    private final boolean readable;
    private final boolean parks;
    private volatile boolean parked;

    /**
     * The predecessors.
     *
     * @param parks whether what was meant for sinks that there are not here waits for somebody who has them
     */
    Predecessors(Leftovers leftovers, LaneSet lanes, TreeVoice voice, boolean parks) {
        this.unread = new HashMap<>(leftovers.logRuns());
        this.lanes = lanes;
        this.parks = parks;
        this.readable = leftovers.problems().isEmpty();
        leftovers.logRuns().values().stream()
                .distinct()
                .forEach(run -> voice.say(
                        LogLevel.WARNING,
                        "the collector before this one ended without handing over; its log is read first",
                        Map.of("predecessor", run.runId().toString())));
    }

    /** Notes what has been read to its end. */
    void look() throws IOException {
        for (Iterator<Map.Entry<LaneLog, RunDirectory>> all = unread.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<LaneLog, RunDirectory> one = all.next();
            if (lanes.haveFinished(one.getKey())) {
                all.remove();
                if (!unread.containsValue(one.getValue())) {
                    finish(one.getValue());
                }
            }
        }
    }

    private void finish(RunDirectory run) throws IOException {
        Set<String> here = lanes.names();
        boolean waits =
                parks && Leftovers.unfinished(run, here).stream().anyMatch(name -> !name.equals(LaneSet.CONSOLE));
        if (waits) {
            parked = true;
        } else {
            run.markTold();
        }
    }

    /** Whether all is read. Any thread, after the collector's end. */
    boolean isDone() {
        return readable && unread.isEmpty() && !parked;
    }
}
