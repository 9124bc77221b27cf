package io.logrich.tree;

import io.logrich.codec.EventView;
import io.logrich.codec.MalformedEventException;
import io.logrich.lane.LaneLog;
import io.logrich.spool.Consumer;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.RingFile;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What earlier collectors of a tree have left: their logs, which the lanes of the next one read first, and how far they
 * had carried the ring of each process. Immutable.
 *
 * @param logs the logs, oldest first; open until the process ends
 * @param logRuns for each log the process that wrote it
 * @param carried for each process the end of the last of its records that stands in one of the logs
 * @param problems rings that could not be read, in words
 */
public record Leftovers(
        List<LaneLog> logs, Map<LaneLog, RunDirectory> logRuns, Map<UUID, Long> carried, List<String> problems) {
    private static final long LONGEST_DYING_NANOS = 2_000_000_000;
    private static final long LOOK_EVERY_NANOS = 2_000_000;

    /** Nothing is left. */
    public static final Leftovers NONE = new Leftovers(List.of(), Map.of(), Map.of(), List.of());

    /** Looks through a tree; the caller must hold its lease. */
    public static Leftovers find(TreeDirectory tree) throws IOException {
        List<RingFile> found = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        long start = System.nanoTime();
        for (RunDirectory run : tree.named()) {
            try {
                if (run.isDirectory() && run.hasRings() && !run.isTold() && isDead(run, start)) {
                    for (RingFile ring : run.openRings()) {
                        keepIfLog(ring, found);
                    }
                }
            } catch (IOException | RuntimeException damaged) {
                continue; // the collector comes by it too, puts it aside and says so
            }
        }
        if (found.size() > 1) {
            found.sort(Comparator.comparingInt((RingFile ring) -> ring.header().epoch())
                    .thenComparingInt(ring -> ring.header().role())
                    .thenComparingLong(ring -> ring.header().origin().wallMicros()));
        }
        List<LaneLog> logs = new ArrayList<>();
        Map<LaneLog, RunDirectory> logRuns = new LinkedHashMap<>();
        Map<UUID, Long> carried = new HashMap<>();
        for (RingFile ring : found) {
            try {
                noteCarried(ring, carried);
                LaneLog log = LaneLog.ofDead(ring);
                UUID runId = ring.header().runId();
                logs.add(log);
                logRuns.put(log, new RunDirectory(tree.run(runId), runId));
            } catch (IOException | RuntimeException damaged) {
                problems.add(ring.header().runId() + ": " + damaged.getMessage());
                ring.close();
            }
        }
        return new Leftovers(List.copyOf(logs), logRuns, Map.copyOf(carried), List.copyOf(problems));
    }

    /**
     * Whether a process is dead. One that has collected and still seems to live has only just been killed: the kernel lets
     * go of its locks one after the other, and the lease, which the caller holds, went first.
     */
    private static boolean isDead(RunDirectory run, long start) throws IOException {
        while (run.isAlive()) {
            if (System.nanoTime() - start > LONGEST_DYING_NANOS || !hasLog(run)) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return true;
    }

    private static boolean hasLog(RunDirectory run) throws IOException {
        List<RingFile> rings = run.openRings();
        boolean log = false;
        for (RingFile ring : rings) {
            log |= isLog(ring);
            ring.close();
        }
        return log;
    }

    private static boolean isLog(RingFile ring) {
        try {
            return ring.header().role() == RingHeader.ROLE_LOG || ring.relay() == null;
        } catch (IOException | RuntimeException damaged) {
            return false; // the collector comes by it too, puts it aside and says so
        }
    }

    /** Whether a dead process's rings hold something that some consumer has not finished. */
    static boolean hasUndelivered(RunDirectory run) throws IOException {
        List<RingFile> rings = run.openRings();
        try {
            boolean undelivered = false;
            for (RingFile ring : rings) {
                long tail = ring.newReader().tail();
                for (Consumer consumer : ring.consumers()) {
                    undelivered |= consumer.cursor() < tail;
                }
            }
            return undelivered;
        } finally {
            for (RingFile ring : rings) {
                ring.close();
            }
        }
    }

    /** Sinks that had not finished with a dead log, and that none of the given ones continues. */
    static List<String> unfinished(RunDirectory run, Set<String> continued) throws IOException {
        List<String> names = new ArrayList<>();
        List<RingFile> rings = run.openRings();
        try {
            for (RingFile ring : rings) {
                long tail = ring.newReader().tail();
                for (Consumer consumer : ring.consumers()) {
                    if (!consumer.isRelay() && consumer.cursor() < tail && !continued.contains(consumer.name())) {
                        names.add(consumer.name());
                    }
                }
            }
        } finally {
            for (RingFile ring : rings) {
                ring.close();
            }
        }
        return names;
    }

    /** Keeps a ring that a collector's lanes have read; one that is for a relay, or cannot be read, is closed. */
    static void keepIfLog(RingFile ring, List<RingFile> logs) throws IOException {
        if (isLog(ring)) {
            logs.add(ring);
        } else {
            ring.close();
        }
    }

    /** Only the last records can be unknown to their own rings, but reading them all is simple and quick. */
    static void noteCarried(RingFile ring, Map<UUID, Long> carried) throws IOException {
        RingReader reader = ring.newReader();
        RecordBatch batch = new RecordBatch();
        EventView view = new EventView();
        long end = reader.tail();
        for (long at = reader.oldest(); at < end; at = batch.end()) {
            if (reader.scan(batch, at, end) == RingReader.Found.NOTHING) {
                return;
            }
            for (int record = 0; record < batch.size(); record++) {
                if (batch.isEvent(record) && !batch.isOwn(record)) {
                    UUID run = runOf(view, batch, record);
                    if (run != null) {
                        carried.merge(run, batch.origin(record), Math::max);
                    }
                }
            }
        }
    }

    private static @Nullable UUID runOf(EventView view, RecordBatch batch, int record) {
        try {
            view.wrap(
                    batch.bytes(),
                    batch.offset(record),
                    batch.length(record),
                    batch.level(record),
                    batch.flags(record),
                    batch.sequence(record));
            return new UUID(view.runHigh(), view.runLow());
        } catch (MalformedEventException noEvent) {
            return null; // the lanes find it too, and count it
        }
    }
}
