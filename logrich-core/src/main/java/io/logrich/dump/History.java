package io.logrich.dump;

import io.logrich.codec.EventView;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the rings of a tree still hold, living and dead: every whole event once, oldest first. A ring that cannot be read
 * costs only what is in it. Immutable once read; a view of it is for one thread.
 */
@SuppressWarnings("exports") // rings are handed in by the runtime and the command line, which may see them
public final class History {
    /** How many events are kept unless told otherwise. */
    public static final int DEFAULT_EVENTS = 25_000;

    /**
     * How much memory a history may take, where nobody has said how many events he wants: large events count for more than
     * one.
     */
    private static final long MAX_BYTES = 64L << 20;

    private final Kept[] events;
    private final List<String> problems;
    private final Map<UUID, ProcessLabel> processes;
    private final EventView view = new EventView();

    private History(Kept[] events, List<String> problems, Map<UUID, ProcessLabel> processes) {
        this.events = events;
        this.processes = Map.copyOf(processes);
        this.problems = List.copyOf(problems);
    }

    /** The newest events of these rings; each reader must be a fresh one and is used up. */
    public static History read(List<RingReader> rings, int maxEvents) {
        return read(rings, DumpFilter.ALL.withNewest(maxEvents), maxEvents);
    }

    /**
     * Those events of these rings that pass the filter, the newest of them; each reader must be a fresh one and is used
     * up.
     *
     * @param unlessFilterSays how many at most if the filter does not say
     */
    public static History read(List<RingReader> rings, DumpFilter filter, int unlessFilterSays) {
        long maxBytes =
                filter.newest(0) > 0 ? Math.max(MAX_BYTES, Runtime.getRuntime().maxMemory() / 4) : MAX_BYTES;
        return read(rings, filter, filter.newest(unlessFilterSays), maxBytes);
    }

    static History read(List<RingReader> rings, DumpFilter filter, int maxEvents, long maxBytes) {
        if (maxEvents <= 0) {
            throw new IllegalArgumentException("a history must have room for at least one event, was " + maxEvents);
        }
        Newest newest = new Newest(maxEvents, maxBytes);
        Sweep sweep = new Sweep(filter, newest);
        List<String> problems = new ArrayList<>();
        Map<UUID, ProcessLabel> processes = new HashMap<>();
        Map<RingReader, Long> tails = tailsOfLogs(rings);
        for (RingReader ring : logsLast(rings)) {
            processes.put(ring.header().runId(), ProcessLabel.of(ring.header()));
            String name = "the ring of process " + ring.header().origin().pid();
            try {
                sweep.read(ring);
                if (sweep.firstEnd() > tails.getOrDefault(ring, Long.MAX_VALUE)) {
                    newest.closeGapsBefore(sweep.ring());
                }
                if (sweep.malformed() > 0) {
                    problems.add(name + " has records that hold no event: " + sweep.malformed());
                }
            } catch (IOException damage) {
                problems.add(name + " cannot be read to its end: " + damage.getMessage());
            }
        }
        if (newest.shortened()) {
            problems.add("older events were left out: those shown take " + (maxBytes >> 20) + " MiB");
        }
        if (sweep.undecided() > 0) {
            problems.add("events that the expression looked at for too long were left out: " + sweep.undecided());
        }
        return new History(newest.sorted(), problems, processes);
    }

    /**
     * The order that leaves no gap while a collector carries events from ring to log: what has gone from a ring before it is
     * read is in the log by then.
     */
    private static List<RingReader> logsLast(List<RingReader> rings) {
        return rings.stream()
                .sorted(Comparator.comparingInt(ring -> ring.header().role() == RingHeader.ROLE_LOG ? 1 : 0))
                .toList();
    }

    /**
     * Where the logs end before the rings are read. What is carried into a log after that is in it when it is read, unless
     * its writers have gone once round by then: then it begins behind that place.
     */
    private static Map<RingReader, Long> tailsOfLogs(List<RingReader> rings) {
        Map<RingReader, Long> tails = new IdentityHashMap<>();
        for (RingReader ring : rings) {
            if (ring.header().role() == RingHeader.ROLE_LOG) {
                try {
                    tails.put(ring, ring.tail());
                } catch (IOException damaged) {
                    continue; // that is told when it is read
                }
            }
        }
        return tails;
    }

    /** How many events there are. */
    public int size() {
        return events.length;
    }

    /** An event, 0 the oldest. The view is the same object each time: it shows the event that was asked for last. */
    public EventView view(int index) {
        return events[index].show(view);
    }

    /** What is known of the process of that run, null if its ring is gone. */
    @Nullable
    ProcessLabel process(UUID run) {
        return processes.get(run);
    }

    /** The same, with that besides what could not be read. */
    public History withProblems(List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(problems);
        return new History(events, all, processes);
    }

    /** What could not be read, for people; empty when all went well. */
    public List<String> problems() {
        return problems;
    }
}
