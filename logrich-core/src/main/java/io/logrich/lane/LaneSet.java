package io.logrich.lane;

import io.logrich.event.LogLevel;
import io.logrich.sink.Sink;
import io.logrich.spool.Ring;
import io.logrich.spool.Room;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * All lanes of a runtime: one event to many sinks, each at its own pace. Also the one who makes room in the log when it
 * is full. Thread-safe.
 */
public final class LaneSet implements Room {
    /** The name of the console's lane. */
    public static final String CONSOLE = "console";

    private static final long WAIT_NANOS = 200_000;

    private final LaneContext context;
    private final CopyOnWriteArrayList<Lane> lanes = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<LaneLog> logs = new CopyOnWriteArrayList<>();

    public LaneSet(LaneContext context) {
        this.context = context;
    }

    /** Adds a lane; before {@link #start()}. The sink is the lane's from now on. */
    public void add(String name, LogLevel threshold, Sink sink) {
        lanes.add(new Lane(name, threshold, sink, context));
    }

    /** The lowest level that any sink wants; null if there is none. */
    public @Nullable LogLevel lowestThreshold() {
        LogLevel lowest = null;
        for (Lane lane : lanes) {
            lowest = lowest == null || lowest.atLeast(lane.threshold()) ? lane.threshold() : lowest;
        }
        return lowest;
    }

    /**
     * Adds a log that every lane reads after those added before, each from its published cursor.
     *
     * @throws IOException if the log has no room for a lane's cursor
     */
    public synchronized void add(LaneLog log) throws IOException {
        Set<String> names = names();
        Map<Lane, LaneCursor> cursors = new LinkedHashMap<>();
        LogLevel lowest = lowestThreshold();
        for (Lane lane : lanes) {
            LossCount losses = new LossCount(context.losses(), lane.name());
            boolean console = lane.name().equals(CONSOLE);
            boolean isLowest = lane.threshold() == lowest;
            LaneCursor cursor =
                    new LaneCursor(log, log.consumer(lane.name(), names), lane.threshold(), console, isLowest, losses);
            cursor.waitedFor(lane.isWaitedFor());
            cursors.put(lane, cursor);
        }
        logs.add(log);
        for (Map.Entry<Lane, LaneCursor> cursor : cursors.entrySet()) {
            cursor.getKey().add(cursor.getValue());
        }
    }

    /** How every lane is now. */
    public List<LaneState> states() {
        List<LaneState> states = new ArrayList<>();
        for (Lane lane : lanes) {
            states.add(lane.state());
        }
        return List.copyOf(states);
    }

    /** The names of the lanes. */
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        for (Lane lane : lanes) {
            names.add(lane.name());
        }
        return names;
    }

    public void start() {
        for (Lane lane : lanes) {
            lane.start();
        }
    }

    /** Closes the sinks of lanes that have never been started. */
    public void discard() {
        for (Lane lane : lanes) {
            lane.discard();
        }
    }

    /** Wakes those that sleep. Costs a read for each lane when none does. */
    public void wake() {
        for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).wake();
        }
    }

    @Override
    public boolean make(Ring ring, int length, boolean urgent) {
        LaneLog log = logOf(ring);
        if (log == null) {
            return false;
        }
        wake();
        long needed = ring.writer().neededCursor(length, urgent);
        long generous = Math.min(ring.writer().tail(), needed + ring.header().capacity() / 64);
        boolean made = false;
        boolean changed = false;
        for (Lane lane : lanes) {
            LaneCursor cursor = lane.cursorIn(log);
            boolean waitedFor = lane.isWaitedFor();
            if (cursor != null && !waitedFor) {
                changed = true;
                made |= needed > cursor.position();
            } else if (cursor != null && needed > cursor.position()) {
                return false; // a lane that is well is in the way: giving up what others have would not help
            }
        }
        return made ? evict(log, generous) : changed && eventsFit(ring, log);
    }

    @Override
    public boolean worthWaiting() {
        return true;
    }

    /** Waits until every sink has been offered everything up to a place in a ring, once at least. */
    public boolean awaitAttempt(Ring ring, long end, long nanos) {
        LaneLog log = logOf(ring);
        return log == null || await(nanos, () -> lanes.stream().allMatch(lane -> lane.hasAttempted(log, end)));
    }

    /** The sinks that have not taken the event that ends at a place in a ring: not yet, or never any more. */
    public List<String> behind(Ring ring, long end) {
        LaneLog log = logOf(ring);
        return lanes.stream()
                .filter(lane -> log != null && lacks(lane.cursorIn(log), end))
                .map(Lane::name)
                .toList();
    }

    /** Whether every sink has finished with everything up to a place in the newest log. */
    public boolean haveFinished(long end) {
        LaneLog newest = logs.get(logs.size() - 1);
        for (Lane lane : lanes) {
            if (!lane.hasFinished(newest, end)) {
                return false;
            }
        }
        return true;
    }

    /** Whether every sink has finished with everything in every log. */
    public boolean haveFinishedAll() {
        return haveFinished(logs.get(logs.size() - 1).endNow());
    }

    /** Whether every sink has finished with a log that nobody writes any more. */
    public boolean haveFinished(LaneLog dead) {
        return lanes.stream().allMatch(lane -> {
            LaneCursor cursor = lane.cursorIn(dead);
            return cursor == null || cursor.position() >= dead.end();
        });
    }

    /** Waits until every sink has everything that is in the logs now, and has flushed it; false if not in time. */
    public boolean flush(long nanos) {
        long start = context.nanoTime().getAsLong();
        LaneLog newest = logs.get(logs.size() - 1);
        long end = newest.endNow();
        wake();
        if (!await(nanos, () -> lanes.stream().allMatch(lane -> lane.hasEnded() || lane.hasFinished(newest, end)))
                || !haveFinished(end)) {
            return false;
        }
        Map<Lane, Integer> requests = new LinkedHashMap<>();
        lanes.forEach(lane -> requests.put(lane, lane.requestFlush()));
        long left = nanos - (context.nanoTime().getAsLong() - start);
        return await(
                left,
                () -> requests.entrySet().stream()
                        .allMatch(request -> request.getKey().hasFlushed(request.getValue())));
    }

    /** How many events of this process each sink has still to take. */
    public Map<String, Long> pending(long sequence) {
        Map<String, Long> pending = new TreeMap<>();
        for (Lane lane : lanes) {
            LaneCursor cursor = lane.cursorIn(logs.get(logs.size() - 1));
            pending.put(lane.name(), cursor == null ? 0 : Math.max(0, sequence - cursor.events()));
        }
        return pending;
    }

    /**
     * Ends all lanes: each writes what is left until the deadline.
     *
     * @return the names of the lanes that have not ended, because their sink hangs
     */
    public List<String> close(long nanos) {
        long deadline = context.nanoTime().getAsLong() + nanos;
        for (Lane lane : lanes) {
            lane.end(deadline);
        }
        discard();
        List<String> hung = new ArrayList<>();
        for (Lane lane : lanes) {
            if (!hasEnded(lane, deadline)) {
                hung.add(lane.name());
            }
        }
        return List.copyOf(hung);
    }

    /** Counts what no sink will get any more, since the logs end with this process. */
    public void giveUp() {
        for (LaneLog log : logs) {
            Ring ring = log.ring();
            if (ring != null) {
                for (Lane lane : lanes) {
                    giveUp(lane, lane.cursorIn(log), ring.writer().tail());
                }
            }
        }
    }

    private void giveUp(Lane lane, @Nullable LaneCursor cursor, long end) {
        try {
            if (cursor != null) {
                cursor.evict(end);
            }
        } catch (IOException unreadable) {
            context.report("spool_error", "sink", lane.name(), "error", unreadable.toString());
        }
    }

    private boolean hasEnded(Lane lane, long deadline) {
        boolean interrupted = Thread.interrupted();
        try {
            return lane.awaitEnd(deadline + GRACE_NANOS);
        } catch (InterruptedException again) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final long GRACE_NANOS = 100_000_000;

    private boolean evict(LaneLog log, long until) {
        boolean all = true;
        for (Lane lane : lanes) {
            LaneCursor cursor = lane.cursorIn(log);
            if (cursor != null && !lane.isWaitedFor()) {
                try {
                    all &= cursor.evict(until);
                } catch (IOException unreadable) {
                    context.report("spool_error", "sink", lane.name(), "error", unreadable.toString());
                    return false;
                }
            }
        }
        return all;
    }

    /** Whether writers that found too many events waiting would now find fewer: those of failing lanes do not count. */
    private boolean eventsFit(Ring ring, LaneLog log) {
        long lowest = ring.writer().sequence();
        for (Lane lane : lanes) {
            LaneCursor cursor = lane.cursorIn(log);
            if (cursor != null && lane.isWaitedFor()) {
                lowest = Math.min(lowest, cursor.events());
            }
        }
        return ring.writer().sequence() - lowest < context.settings().maxsize() / 2;
    }

    /** A lane by its name. Visible for testing. */
    Lane lane(String name) {
        return lanes.stream()
                .filter(lane -> lane.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean lacks(@Nullable LaneCursor cursor, long end) {
        return cursor != null && cursor.lacks(end);
    }

    private @Nullable LaneLog logOf(Ring ring) {
        for (LaneLog log : logs) {
            if (log.ring() == ring) {
                return log;
            }
        }
        return null;
    }

    private boolean await(long nanos, java.util.function.BooleanSupplier condition) {
        boolean interrupted = Thread.interrupted();
        long start = context.nanoTime().getAsLong();
        try {
            while (!condition.getAsBoolean()) {
                if (context.nanoTime().getAsLong() - start >= nanos) {
                    return false;
                }
                wake();
                context.park().accept(WAIT_NANOS);
                interrupted |= Thread.interrupted();
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
