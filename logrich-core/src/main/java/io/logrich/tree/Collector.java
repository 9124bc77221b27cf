package io.logrich.tree;

import io.logrich.diagnostics.Diagnostics;
import io.logrich.diagnostics.ServiceThread;
import io.logrich.event.LogLevel;
import io.logrich.lane.LaneSet;
import io.logrich.lane.Losses;
import io.logrich.spool.Spool;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a tree's events: finds the rings of its processes, carries their records to the tree's log, and tells of the
 * processes' ends. One per tree, the holder of the lease; one thread. Public methods may be called by any thread.
 */
public final class Collector {
    private static final long LEASE_CHECK_NANOS = 100_000_000;

    private final TreeDirectory tree;
    private final Lease lease;
    private final Members members;
    private final Deaths deaths;
    private final StuckRings stuck;
    private final Predecessors predecessors;
    private final Cleaner cleaner;
    private final TreeVoice voice;
    private final Diagnostics diagnostics;
    private final ConcurrentLinkedQueue<ExitNote> exits = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean ending;
    private volatile boolean idle;

    /** Whether somebody waits for a whole round. */
    private volatile boolean hurried;

    /** Whether a child is about to come. */
    private volatile boolean expecting;

    /** What the last round has failed for; empty if it has not. */
    private String trouble = "";

    private long leaseChecked = System.nanoTime();

    /** What the other processes wait for to end; null if that cannot be had now, so that they have to look. */
    private @Nullable HeldLock collecting;

    private final Pace pace = new Pace();
    private final AtomicLong rounds = new AtomicLong();

    /**
     * A collector; it does nothing until it is started.
     *
     * @param ownRun the run of this process, whose rings its own lanes read
     * @param leftovers what earlier collectors of the tree have left
     */
    public Collector(
            TreeDirectory tree,
            Lease lease,
            UUID ownRun,
            Spool spool,
            LaneSet lanes,
            Losses losses,
            Leftovers leftovers,
            TreeVoice voice,
            Diagnostics diagnostics) {
        this.tree = tree;
        this.lease = lease;
        this.voice = voice;
        this.diagnostics = diagnostics;
        this.members =
                new Members(tree, ownRun, new TreeLogWriter(spool, lanes, losses), leftovers.carried(), diagnostics);
        this.predecessors = new Predecessors(leftovers, lanes, voice, lease.isInherited());
        this.deaths = new Deaths(voice, System::nanoTime);
        this.stuck = new StuckRings(voice, diagnostics, System::nanoTime);
        this.cleaner = new Cleaner(tree, ownRun, System::currentTimeMillis);
        this.thread = new ServiceThread("collector", this::run);
    }

    public void start() {
        thread.start();
    }

    /** Learns how a child ended that this process started; its obituary says so. */
    public void exited(ExitNote note) {
        exits.add(note);
        LockSupport.unpark(thread);
    }

    /** Learns that a child is about to be started: the collector looks often again. */
    public void expect() {
        expecting = true;
        LockSupport.unpark(thread);
    }

    /** How many processes of the tree live, this one not counted. */
    public int living() {
        return members.living();
    }

    /**
     * Waits until what all rings hold at this moment has been carried to the log; false if not in time.
     *
     * @param nanos how long to wait
     */
    public boolean awaitCarried(long nanos) {
        long start = System.nanoTime();
        long seen = rounds.get();
        while (!(idle && rounds.get() > seen + 1)) {
            if (System.nanoTime() - start > nanos || !thread.isAlive()) {
                return false;
            }
            hurried = true;
            LockSupport.unpark(thread);
            LockSupport.parkNanos(Pace.SHORTEST_NANOS);
        }
        return true;
    }

    /** Carries what is there, tells of every process that has ended, and ends; false if not in time. */
    public boolean close(long nanos) {
        boolean carried = awaitCarried(nanos);
        ending = true;
        LockSupport.unpark(thread);
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(Math.max(1, nanos / 1_000_000));
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return carried && !thread.isAlive();
    }

    /** Whether nothing in the tree is wanted any more: every process has ended in order and every event is delivered. */
    public boolean isTreeDone() {
        return members.isDone() && predecessors.isDone();
    }

    private void run() {
        try {
            show();
            while (!lease.isOver()) {
                boolean last = ending;
                hurried = false;
                checkLease();
                boolean worked = round(last);
                boolean behind = members.isBehind() && !members.isBlocked(); // what is blocked stays in the rings
                if (last && !worked && !behind) {
                    return;
                }
                idle = !worked && !members.isBlocked() && !behind;
                rounds.incrementAndGet();
                rest(pace.after(worked));
            }
        } finally {
            idle = true;
            members.close();
            leave();
        }
    }

    /** Sleeps until a round is due; in an idle tree with a look now and then whether one would find anything. */
    private void rest(long pause) {
        int looks = pause > 0 ? pace.looks() : 0;
        while (looks-- > 0 && !ending && !hurried && !expecting && exits.isEmpty()) {
            LockSupport.parkNanos(this, pause);
            looks = looks > 0 && members.hasNews() ? 0 : looks;
        }
        if (expecting) {
            expecting = false;
            pace.hurry();
        }
    }

    private void checkLease() {
        long now = System.nanoTime();
        if (now - leaseChecked > LEASE_CHECK_NANOS) {
            leaseChecked = now;
            lease.check();
            show();
        }
    }

    /** Lets the other processes wait for the end of this one, as soon as the last of them has seen that of the one before. */
    private void show() {
        try {
            collecting = collecting == null ? HeldLock.tryAcquire(tree.collecting()) : collecting;
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError notNow) {
            collecting = null; // for lack of descriptors or memory: then they look for themselves
        }
    }

    private void leave() {
        try (HeldLock shown = collecting) {
            collecting = null;
        } catch (IOException noMatter) {
            // they see by the lease that it is over
        }
    }

    private boolean round(boolean last) {
        try {
            boolean worked = members.discover() | members.turn();
            List<ExitNote> ends = members.takeNotes();
            for (ExitNote note = exits.poll(); note != null; note = exits.poll()) {
                ends.add(note);
            }
            ends.forEach(deaths::exited);
            worked |= members.findDead(last || !ends.isEmpty());
            stuck.look(members);
            members.takePutAside().forEach(this::say);
            members.takeDepartures().forEach(deaths::departed);
            worked |= deaths.tell(members, last);
            predecessors.look();
            cleaner.clean();
            trouble = "";
            return worked;
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError failed) {
            complain(failed.toString());
            return false;
        }
    }

    /** What has not been read of a ring does not arrive, so whoever reads the log is to know. */
    private void say(Members.PutAside one) {
        voice.say(
                LogLevel.ERROR,
                "the ring of run " + one.run() + " is put aside, nothing more of it is read: " + one.why(),
                Map.of("run", one.run().toString(), "trouble", one.why()));
    }

    /** Says what is wrong, once for as long as it lasts. */
    private void complain(String now) {
        if (!now.equals(trouble)) {
            trouble = now;
            diagnostics.report("collector_error", "error", now);
        }
    }
}
