package io.logrich.tree;

import io.logrich.event.LogLevel;
import io.logrich.spool.Consumer;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.RingFile;
import io.logrich.spool.RingReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Counts the events of a dead tree that some consumer has not finished with: each once, whether it was carried to a log
 * already or not. One thread only.
 */
final class Undelivered {
    private final Map<LogLevel, Long> counts = new EnumMap<>(LogLevel.class);

    /** For each process the end of the last of its records that stands in a log. */
    private final Map<UUID, Long> carried = new HashMap<>();

    private Undelivered() {}

    /** What a tree holds; a ring that cannot be read counts for nothing. */
    static Map<LogLevel, Long> in(TreeDirectory tree) throws IOException {
        Undelivered undelivered = new Undelivered();
        List<RunDirectory> runs = new ArrayList<>(tree.runs());
        runs.removeIf(RunDirectory::isTold);
        for (RunDirectory run : runs) {
            undelivered.countRings(run, false); // logs first: they say what was carried
        }
        for (RunDirectory run : runs) {
            undelivered.countRings(run, true);
        }
        return undelivered.counts;
    }

    private void countRings(RunDirectory run, boolean relayed) {
        List<RingFile> rings = new ArrayList<>();
        try {
            rings.addAll(run.openRings());
            for (RingFile ring : rings) {
                Consumer relay = ring.relay();
                if (relayed && relay != null) {
                    count(ring, Math.max(relay.cursor(), carried.getOrDefault(run.runId(), 0L)));
                } else if (!relayed && relay == null) {
                    Leftovers.noteCarried(ring, carried);
                    count(ring, furthestBehind(ring));
                }
            }
        } catch (IOException | RuntimeException damaged) {
            return; // nothing more can be said of it
        } finally {
            rings.forEach(Undelivered::close);
        }
    }

    private static long furthestBehind(RingFile ring) throws IOException {
        long cursor = Long.MAX_VALUE;
        for (Consumer consumer : ring.consumers()) {
            cursor = Math.min(cursor, consumer.cursor());
        }
        return cursor;
    }

    /** Counts the events that end behind a place. */
    private void count(RingFile ring, long from) throws IOException {
        RingReader reader = ring.newReader();
        RecordBatch batch = new RecordBatch();
        long end = reader.tail();
        for (long at = reader.oldest(); at < end && from < end; at = batch.end()) {
            if (reader.scan(batch, at, end) == RingReader.Found.NOTHING) {
                return;
            }
            for (int record = 0; record < batch.size(); record++) {
                if (batch.isEvent(record) && batch.end(record) > from) {
                    counts.merge(LogLevel.atMost(batch.level(record)), 1L, Long::sum);
                }
            }
        }
    }

    private static void close(RingFile ring) {
        try {
            ring.close();
        } catch (IOException nothingToBeDone) {
            // a descriptor that cannot be closed is not worth more words
        }
    }
}
