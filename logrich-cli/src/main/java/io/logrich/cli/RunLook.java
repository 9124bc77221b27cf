package io.logrich.cli;

import io.logrich.spool.Consumer;
import io.logrich.spool.ProcessOrigin;
import io.logrich.spool.RingFile;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingReader;
import io.logrich.text.JsonReader;
import io.logrich.tree.RunDirectory;
import io.logrich.tree.RunStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one look shows of a process of a tree. Nothing in it is more than a claim of that process. Immutable.
 *
 * @param runId its identity
 * @param alive whether it lives, as the kernel sees it
 * @param closed whether it has closed its rings in order
 * @param epoch the epoch in which it became collector, 0 if it never did
 * @param origin where and when it runs; null if its rings cannot be read
 * @param attributes what else it has written down about itself
 * @param accepted the number of its last event
 * @param dropped how many events it did not accept, by the ordinal of their level
 * @param waiting how many of its events some sink has still to take
 * @param uncarried how many bytes of its ring are still to be carried to the tree's log
 * @param sinks those that it drives itself
 * @param status what it says of itself beyond that, or null
 * @param trouble why its rings cannot be read, or null
 */
record RunLook(
        UUID runId,
        boolean alive,
        boolean closed,
        int epoch,
        @Nullable ProcessOrigin origin,
        Map<?, ?> attributes,
        long accepted,
        List<Long> dropped,
        long waiting,
        long uncarried,
        List<SinkLook> sinks,
        @Nullable RunStatus status,
        @Nullable String trouble) {

    /** Takes a look at a process. */
    static RunLook at(RunDirectory run) {
        boolean alive = false;
        List<RingFile> rings = List.of();
        try {
            alive = run.isAlive();
            rings = run.openRings();
            return of(run, alive, rings, statusOf(run));
        } catch (IOException | RuntimeException unreadable) {
            String trouble = Failures.describe(unreadable);
            return new RunLook(
                    run.runId(), alive, false, 0, null, Map.of(), 0, List.of(), 0, 0, List.of(), null, trouble);
        } finally {
            close(rings);
        }
    }

    private static RunLook of(RunDirectory run, boolean alive, List<RingFile> rings, @Nullable RunStatus status)
            throws IOException {
        if (rings.isEmpty()) {
            throw new IOException("it has no ring");
        }
        RingHeader header = rings.get(0).header();
        Map<String, SinkLook> sinks = new LinkedHashMap<>();
        long[] dropped = new long[Consumer.LEVELS];
        long accepted = 0;
        long waiting = 0;
        long uncarried = 0;
        boolean closed = false;
        int epoch = 0;
        for (RingFile ring : rings) {
            RingReader reader = ring.newReader();
            long finished = ring.treeFinishedEvents(); // before what it is compared with
            boolean relayed = false;
            Map<String, SinkLook> inRing = new LinkedHashMap<>();
            for (Consumer consumer : ring.consumers()) {
                if (consumer.isRelay()) {
                    relayed = true;
                    uncarried += Math.max(0, reader.tail() - consumer.cursor());
                } else {
                    SinkLook sink = SinkLook.of(consumer, reader.tail(), reader.sequence(), status);
                    inRing.put(sink.name(), sink);
                }
            }
            accepted = Math.max(0, reader.sequence());
            waiting = relayed ? Math.max(0, accepted - finished) : 0;
            for (SinkLook sink : inRing.values()) {
                waiting = Math.max(waiting, sink.waitingEvents());
                sinks.merge(sink.name(), sink, SinkLook::plus);
            }
            for (int level = 0; level < dropped.length; level++) {
                dropped[level] += Math.max(0, reader.dropped(level));
            }
            closed = reader.closed();
            epoch = relayed ? epoch : Math.max(epoch, ring.header().epoch());
        }
        return new RunLook(
                run.runId(),
                alive,
                closed,
                epoch,
                header.origin(),
                attributesOf(header),
                accepted,
                java.util.Arrays.stream(dropped).boxed().toList(),
                waiting,
                uncarried,
                List.copyOf(sinks.values()),
                status,
                null);
    }

    /** Its pid, 0 if that cannot be read. */
    long pid() {
        return origin == null ? 0 : origin.pid();
    }

    /** What it calls itself. */
    String name() {
        return attributes.get("name") instanceof String name ? name : "?";
    }

    String service() {
        return attributes.get("service") instanceof String service ? service : "";
    }

    /** When it began, ms since 1970; 0 if that is not known. */
    long startMillis() {
        if (origin == null) {
            return 0;
        }
        return origin.startMillis() > 0 ? origin.startMillis() : origin.wallMicros() / 1000;
    }

    /** Whether it drives a sink of the same name. */
    boolean drives(SinkLook other) {
        return sinks.stream().anyMatch(sink -> sink.name().equals(other.name()));
    }

    /** How many events it did not accept. */
    long droppedTotal() {
        return dropped.stream().mapToLong(Long::longValue).sum();
    }

    private static Map<?, ?> attributesOf(RingHeader header) {
        try {
            return JsonReader.read(header.attributes()) instanceof Map<?, ?> map ? map : Map.of();
        } catch (IllegalArgumentException foreign) {
            return Map.of();
        }
    }

    private static @Nullable RunStatus statusOf(RunDirectory run) {
        try {
            return RunStatus.read(run);
        } catch (IOException | RuntimeException unreadable) {
            return null; // the ring says what matters
        }
    }

    private static void close(List<RingFile> rings) {
        for (RingFile ring : rings) {
            try {
                ring.close();
            } catch (IOException readOnly) {
                continue; // nothing was written that could be lost
            }
        }
    }
}
