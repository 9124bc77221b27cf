package io.logrich.tree;

import io.logrich.codec.EventCheck;
import io.logrich.codec.EventView;
import io.logrich.codec.MalformedEventException;
import io.logrich.diagnostics.Loss;
import io.logrich.event.LogLevel;
import io.logrich.spool.Consumer;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.RecordLayout;
import io.logrich.spool.RingFile;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One process of the tree, as its collector sees it: carries the records of its ring to the tree's log, and knows when it
 * has died and everything is carried. The collector's thread only.
 */
final class Member implements AutoCloseable {
    /** What a turn brought. */
    enum Turn {
        /** Something was carried. */
        WORKED,
        /** Nothing is there. */
        IDLE,
        /** The tree's log has no room. */
        BLOCKED
    }

    private static final int BYTES_A_TURN = 512 * 1024;
    private static final int LEVELS = LogLevel.COUNT;

    private final RunDirectory directory;
    private final RingFile ring;
    private final RingReader reader;
    private final Consumer relay;
    private final TreeLogWriter log;
    /** The collector's, shared by all members: nothing in it outlives a turn. */
    private final RecordBatch batch;

    private final EventView view = new EventView();
    private final Deque<ExitNote> notes = new ArrayDeque<>();

    /** Records up to here are in the log of an earlier collector, which has not come to say so in the ring. */
    private final long carriedTo;

    private final long runHigh;
    private final long runLow;
    private long position;
    private long events;
    private long carried;
    private long voided;
    private long malformed;
    private long tooLong;
    private long deadEnd = -1;
    private int holes;
    private long checkpointLog = -1;
    private long checkpointPosition;
    private long checkpointEvents;

    private Member(
            RunDirectory directory,
            RingFile ring,
            Consumer relay,
            TreeLogWriter log,
            RecordBatch batch,
            long position,
            long carriedTo)
            throws IOException {
        this.directory = directory;
        this.ring = ring;
        this.reader = ring.newReader();
        this.relay = relay;
        this.log = log;
        this.batch = batch;
        this.position = position;
        this.runHigh = ring.header().runId().getMostSignificantBits();
        this.runLow = ring.header().runId().getLeastSignificantBits();
        this.carriedTo = carriedTo;
        this.events = relay.events();
        this.carried = relay.delivered();
    }

    /**
     * Opens a process's ring to carry it on.
     *
     * @param carriedTo the end of the last of its records that is in the log of an earlier collector, 0 if none is
     * @return null if the ring is not for a relay, since its own process's lanes read it
     */
    static @Nullable Member open(
            RunDirectory directory, RingFile ring, TreeLogWriter log, RecordBatch batch, long carriedTo)
            throws IOException {
        Consumer relay = ring.consumer("relay");
        if (relay == null || !relay.isRelay()) {
            return null;
        }
        RingReader reader = ring.newReader();
        long from = Math.max(reader.oldest(), Math.min(reader.tail(), relay.cursor()));
        return new Member(directory, ring, relay, log, batch, from & -(long) RecordLayout.ALIGNMENT, carriedTo);
    }

    RunDirectory directory() {
        return directory;
    }

    RingHeader header() {
        return ring.header();
    }

    /** Carries at most a turn's worth. */
    Turn turn() throws IOException {
        long start = position;
        while (position - start < BYTES_A_TURN) {
            RingReader.Found found = read();
            if (found == RingReader.Found.DAMAGE) {
                throw new IOException("a damaged record at " + position);
            } else if (found != RingReader.Found.RECORDS) {
                break;
            }
            if (!carryBatch()) {
                publish();
                return Turn.BLOCKED;
            }
        }
        if (position == start) {
            publishFinished();
            return Turn.IDLE;
        }
        publish();
        return Turn.WORKED;
    }

    /** Notes that the process has died: from now on what is claimed and not written will never be. */
    void died() throws IOException {
        if (deadEnd < 0) {
            deadEnd = Math.max(
                    position, Math.min(reader.tail(), position + ring.header().capacity()));
        }
    }

    boolean isDead() {
        return deadEnd >= 0;
    }

    /** Whether the process has died and everything it left is carried. */
    boolean isDrained() {
        return deadEnd >= 0 && position >= deadEnd;
    }

    /** Whether every lane has finished with everything that came from this ring. */
    boolean isFinished() throws IOException {
        publishFinished();
        return checkpointLog < 0 && ring.treeFinished() >= position;
    }

    /** What the process has said about the ends of children it started; each only once. */
    @Nullable
    ExitNote nextNote() {
        return notes.poll();
    }

    boolean hasClosed() throws IOException {
        return reader.closed();
    }

    Obituary.Counts counts() throws IOException {
        long dropped = 0;
        for (int level = 0; level < LEVELS; level++) {
            dropped += Math.max(0, reader.dropped(level));
        }
        long given = Math.max(0, reader.sequence());
        long accepted = Math.max(0, given - voided);
        long missing = Math.max(0, accepted - events);
        return new Obituary.Counts(accepted - missing, dropped, events - malformed - tooLong, missing);
    }

    /** How many stretches of the ring held no record when it was searched after the process's death. */
    int holes() {
        return holes;
    }

    /** How many records were no events. */
    long malformed() {
        return malformed;
    }

    /** How many events were too long for the tree's log. */
    long tooLong() {
        return tooLong;
    }

    @Override
    public void close() throws IOException {
        ring.close();
    }

    private RingReader.Found read() throws IOException {
        if (deadEnd < 0) {
            return reader.read(batch, position);
        } else if (position >= deadEnd) {
            return RingReader.Found.NOTHING;
        }
        RingReader.Found found = reader.scan(batch, position, deadEnd);
        holes += batch.holes();
        return found;
    }

    /** Carries the batch, record by record; false if the log had no room for all of it. */
    private boolean carryBatch() throws IOException {
        for (int record = 0; record < batch.size(); record++) {
            if (batch.isEvent(record)) {
                if (!carry(record)) {
                    return false;
                }
                events++;
            } else if (batch.type(record) == RecordLayout.TYPE_PAD) {
                voided++;
            } else if (batch.type(record) == RecordLayout.TYPE_EXIT) {
                ExitNote note = ExitNote.of(batch.bytes(), batch.offset(record), batch.length(record));
                if (note != null) {
                    notes.add(note);
                }
            }
            position = batch.end(record);
        }
        position = batch.end();
        return true;
    }

    private boolean carry(int record) {
        if (!log.wants(batch.level(record))) {
            return true;
        }
        try {
            EventCheck.check(view.wrap(
                    batch.bytes(),
                    batch.offset(record),
                    batch.length(record),
                    batch.level(record),
                    batch.flags(record),
                    batch.sequence(record)));
            if (view.runHigh() != runHigh || view.runLow() != runLow) {
                throw new MalformedEventException("an event that claims to be of another process");
            }
        } catch (MalformedEventException wrong) {
            malformed++;
            log.refused(Loss.MALFORMED, batch.level(record));
            return true;
        }
        if (batch.end(record) > carriedTo) {
            switch (log.append(batch, record)) {
                case NO_ROOM -> {
                    return false;
                }
                case TOO_LONG -> {
                    tooLong++;
                    log.refused(Loss.TOO_LONG, batch.level(record));
                    return true;
                }
                default -> {}
            }
        }
        carried++;
        return true;
    }

    private void publish() throws IOException {
        relay.publish(position, events, carried);
        publishFinished();
    }

    /** Tells the process how far the lanes have come with its events: one mark at a time travels through the log. */
    private void publishFinished() throws IOException {
        if (checkpointLog >= 0 && log.isFinished(checkpointLog)) {
            ring.publishTreeFinished(checkpointPosition, checkpointEvents);
            checkpointLog = -1;
        }
        if (checkpointLog < 0 && ring.treeFinished() < position) {
            checkpointLog = log.end();
            checkpointPosition = position;
            checkpointEvents = events;
        }
    }
}
