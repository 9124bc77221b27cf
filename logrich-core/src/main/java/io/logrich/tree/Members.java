package io.logrich.tree;

import io.logrich.diagnostics.Diagnostics;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.RingFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a tree: found, read in turn with a fair share each, and put aside when their ring is damaged. The
 * collector's thread only, except where noted.
 */
final class Members {
    private static final int NEW_A_ROUND = 64;
    private static final long PROBE_EVERY_NANOS = 100_000_000;
    private static final long GRAIN_NANOS = 20_000_000;

    private final TreeDirectory tree;
    private final UUID ownRun;
    private final TreeLogWriter log;
    private final RecordBatch batch = new RecordBatch();
    private final Map<UUID, Long> carried;
    private final Diagnostics diagnostics;
    private final Map<UUID, Member> reading = new HashMap<>();
    private final Set<UUID> known = new HashSet<>();
    private final List<ExitNote> notes = new ArrayList<>();
    private long version = Long.MIN_VALUE;
    private boolean moreToDiscover;
    private long lastProbe;
    private boolean blocked;
    private volatile int living;
    private volatile boolean troubled;

    Members(TreeDirectory tree, UUID ownRun, TreeLogWriter log, Map<UUID, Long> carried, Diagnostics diagnostics) {
        this.tree = tree;
        this.ownRun = ownRun;
        this.log = log;
        this.carried = carried;
        this.diagnostics = diagnostics;
    }

    /** Looks for processes that are new; true if there were some. */
    boolean discover() throws IOException {
        long now = tree.version();
        if (now == version && !moreToDiscover) {
            return false;
        }
        version = now;
        int added = 0;
        // a directory's time has the grain of the kernel's clock: what comes within the same grain does not change it
        moreToDiscover = Math.abs(System.currentTimeMillis() * 1_000_000 - now) < GRAIN_NANOS;
        for (RunDirectory run : tree.runs()) {
            if (known.contains(run.runId()) || run.runId().equals(ownRun)) {
                continue;
            }
            if (added++ == NEW_A_ROUND) {
                moreToDiscover = true;
                break;
            }
            known.add(run.runId());
            add(run);
        }
        return added > 0;
    }

    /** Gives each process its turn; true if anything was carried. */
    boolean turn() {
        boolean worked = false;
        blocked = false;
        for (Iterator<Member> members = reading.values().iterator(); members.hasNext(); ) {
            Member member = members.next();
            try {
                Member.Turn turn = member.turn();
                worked |= turn == Member.Turn.WORKED;
                blocked |= turn == Member.Turn.BLOCKED;
                for (ExitNote note = member.nextNote(); note != null; note = member.nextNote()) {
                    notes.add(note);
                }
            } catch (IOException | RuntimeException | StackOverflowError damaged) {
                quarantine(member.directory(), damaged);
                closeQuietly(member);
                members.remove();
            }
        }
        living = (int)
                reading.values().stream().filter(member -> !member.isDead()).count();
        return worked;
    }

    /** Whether the tree's log had no room for something in the last turn. */
    boolean isBlocked() {
        return blocked;
    }

    /** What processes have said since the last call about children they started. */
    List<ExitNote> notes() {
        List<ExitNote> taken = List.copyOf(notes);
        notes.clear();
        return taken;
    }

    /** Asks the kernel which processes have died; at most every so often unless it matters now. */
    void findDead(boolean now) throws IOException {
        long time = System.nanoTime();
        if (!now && time - lastProbe < PROBE_EVERY_NANOS) {
            return;
        }
        lastProbe = time;
        for (Iterator<Member> members = reading.values().iterator(); members.hasNext(); ) {
            Member member = members.next();
            try {
                if (!member.isDead() && !member.directory().isAlive()) {
                    member.died();
                }
            } catch (IOException | RuntimeException damaged) {
                quarantine(member.directory(), damaged);
                closeQuietly(member);
                members.remove();
            }
        }
    }

    /** The process with that pid whose ring is being read, or null. */
    @Nullable
    Member withPid(long pid) {
        for (Member member : reading.values()) {
            if (member.header().origin().pid() == pid) {
                return member;
            }
        }
        return null;
    }

    /** Those that have died and whose records are all carried. */
    List<Member> drained() {
        return reading.values().stream().filter(Member::isDrained).toList();
    }

    /** Takes leave of a process whose end has been told. */
    void remove(Member member) {
        reading.remove(member.directory().runId());
        try (member) {
            settle(member);
        } catch (NoSuchFileException gone) {
            return; // it has deleted its directory itself: everything was delivered
        } catch (IOException vanished) {
            troubled = true;
            diagnostics.report(
                    "ring_quarantined",
                    "run",
                    member.directory().runId().toString(),
                    "error",
                    String.valueOf(vanished.getMessage()));
        }
    }

    private void settle(Member member) throws IOException {
        member.directory().markTold();
        if (!member.hasClosed() || member.holes() > 0) {
            troubled = true;
        }
        if (member.malformed() > 0 || member.tooLong() > 0) {
            troubled = true;
            diagnostics.report(
                    "relay_refused",
                    "run",
                    member.directory().runId().toString(),
                    "malformed",
                    member.malformed(),
                    "too_long",
                    member.tooLong());
        }
    }

    /** How many processes live. Any thread. */
    int living() {
        return living;
    }

    /** Whether nothing in the directories is wanted any more, as far as the processes go. Any thread, after the end. */
    boolean isDone() {
        return !troubled && reading.isEmpty();
    }

    void close() {
        reading.values().forEach(Members::closeQuietly);
    }

    private void add(RunDirectory run) {
        if (run.isTold()) {
            return;
        }
        List<RingFile> rings = List.of();
        try {
            rings = run.openRings();
            for (RingFile ring : rings) {
                Member member = Member.open(run, ring, log, batch, carried.getOrDefault(run.runId(), 0L));
                if (member != null) {
                    reading.put(run.runId(), member);
                } else {
                    ring.close();
                }
            }
        } catch (NoSuchFileException vanished) {
            rings.forEach(Members::closeQuietly); // it was deleted while it was looked at: there is nothing to tell
        } catch (IOException | RuntimeException damaged) {
            quarantine(run, damaged);
            rings.forEach(Members::closeQuietly);
        }
    }

    private void quarantine(RunDirectory run, Throwable why) {
        troubled = true;
        diagnostics.report(
                "ring_quarantined", "run", run.runId().toString(), "error", String.valueOf(why.getMessage()));
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception nothingToBeDone) {
            // a descriptor that cannot be closed is not worth more words
        }
    }
}
