package io.logrich.spool;

import java.util.zip.CRC32C;

/**
 * A thread that writes while it runs out of stack, again and again: the error strikes at every depth of an append. What
 * it notes about accepted records it notes without a call, and it calls nothing but the append, so that nothing else
 * runs out of stack before.
 */
final class Diver implements Runnable {
    static final int LENGTH = 40;
    private static final int STACK = 256 * 1024;
    private static final int ROOM = 256 * 1024;

    /** Frames between two writes: after a small gap only the deepest call of an append can fail, after a large one any. */
    private static final int[] GAPS = {7, 61, 131, 37};

    private static final int MOST = 4_000_000;

    private final RingWriter writer;
    private final WriterSlot slot;
    private final int dives;
    private final byte[] payload;
    private final int crc;
    private int every;

    final int[] accepted = new int[MOST];
    int count;
    int overflows;

    Diver(Ring ring, WriterSlots slots, int number, int dives) {
        this.writer = ring.writer();
        this.slot = slots.add();
        this.dives = dives;
        this.payload = Payloads.of(number, number, LENGTH);
        CRC32C sum = new CRC32C();
        sum.update(payload, 0, LENGTH);
        this.crc = (int) sum.getValue();
    }

    /** Starts a diver on a stack of its own. */
    Thread start() {
        Thread thread = new Thread(null, this, "diver", STACK);
        thread.start();
        return thread;
    }

    @Override
    public void run() {
        for (int i = 0; i < dives; i++) {
            every = GAPS[i % GAPS.length];
            while (writer.tail() - writer.lowestCursor() > ROOM) {
                Thread.onSpinWait();
            }
            try {
                descend(i % 17, i);
            } catch (StackOverflowError struck) {
                overflows++;
            }
        }
    }

    /** Some frames of another size first, so that the end of the stack falls into another place each time. */
    private long descend(int frames, long shift) {
        long a = shift * 3;
        long b = shift * 5;
        long c = shift * 7;
        return frames > 0 ? a + b * descend(frames - 1, c) : dive(0) + c;
    }

    private long dive(int depth) {
        if (depth % every == 0) {
            write();
        }
        return dive(depth + 1) + depth;
    }

    private void write() {
        if (writer.appendEvent(slot, payload, LENGTH, 20, 0, crc) == RingWriter.APPENDED) {
            accepted[count++] = (int) slot.sequence;
        }
    }
}
