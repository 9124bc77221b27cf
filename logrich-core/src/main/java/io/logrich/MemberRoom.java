package io.logrich;

import io.logrich.lane.LaneSet;
import io.logrich.spool.Ring;
import io.logrich.spool.Room;
import io.logrich.tree.Lease;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Who makes room in this process's ring: its own lanes, and, in a member of a tree, the collector, for which it is worth
 * waiting only while there is one. Thread-safe.
 */
final class MemberRoom implements Room {
    private static final long LOOK_EVERY_NANOS = 500_000_000;

    private final LaneSet lanes;
    private final @Nullable TreeDirectory collectedBy;
    private volatile long lookedAt = System.nanoTime() - LOOK_EVERY_NANOS;
    private volatile boolean collectorLives = true;

    /** Room for a process; the tree is null if nobody else collects. */
    MemberRoom(LaneSet lanes, @Nullable TreeDirectory collectedBy) {
        this.lanes = lanes;
        this.collectedBy = collectedBy;
    }

    @Override
    public boolean make(Ring ring, int length, boolean urgent) {
        return lanes.make(ring, length, urgent);
    }

    @Override
    public boolean worthWaiting() {
        if (collectedBy == null) {
            return true;
        }
        long now = System.nanoTime();
        if (now - lookedAt >= LOOK_EVERY_NANOS) {
            lookedAt = now;
            collectorLives = isHeld(collectedBy);
        }
        return collectorLives;
    }

    private static boolean isHeld(TreeDirectory tree) {
        try {
            return Lease.isHeld(tree);
        } catch (IOException gone) {
            return false;
        }
    }
}
