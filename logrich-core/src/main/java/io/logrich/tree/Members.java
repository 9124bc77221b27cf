package io.logrich.tree;

import io.logrich.diagnostics.Diagnostics;
import io.logrich.spool.RecordBatch;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a tree. The living are read in turn, with a fair share each; the dead have what time is left over and
 * are dug out one by one, so that thousands of them hold up nobody and need no more open files than one of them. The
 * collector's thread only, except where noted.
 */
final class Members {
    /** How long in a round the collector looks at arrivals, and how long at the dead. */
    private static final long SLICE_NANOS = 5_000_000;

    /** How often the kernel is asked who lives: when something has happened lately, and in an idle tree. */
    private static final long PROBE_EVERY_NANOS = 100_000_000;

    private static final long IDLE_PROBE_NANOS = 500_000_000;
    private static final long LATELY_NANOS = 2_000_000_000;

    /** How many rings are closed when no more files can be opened. */
    private static final int SPARE_FILES = 16;

    private final Arrivals arrivals;
    private final TreeLogWriter log;
    private final RecordBatch batch = new RecordBatch();
    private final Map<UUID, Long> carried;
    private final Diagnostics diagnostics;
    private final FileShortage shortage;
    private final List<Member> living = new ArrayList<>();

    /** Dead when they were found: nothing of them is open. */
    private final Deque<RunDirectory> graves = new ArrayDeque<>();

    /** Dead, and not read to the end. */
    private final Deque<Member> dying = new ArrayDeque<>();

    private final List<Departure> departures = new ArrayList<>();
    private final List<ExitNote> notes = new ArrayList<>();
    private final List<PutAside> putAside = new ArrayList<>();
    private long lastProbe;
    private long lastWork = System.nanoTime();
    private boolean blocked;

    /** Who begins the next round: where there is little room, whoever comes first gets it. */
    private int first;

    private volatile int livingCount;
    private volatile boolean undone;
    private volatile boolean troubled;

    Members(TreeDirectory tree, UUID ownRun, TreeLogWriter log, Map<UUID, Long> carried, Diagnostics diagnostics) {
        this.arrivals = new Arrivals(tree, ownRun);
        this.log = log;
        this.carried = carried;
        this.diagnostics = diagnostics;
        this.shortage = new FileShortage(tree.path(), diagnostics);
    }

    /** Looks for processes that are new; true if there were some. */
    boolean discover() throws IOException {
        if (shortage.lasts()) {
            return false;
        }
        try {
            arrivals.look();
        } catch (IOException unlisted) {
            if (!shortage.explains(unlisted)) {
                throw unlisted;
            }
            giveWay();
            return false;
        }
        TimeSlice slice = TimeSlice.of(SLICE_NANOS);
        boolean some = false;
        while (!slice.isOver()) {
            RunDirectory run = arrivals.next();
            if (run == null) {
                return some;
            }
            if (!admit(run)) {
                arrivals.putBack(run);
                giveWay();
                return some;
            }
            some = true;
        }
        return some;
    }

    /** Gives each process its turn; true if anything was carried. */
    boolean turn() {
        boolean worked = false;
        blocked = false;
        first++;
        for (int i = 0; i < living.size(); i++) {
            worked |= turn(living.get(Math.floorMod(first + i, living.size())));
        }
        worked |= readDead();
        lastWork = worked ? System.nanoTime() : lastWork;
        livingCount = living.size();
        undone = isBehind();
        return worked;
    }

    /** Whether a round would find something; a look at the directory and at one word of each ring. */
    boolean hasNews() {
        try {
            boolean news = blocked || isBehind() || arrivals.haveChanged();
            for (int i = 0; i < living.size() && !news; i++) {
                news = living.get(i).hasNews();
            }
            return news;
        } catch (IOException | RuntimeException wrong) {
            return true; // the round comes by it too, and does something about it
        }
    }

    void forEachLiving(Consumer<Member> action) {
        living.forEach(action);
    }

    /** Whether the tree's log had no room for something in the last turn. */
    boolean isBlocked() {
        return blocked;
    }

    /** Whether there are processes, or may be, that have not been looked at or not been read to their end. */
    boolean isBehind() {
        return arrivals.hasMore() || !graves.isEmpty() || !dying.isEmpty();
    }

    /** What processes have said since the last call about children they started. */
    List<ExitNote> takeNotes() {
        List<ExitNote> taken = new ArrayList<>(notes);
        notes.clear();
        return taken;
    }

    /** The processes whose rings cannot be read any further, since the last call; each only once. */
    List<PutAside> takePutAside() {
        List<PutAside> taken = List.copyOf(putAside);
        putAside.clear();
        return taken;
    }

    /** A process whose rings are left alone, and why. */
    record PutAside(UUID run, String why) {}

    /** The processes that have died and whose records have all been carried, since the last call. */
    List<Departure> takeDepartures() {
        List<Departure> taken = List.copyOf(departures);
        departures.clear();
        return taken;
    }

    /**
     * Asks the kernel which processes have died, at most every so often unless it matters now, as when somebody says that
     * one has; true if some have.
     */
    boolean findDead(boolean now) {
        long time = System.nanoTime();
        if (!now && time - lastProbe < (time - lastWork < LATELY_NANOS ? PROBE_EVERY_NANOS : IDLE_PROBE_NANOS)) {
            return false;
        }
        lastProbe = time;
        boolean some = false;
        for (Iterator<Member> members = living.iterator(); members.hasNext(); ) {
            Member member = members.next();
            if (!isAlive(member)) {
                some = true;
                members.remove();
                die(member);
            }
        }
        return some;
    }

    /** Whether the end of which a note speaks may be that of a process that has not departed yet. */
    boolean mayBeOneOf(ExitNote note) {
        return arrivals.hasMore()
                || !graves.isEmpty()
                || Stream.concat(living.stream(), dying.stream()).anyMatch(member -> note.isAbout(member.origin()));
    }

    /** How many processes live. Any thread. */
    int living() {
        return livingCount;
    }

    /** Whether nothing in the directories is wanted any more, as far as the processes go. Any thread, after the end. */
    boolean isDone() {
        return !troubled && !undone && livingCount == 0;
    }

    void close() {
        living.forEach(Member::close);
        dying.forEach(Member::close);
    }

    /** Takes note of a process; false if that has to wait for files that can be opened. */
    private boolean admit(RunDirectory run) {
        boolean alive = false;
        try {
            if (!run.isDirectory() || !run.hasRings() || run.isTold()) {
                return true;
            }
            alive = run.isAlive();
            if (!alive) {
                graves.addFirst(run);
                return true;
            }
            Member member = open(run);
            if (member != null) {
                living.add(member);
            }
        } catch (IOException | RuntimeException damaged) {
            if (shortage.explains(damaged)) {
                return false;
            }
            quarantine(run, damaged);
            if (alive) {
                living.add(Member.unreadable(run, reason(damaged)));
            }
        }
        return true;
    }

    /**
     * Closes the rings that have been open longest, which come again after the others: when the files that may be open do
     * not suffice, everybody has a turn for a while, and there are some left for the application and for asking who lives.
     */
    private void giveWay() {
        shortage.begin();
        int closed = 0;
        for (Iterator<Member> members = living.iterator(); closed < SPARE_FILES && members.hasNext(); ) {
            Member member = members.next();
            if (!member.isPutAside()) {
                members.remove();
                member.close();
                arrivals.putBack(member.directory());
                closed++;
            }
        }
    }

    private boolean turn(Member member) {
        try {
            Relay.Turn turn = member.turn();
            blocked |= turn == Relay.Turn.BLOCKED;
            for (ExitNote note = member.nextNote(); note != null; note = member.nextNote()) {
                notes.add(note);
            }
            return turn == Relay.Turn.WORKED;
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            putAside(member, damaged);
            return true;
        }
    }

    /** Reads dead rings for as long as there is time; true if that led to anything. */
    private boolean readDead() {
        TimeSlice slice = TimeSlice.of(SLICE_NANOS);
        boolean worked = false;
        while (!slice.isOver() && !blocked && !(dying.isEmpty() && graves.isEmpty())) {
            Member member = dying.poll();
            if (member == null) {
                if (!exhume(graves.remove())) {
                    return worked;
                }
                continue;
            }
            worked |= turn(member);
            if (member.isDrained()) {
                depart(member);
                worked = true;
            } else {
                dying.addLast(member);
            }
        }
        return worked;
    }

    /** Opens one that was dead when it was found; false if that has to wait for files that can be opened. */
    private boolean exhume(RunDirectory run) {
        try {
            Member member = open(run);
            if (member != null) {
                die(member);
            }
        } catch (IOException | RuntimeException damaged) {
            if (shortage.explains(damaged)) {
                graves.addLast(run);
                return false;
            }
            quarantine(run, damaged);
        }
        return true;
    }

    private void die(Member member) {
        dying.addLast(member);
        try {
            member.died();
        } catch (IOException | RuntimeException damaged) {
            putAside(member, damaged);
        }
    }

    /** Null if there is nothing to carry: the process's own lanes read its rings, or it has vanished. */
    private @Nullable Member open(RunDirectory run) throws IOException {
        try {
            return Member.open(run, log, batch, carried.getOrDefault(run.runId(), 0L));
        } catch (NoSuchFileException vanished) {
            return null; // it was deleted while it was looked at: there is nothing to tell
        }
    }

    /** A process of which that cannot be said now counts as alive. */
    private boolean isAlive(Member member) {
        try {
            return member.directory().isAlive();
        } catch (IOException | RuntimeException unknown) {
            if (!shortage.explains(unknown)) {
                putAside(member, unknown);
            }
            return true;
        }
    }

    private void depart(Member member) {
        if (member.malformed() > 0 || member.tooLong() > 0) {
            troubled = true;
            diagnostics.report(
                    "relay_refused",
                    "run",
                    member.runId().toString(),
                    "malformed",
                    member.malformed(),
                    "too_long",
                    member.tooLong());
        }
        try (member) {
            Departure departure = member.departure();
            troubled |= !departure.closed() || member.holes() > 0;
            departures.add(departure);
        } catch (IOException | RuntimeException damaged) {
            putAside(member, damaged);
            departures.add(member.lastWords());
        }
    }

    /** Once for a process, whatever else is found to be wrong with it. */
    private void putAside(Member member, Throwable why) {
        if (!member.isPutAside()) {
            quarantine(member.directory(), why);
            member.putAside(reason(why));
        }
    }

    private void quarantine(RunDirectory run, Throwable why) {
        troubled = true;
        diagnostics.report("ring_quarantined", "run", run.runId().toString(), "error", reason(why));
        putAside.add(new PutAside(run.runId(), reason(why)));
    }

    private static String reason(Throwable why) {
        return String.valueOf(why.getMessage());
    }
}
