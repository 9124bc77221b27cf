package io.logrich.tree;

import io.logrich.spool.ProcessOrigin;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.RingFile;
import io.logrich.text.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One process of the tree, as its collector sees it: the rings of it that are carried to the tree's log, and whether it
 * lives. When a ring is damaged, all of them are put aside, and only the process's end is still waited for. The
 * collector's thread only.
 */
final class Member implements AutoCloseable {
    private final RunDirectory directory;
    private final List<Relay> relays;
    private final @Nullable ProcessOrigin origin;
    private final String name;
    private boolean dead;
    private @Nullable String trouble;

    private Member(RunDirectory directory, List<Relay> relays, @Nullable String trouble) {
        this.directory = directory;
        this.relays = relays;
        this.origin = relays.isEmpty() ? null : relays.get(0).header().origin();
        this.name = relays.isEmpty() ? "unknown" : nameIn(relays.get(0).header().attributes());
        this.trouble = trouble;
    }

    /**
     * Opens a process's rings to carry them on.
     *
     * @param carriedTo the end of the last of its records that is in the log of an earlier collector, 0 if none is
     * @return null if none of them is for a relay, since the process's own lanes read them
     */
    static @Nullable Member open(RunDirectory directory, TreeLogWriter log, RecordBatch batch, long carriedTo)
            throws IOException {
        List<RingFile> rings = directory.openRings();
        List<Relay> relays = new ArrayList<>();
        try {
            List<RingFile> relayed = new ArrayList<>();
            for (RingFile ring : rings) {
                if (ring.relay() != null) {
                    relayed.add(ring);
                } else {
                    ring.close();
                }
            }
            // an origin does not say in which of two rings it lies; records that come twice are better than none
            long skipTo = relayed.size() == 1 ? carriedTo : 0;
            for (RingFile ring : relayed) {
                relays.add(Relay.of(ring, log, batch, skipTo));
            }
            return relays.isEmpty() ? null : new Member(directory, relays, null);
        } catch (IOException | RuntimeException | Error failed) {
            for (RingFile ring : rings) {
                ring.close();
            }
            throw failed;
        }
    }

    /** A living process whose rings cannot be opened: all that will ever be known of it is its end. */
    static Member unreadable(RunDirectory directory, String why) {
        return new Member(directory, List.of(), why);
    }

    RunDirectory directory() {
        return directory;
    }

    UUID runId() {
        return directory.runId();
    }

    /** Where and when it runs; null if no ring of it could be opened. */
    @Nullable
    ProcessOrigin origin() {
        return origin;
    }

    /** Carries at most a turn's worth from each ring. */
    Relay.Turn turn() throws IOException {
        Relay.Turn result = Relay.Turn.IDLE;
        if (trouble == null) {
            for (Relay relay : relays) {
                Relay.Turn turn = relay.turn();
                result = turn.compareTo(result) > 0 ? turn : result;
            }
        }
        return result;
    }

    /** Where a record lies that holds up the others of its ring, claimed and not written; -1 if there is none. */
    long unfinishedAt() {
        long at = -1;
        for (int i = 0; i < relays.size() && trouble == null; i++) {
            at = Math.max(at, relays.get(i).unfinishedAt());
        }
        return at;
    }

    /** What the process is called in a sentence. */
    String inWords() {
        return origin == null ? "a process of unknown pid" : Obituary.who(origin.pid(), name);
    }

    /** Whether a turn would find something. */
    boolean hasNews() throws IOException {
        boolean news = false;
        for (int i = 0; i < relays.size() && !news && trouble == null; i++) {
            news = relays.get(i).hasNews();
        }
        return news;
    }

    /** What the process has said about the end of a child that it started, each only once; null if nothing more. */
    @Nullable
    ExitNote nextNote() {
        for (Relay relay : relays) {
            ExitNote note = relay.nextNote();
            if (note != null) {
                return note;
            }
        }
        return null;
    }

    /** Notes that the process has died: from now on what is claimed and not written will never be. */
    void died() throws IOException {
        dead = true;
        if (trouble == null) {
            for (Relay relay : relays) {
                relay.ownerDied();
            }
        }
    }

    boolean isPutAside() {
        return trouble != null;
    }

    /** Gives its rings up: nothing more is read of them. */
    void putAside(String why) {
        trouble = why;
        close();
    }

    /** Whether the process has died and nothing more is to be carried. */
    boolean isDrained() {
        return dead && (trouble != null || relays.stream().allMatch(Relay::isDrained));
    }

    /** How many stretches of the rings held no record when they were searched after the process's death. */
    int holes() {
        return relays.stream().mapToInt(Relay::holes).sum();
    }

    /** How many records were no events. */
    long malformed() {
        return relays.stream().mapToLong(Relay::malformed).sum();
    }

    /** How many events were too long for the tree's log. */
    long tooLong() {
        return relays.stream().mapToLong(Relay::tooLong).sum();
    }

    /** What is known in the end. */
    Departure departure() throws IOException {
        if (trouble != null) {
            return lastWords();
        }
        boolean closed = true;
        Tally sum = Tally.NOTHING;
        for (Relay relay : relays) {
            sum = sum.plus(relay.tally());
            closed &= relay.hasClosed();
        }
        return new Departure(directory, origin, name, closed, sum, null);
    }

    /** What is known without a look at the rings. */
    Departure lastWords() {
        Tally sum = relays.stream().map(Relay::tallySoFar).reduce(Tally.NOTHING, Tally::plus);
        return new Departure(directory, origin, name, false, sum, trouble);
    }

    @Override
    public void close() {
        for (Relay relay : relays) {
            try {
                relay.close();
            } catch (IOException nothingToBeDone) {
                continue; // a descriptor that cannot be closed is not worth more words
            }
        }
    }

    private static String nameIn(String attributes) {
        try {
            return JsonReader.read(attributes) instanceof Map<?, ?> map && map.get("name") instanceof String name
                    ? name
                    : "unknown";
        } catch (IllegalArgumentException noJson) {
            return "unknown";
        }
    }
}
