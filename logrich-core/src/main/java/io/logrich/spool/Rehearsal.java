package io.logrich.spool;

import java.util.UUID;

/**
 * Every kind of append, once per process, to a ring that nobody reads: so that all that an append needs is loaded, linked
 * and initialised before the first real one, which may come when there is no memory or no stack left.
 */
final class Rehearsal {
    private static final UUID NOBODY = new UUID(0, 0);

    private static volatile boolean done;

    private Rehearsal() {}

    /** Returns at once from the second time on. */
    static void once() {
        if (!done) {
            rehearse();
            done = true;
        }
    }

    private static void rehearse() {
        RingHeader header = new RingHeader(
                RingLayout.MIN_CAPACITY,
                0,
                NOBODY,
                new ProcessOrigin(0, 0, NOBODY, 0, 0, 0),
                RingHeader.ROLE_RING,
                0,
                "");
        RingMemory memory = RingMemory.anonymous(RingLayout.MIN_CAPACITY);
        WriterSlots slots = new WriterSlots();
        WriterSlot slot = slots.add();
        RingWriter writer = new RingWriter(memory, header, new Consumers(memory), slots, RingWriter.UNBOUNDED);
        byte[] payload = new byte[header.longestPayload()];
        int length = payload.length - RecordLayout.ALIGNMENT; // does not divide the ring: there will be filler
        while (writer.tail() <= RingLayout.MIN_CAPACITY) {
            writer.appendEvent(slot, payload, length, 0, 0, 0);
        }
        writer.appendRelayed(slot, payload, 0, 1, 0, 0, 1, 1);
        writer.appendNote(slot, payload, 1, RecordLayout.TYPE_EXIT, 0);
        slot.claimed = 0; // as if thrown out; an exception would load the classes of its message
        slot.orphaned = true;
        slots.orphans = true;
        slots.adoptOrphans();
        writer.countDropped(0);
        writer.seal();
        writer.appendEvent(slot, payload, 1, 0, 0, 0);
    }
}
