package io.logrich.spool;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** All slots of a process, whichever of its rings they wrote to last. Thread-safe. */
public final class WriterSlots {
    private static final long PARK_NANOS = 20_000;

    private final CopyOnWriteArrayList<WriterSlot> slots = new CopyOnWriteArrayList<>();

    /** Set by a plain store of whoever loses a claim; whoever sees it looks for the lost claim. */
    volatile boolean orphans;

    /** A new slot. Allocates, and so may fail for lack of memory; it is not taken note of then. */
    public WriterSlot add() {
        WriterSlot slot = new WriterSlot();
        slots.add(slot);
        return slot;
    }

    /** Forgets a slot that nobody will write with again and that holds no claim. */
    public void remove(WriterSlot slot) {
        if (slot.claimed == WriterSlot.NONE) {
            slots.remove(slot);
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
