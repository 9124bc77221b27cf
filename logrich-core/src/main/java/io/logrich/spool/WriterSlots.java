package io.logrich.spool;

import java.util.concurrent.CopyOnWriteArrayList;

/** All slots of a process, whichever of its rings they wrote to last. Thread-safe. */
public final class WriterSlots {
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
        for (WriterSlot slot : slots) {
            adopt(slot);
        }
    }
}
