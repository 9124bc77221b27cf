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
import io.logrich.spool.SpoolException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Carries the records of one ring to the tree's log, and publishes in the ring how far it has come. The collector's thread
 * only.
 */
final class Relay implements AutoCloseable {
    /** What a turn brought. */
    enum Turn {
        /** Nothing is there. */
        IDLE,
        /** Something was carried. */
        WORKED,
        /** The tree's log has no room. */
        BLOCKED
    }

    private static final int BYTES_A_TURN = 512 * 1024;

    private final RingFile ring;
    private final RingReader reader;
    private final Consumer place;
    private final TreeLogWriter log;
    /** The collector's, shared by all members: nothing in it outlives a turn. */
    private final RecordBatch batch;

    private final EventView view = new EventView();
    private final EventCheck check = new EventCheck();
    private final Deque<ExitNote> notes = new ArrayDeque<>();

    /** Records up to here are in the log of an earlier collector, which has not come to say so in the ring. */
    private final long carriedTo;

    private final long runHigh;
    private final long runLow;
    private long position;

    /** Whether the record there is claimed and was not written when it was last looked at. */
    private boolean unfinished;

    /** Sequences behind the position, void ones included. */
    private long events;

    private long carried;
    private long voided;
    private final long[] refused;
    private long malformed;
    private long tooLong;
    private long deadEnd = -1;
    private int holes;

    /** Up to where the ring has been told that the lanes have finished. */
    private long finished;

    private long checkpointLog = -1;
    private long checkpointPosition;
    private long checkpointEvents;

    private Relay(RingFile ring, Consumer place, TreeLogWriter log, RecordBatch batch, long carriedTo)
            throws IOException {
        this.ring = ring;
        this.reader = ring.newReader();
        this.place = place;
        this.log = log;
        this.batch = batch;
        this.carriedTo = carriedTo;
        this.runHigh = ring.header().runId().getMostSignificantBits();
        this.runLow = ring.header().runId().getLeastSignificantBits();
        long from = Math.max(reader.oldest(), Math.min(reader.tail(), place.cursor()));
        this.position = from & -(long) RecordLayout.ALIGNMENT;
        this.events = place.events();
        this.carried = place.delivered();
        this.refused = place.lost();
        this.voided = ring.voided();
        this.finished = ring.treeFinished();
    }

    /**
     * Goes on where the relay of a ring has stopped.
     *
     * @param carriedTo the end of the last of its records that is in the log of an earlier collector, 0 if none is
     * @throws SpoolException if the ring has no relay
     */
    static Relay of(RingFile ring, TreeLogWriter log, RecordBatch batch, long carriedTo) throws IOException {
        Consumer place = ring.relay();
        if (place == null) {
            throw new SpoolException("a ring without a relay");
        }
        return new Relay(ring, place, log, batch, carriedTo);
    }

    RingHeader header() {
        return ring.header();
    }

    /** Whether a turn would find something: a record, or that lanes have come to where the ring's process is told of it. */
    boolean hasNews() throws IOException {
        return reader.tail() > position || checkpointLog >= 0 && log.isFinished(checkpointLog);
    }

    /** Carries at most a turn's worth. */
    Turn turn() throws IOException {
        long start = position;
        while (position - start < BYTES_A_TURN) {
            RingReader.Found found = read();
            unfinished = found == RingReader.Found.UNFINISHED;
            if (found == RingReader.Found.DAMAGE) {
                throw new IOException("a damaged record at " + position);
            } else if (found != RingReader.Found.RECORDS) {
                break;
            }
            if (!carryBatch()) {
                publish();
                return Turn.BLOCKED;
            }
            if (batch.size() == 0) {
                break; // a hole, and each step in it may have cost much
            }
        }
        if (position == start) {
            publishFinished();
            return Turn.IDLE;
        }
        publish();
        return Turn.WORKED;
    }

    /** Notes that the ring's process has died: from now on what is claimed and not written will never be. */
    void ownerDied() throws IOException {
        if (deadEnd < 0) {
            deadEnd = Math.max(
                    position, Math.min(reader.tail(), position + ring.header().capacity()));
        }
    }

    /** Where the record lies that holds up the others, claimed and not written; -1 if there is none. */
    long unfinishedAt() {
        return unfinished && deadEnd < 0 ? position : -1;
    }

    /** Whether the process has died and everything it left is carried. */
    boolean isDrained() {
        return deadEnd >= 0 && position >= deadEnd;
    }

    /** What the process has said about the ends of children it started; each only once. */
    @Nullable
    ExitNote nextNote() {
        return notes.poll();
    }

    boolean hasClosed() throws IOException {
        return reader.closed();
    }

    /** What has become of the events of this ring. */
    Tally tally() throws IOException {
        long dropped = 0;
        for (int level = 0; level < LogLevel.COUNT; level++) {
            dropped += Math.max(0, reader.dropped(level));
        }
        return new Tally(reader.sequence(), events, voided, sumOfRefused(), dropped);
    }

    /** The same without a look at the ring: what was given to it and never seen is unknown. */
    Tally tallySoFar() {
        return new Tally(Long.MAX_VALUE, events, voided, sumOfRefused(), 0);
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
        RingReader.Found found = reader.scanPiece(batch, position, deadEnd);
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
            } else if (batch.isVoid(record)) {
                ring.publishVoided(++voided);
                events++;
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

    private boolean carry(int record) throws IOException {
        if (!log.wants(batch.level(record), batch.flags(record))) {
            return true;
        }
        try {
            check.check(view.wrap(
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
            refuse(Loss.MALFORMED, record);
            return true;
        }
        if (batch.end(record) > carriedTo) {
            switch (log.append(batch, record)) {
                case NO_ROOM -> {
                    return false;
                }
                case TOO_LONG -> {
                    tooLong++;
                    refuse(Loss.TOO_LONG, record);
                    return true;
                }
                default -> {}
            }
        }
        carried++;
        return true;
    }

    /** Counts an event that cannot be carried, in the ring too: like what is void, before the cursor has passed it. */
    private void refuse(Loss why, int record) throws IOException {
        int level = LogLevel.atMost(batch.level(record)).ordinal();
        place.publishLost(level, ++refused[level]);
        log.refused(why, batch.level(record));
    }

    private long sumOfRefused() {
        return Arrays.stream(refused).sum();
    }

    private void publish() throws IOException {
        place.publish(position, events, carried);
        publishFinished();
    }

    /** Tells the process how far the lanes have come with its events: one mark at a time travels through the log. */
    private void publishFinished() throws IOException {
        if (checkpointLog >= 0 && log.isFinished(checkpointLog)) {
            ring.publishTreeFinished(checkpointPosition, checkpointEvents);
            finished = checkpointPosition;
            checkpointLog = -1;
        }
        if (checkpointLog < 0 && finished < position) {
            checkpointLog = log.end();
            checkpointPosition = position;
            checkpointEvents = events;
        }
    }
}
