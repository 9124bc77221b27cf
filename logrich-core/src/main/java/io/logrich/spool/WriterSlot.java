package io.logrich.spool;

import org.jspecify.annotations.Nullable;

/**
 * Where one thread notes the claim it is about to fill, so that a claim whose owner was thrown out between claim and
 * commit (a StackOverflowError can strike at any call) is found and filled by somebody else. The notes are plain stores:
 * they need no call, and so no stack. Used by one thread at a time; {@code orphaned} is read by all.
 */
public final class WriterSlot {
    static final long NONE = -1;

    @Nullable
    RingWriter writer;

    long claimed = NONE;
    int pad;
    int size;
    volatile boolean orphaned;

    long sequence;
    long end;

    WriterSlot() {}

    /** The sequence that the last accepted append of this slot was given. */
    public long sequence() {
        return sequence;
    }

    /** The position after the record that this slot wrote last. */
    public long end() {
        return end;
    }
}
