package io.logrich;

import io.logrich.diagnostics.Loss;
import io.logrich.event.LogLevel;
import io.logrich.tree.DeletedTrees;
import io.logrich.tree.TreeDirectory;
import java.util.Map;

/**
 * In a process that collects: cleans up after the trees of dead processes, at its start and every hour, and says what was
 * lost by that. The keeper's thread only.
 */
final class Housekeeping {
    private static final long EVERY_NANOS = 3_600_000_000_000L;

    private final Rooms rooms;
    private final Family family;
    private long next = System.nanoTime();

    Housekeeping(Rooms rooms, Family family) {
        this.rooms = rooms;
        this.family = family;
    }

    /** Cleans if it is time. */
    void look() {
        TreeDirectory tree = rooms.tree();
        if (tree == null || rooms.lease() == null || System.nanoTime() - next < 0) {
            return;
        }
        next = System.nanoTime() + EVERY_NANOS;
        DeletedTrees deleted = tree.cleanUpBeside(rooms.config().spool());
        if (deleted.trees() > 0) {
            deleted.undelivered().forEach((level, count) -> rooms.monitor().lost("parked", Loss.EXPIRED, level, count));
            String events = deleted.undelivered().toString();
            rooms.diagnostics()
                    .report("trees_deleted", "trees", deleted.trees(), "bytes", deleted.bytes(), "events", events);
            family.say(
                    LogLevel.WARNING,
                    deleted.events() + " events that not every sink had taken were deleted with " + deleted.trees()
                            + " trees of dead processes: " + events,
                    Map.of("bytes", deleted.bytes()));
        }
    }
}
