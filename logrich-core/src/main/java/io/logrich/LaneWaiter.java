package io.logrich;

import io.logrich.diagnostics.ServiceThread;
import io.logrich.lane.LaneSet;
import io.logrich.pipeline.Afterwards;
import io.logrich.settings.QueueSettings;
import io.logrich.spool.Ring;
import java.time.Duration;
import java.util.List;

/** Wakes the lanes after an event, and without a queue waits for their first attempt at it. Thread-safe. */
final class LaneWaiter implements Afterwards {
    private final LaneSet lanes;
    private final QueueSettings settings;

    LaneWaiter(LaneSet lanes, QueueSettings settings) {
        this.lanes = lanes;
        this.settings = settings;
    }

    @Override
    public void appended() {
        lanes.wake();
    }

    @Override
    public List<String> attempted(Ring ring, long end) {
        Duration timeout = settings.putTimeout();
        if (!ServiceThread.isCurrent()) {
            lanes.awaitAttempt(ring, end, timeout == null ? Long.MAX_VALUE : timeout.toNanos());
        }
        return lanes.behind(ring, end);
    }
}
