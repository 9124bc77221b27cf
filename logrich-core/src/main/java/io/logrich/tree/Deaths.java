package io.logrich.tree;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings together what is known about the ends of processes, a ring that nobody holds any more and an exit code that a
 * parent has seen, and tells each end once. The collector's thread only.
 */
final class Deaths {
    /** How long one half of the knowledge waits for the other. */
    static final long PATIENCE_NANOS = 3_000_000_000L;

    /** An exit code that comes later than that is of no ring that was told without one. */
    private static final long TOO_LATE_NANOS = 60_000_000_000L;

    /** How long in a round ends are told. */
    private static final long SLICE_NANOS = 5_000_000;

    private final TreeVoice voice;
    private final LongSupplier nanoTime;

    /** Each in the order in which it came. */
    private final Deque<Exit> exits = new ArrayDeque<>();

    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** Ends that were told before an exit code was known: the code comes too late. */
    private final Deque<Waiting> toldWithout = new ArrayDeque<>();

    Deaths(TreeVoice voice, LongSupplier nanoTime) {
        this.voice = voice;
        this.nanoTime = nanoTime;
    }

    /** Learns an exit code. */
    void exited(ExitNote note) {
        exits.addLast(new Exit(note, nanoTime.getAsLong()));
    }

    /** Learns that a process has ended and left nothing that is not carried. */
    void departed(Departure departure) {
        waiting.addLast(new Waiting(departure, nanoTime.getAsLong()));
    }

    /**
     * Tells what is complete, or has waited long enough; true if anything was told.
     *
     * @param last whether there will be no other occasion
     */
    boolean tell(Members members, boolean last) throws IOException {
        boolean told = tellWithCodes(members);
        TimeSlice slice = TimeSlice.of(SLICE_NANOS);
        while (!waiting.isEmpty() && (last || isOld(waiting.getFirst().since)) && !slice.isOver()) {
            Waiting one = waiting.removeFirst();
            toldWithout.addLast(new Waiting(one.departure, nanoTime.getAsLong()));
            tell(one.departure, null);
            told = true;
        }
        while (!toldWithout.isEmpty() && nanoTime.getAsLong() - toldWithout.getFirst().since > TOO_LATE_NANOS) {
            toldWithout.removeFirst();
        }
        return told | tellStrangers(members, last);
    }

    /** The ends of which both halves are known. */
    private boolean tellWithCodes(Members members) throws IOException {
        boolean told = false;
        for (Iterator<Exit> all = exits.iterator(); all.hasNext(); ) {
            Exit exit = all.next();
            Departure departure = take(waiting, exit.note);
            if (departure != null) {
                all.remove();
                tell(departure, exit.note.exitCode());
                told = true;
            } else if (!members.mayBeOneOf(exit.note) && take(toldWithout, exit.note) != null) {
                all.remove();
            }
        }
        return told;
    }

    /** The ends of programs that are not ours: no ring belongs to them, and none is to be expected any more. */
    private boolean tellStrangers(Members members, boolean last) {
        boolean told = false;
        for (Iterator<Exit> all = exits.iterator(); all.hasNext(); ) {
            Exit exit = all.next();
            if ((last || isOld(exit.since)) && !members.mayBeOneOf(exit.note)) {
                all.remove();
                say(Obituary.of(exit.note));
                told = true;
            }
        }
        return told;
    }

    private void tell(Departure departure, @Nullable Integer exitCode) throws IOException {
        say(Obituary.of(departure, exitCode));
        if (departure.trouble() == null) {
            try {
                departure.directory().markTold();
            } catch (IOException failed) {
                if (departure.directory().isDirectory()) {
                    throw failed;
                } // else somebody has deleted it, or put something else in its place: it needs no mark any more
            }
        }
    }

    private void say(Obituary obituary) {
        voice.say(obituary.level(), obituary.message(), obituary.extra());
    }

    private static @Nullable Departure take(Deque<Waiting> from, ExitNote note) {
        for (Iterator<Waiting> all = from.iterator(); all.hasNext(); ) {
            Departure departure = all.next().departure;
            if (note.isAbout(departure.origin())) {
                all.remove();
                return departure;
            }
        }
        return null;
    }

    private boolean isOld(long since) {
        return nanoTime.getAsLong() - since > PATIENCE_NANOS;
    }

    private record Exit(ExitNote note, long since) {}

    private record Waiting(Departure departure, long since) {}
}
