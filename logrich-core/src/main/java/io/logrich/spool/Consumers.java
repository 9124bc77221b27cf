package io.logrich.spool;

/**
 * The table of those who read a ring, in its header page, as the writing process sees it: how far must the slowest of
 * them have come before bytes may be written over. Thread-safe.
 */
final class Consumers {
    private final RingMemory memory;

    Consumers(RingMemory memory) {
        this.memory = memory;
    }

    /** The lowest cursor, or the given tail if nobody reads: nothing from there on may be written over. */
    long lowestCursor(long tail) {
        long lowest = tail;
        for (int slot = 0; slot < RingLayout.MAX_CONSUMERS; slot++) {
            int at = RingLayout.slotAt(slot);
            if (state(at) != 0) {
                lowest = Math.min(lowest, memory.getAcquire(at + RingLayout.SLOT_CURSOR));
            }
        }
        return lowest;
    }

    /** The lowest number of own events behind the cursor of a consumer that writers wait for, else the given number. */
    long lowestEvents(long sequence) {
        long lowest = sequence;
        for (int slot = 0; slot < RingLayout.MAX_CONSUMERS; slot++) {
            int at = RingLayout.slotAt(slot);
            if (state(at) == RingLayout.IN_USE) {
                lowest = Math.min(lowest, memory.getAcquire(at + RingLayout.SLOT_EVENTS));
            }
        }
        return lowest;
    }

    private int state(int at) {
        return (int) memory.getAcquire(at + RingLayout.SLOT_STATE);
    }
}
