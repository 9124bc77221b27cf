package io.logrich.spool;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** All slots of a process, whichever of its rings they wrote to last. Thread-safe. */
public final class WriterSlots {
    private static final long PARK_NANOS = 20_000;

    /** Replaced as a whole, so that going through them allocates nothing. */
    private volatile WriterSlot[] slots = {};

    /** Set by a plain store of whoever loses a claim; whoever sees it looks for the lost claim. */
    volatile boolean orphans;

    /** A new slot. Allocates, and so may fail for lack of memory; it is not taken note of then. */
    public synchronized WriterSlot add() {
        WriterSlot slot = new WriterSlot();
        WriterSlot[] more = Arrays.copyOf(slots, slots.length + 1);
        more[slots.length] = slot;
        slots = more;
        return slot;
    }

    /** Forgets a slot that nobody will write with again and that holds no claim. */
    public synchronized void remove(WriterSlot slot) {
        if (slot.claimed == WriterSlot.NONE) {
            slots = Arrays.stream(slots).filter(other -> other != slot).toArray(WriterSlot[]::new);
        }
    }

    /** Fills every claim that was given up, so that no reader waits for it. Any thread may call it at any time. */
    public void adoptOrphans() {
        if (orphans) {
            adoptAll();
        }
    }

    /** Waits until every claim in a ring is filled; the ring must be sealed, so that no new ones are made. */
    void awaitFilled(RingWriter sealed) {
        for (WriterSlot slot : slots) {
            while (slot.isWriting(sealed)) {
                adoptOrphans();
                LockSupport.parkNanos(PARK_NANOS);
            }
        }
    }

    /** The lowest place, not above the given one, where a claim of another slot may still be filled. */
    long lowestClaim(RingWriter ring, WriterSlot own, long limit) {
        long lowest = limit;
        for (WriterSlot slot : slots) {
            if (slot != own && slot.isWriting(ring)) {
                lowest = Math.min(lowest, slot.from);
            }
        }
        return lowest;
    }

    /** Fills the claim that this slot has lost, if nobody has done so yet; before the slot is used for another one. */
    synchronized void adopt(WriterSlot slot) {
        if (slot.orphaned) {
            RingWriter writer = slot.writer;
            if (writer != null && slot.claimed != WriterSlot.NONE) {
                writer.fillOrphan(slot);
                slot.claimed = WriterSlot.NONE;
            }
            slot.orphaned = false;
        }
    }

    private synchronized void adoptAll() {
        orphans = false;
        try {
            for (WriterSlot slot : slots) {
                adopt(slot);
            }
        } catch (Throwable thrownOut) {
            orphans = true; // the adopter has no stack left either: whoever comes next takes the round up again
            throw thrownOut;
        }
    }
}
