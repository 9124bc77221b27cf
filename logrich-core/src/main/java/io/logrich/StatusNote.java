package io.logrich;

import io.logrich.diagnostics.SeveritySnapshot;
import io.logrich.lane.LaneState;
import io.logrich.tree.OwnRun;
import io.logrich.tree.RunStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Leaves in this process's directory how its sinks are and what was lost, for {@code logrich ps}: when there is something
 * new, and not otherwise. One thread only.
 */
final class StatusNote {
    private final Rooms rooms;
    private final LongSupplier wallMillis;
    private final Map<String, RunStatus.LaneNote> known = new HashMap<>();
    private List<LaneState> seen = List.of();
    private long failed = -1;
    private @Nullable RunStatus written;

    StatusNote(Rooms rooms, LongSupplier wallMillis) {
        this.rooms = rooms;
        this.wallMillis = wallMillis;
    }

    /** Looks, and writes if something has changed. Says whether it has written. */
    boolean look() {
        OwnRun run = rooms.run();
        if (run == null) {
            return false;
        }
        List<LaneState> lanes = rooms.lanes().states();
        long failures = rooms.monitor().failed();
        if (failures == failed && lanes.equals(seen)) {
            return false;
        }
        failed = failures;
        seen = lanes;
        RunStatus now = now(lanes);
        if (now.equals(written)) {
            return false;
        }
        written = now; // also if that fails: the next change is soon enough to try again
        try {
            now.write(run.directory());
            return true;
        } catch (IOException | RuntimeException noMatter) {
            return false; // the log itself is what counts, and says so when its directory is gone
        }
    }

    private RunStatus now(List<LaneState> states) {
        List<RunStatus.LaneNote> lanes = new ArrayList<>();
        for (LaneState lane : states) {
            lanes.add(noteOf(lane));
        }
        SeveritySnapshot counts = rooms.monitor().snapshot();
        Map<String, Long> dropped = new TreeMap<>(counts.dropsByReason());
        dropped.values().removeIf(count -> count == 0);
        return new RunStatus(lanes, dropped, counts.lostBySinkAndReason());
    }

    private RunStatus.LaneNote noteOf(LaneState lane) {
        String why = lane.trouble();
        String trouble = why == null ? null : rooms.pipeline().scrubbed(why);
        RunStatus.LaneNote before = known.get(lane.name());
        long since = before != null && before.state().equals(lane.condition().lowerName())
                ? before.sinceMillis()
                : wallMillis.getAsLong();
        RunStatus.LaneNote note = RunStatus.LaneNote.of(lane, trouble, since);
        known.put(lane.name(), note);
        return note;
    }
}
