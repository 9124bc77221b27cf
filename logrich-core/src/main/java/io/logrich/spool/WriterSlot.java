package io.logrich.spool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where one thread notes the claim it is about to fill, so that a claim whose owner was thrown out between claim and
 * commit (a StackOverflowError can strike at any call) is found and filled by somebody else. The notes are plain stores:
 * they need no call, and so no stack. Used by one thread at a time; {@code orphaned} is read by all.
 */
public final class WriterSlot {
    /** No claim, and none is being made. */
    static final long NONE = -1;
    /** A claim is being made, or has just been made and is not noted yet. */
    static final long CLAIMING = -2;

    private static final VarHandle CLAIMED;

    static {
        try {
            CLAIMED = MethodHandles.lookup().findVarHandle(WriterSlot.class, "claimed", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @Nullable
    RingWriter writer;

    long claimed = NONE;

    /** Noted before each attempt to claim: no claim of this slot that is being filled lies before it. */
    long from;

    int pad;
    int size;
    volatile boolean orphaned;

    long sequence;
    long end;

    WriterSlot() {}

    /** Whether a claim in that ring is being made or filled, or was lost and is not filled yet. */
    boolean isWriting(RingWriter ring) {
        return (long) CLAIMED.getAcquire(this) != NONE && writer == ring;
    }

    /** The sequence that the last accepted append of this slot was given. */
    public long sequence() {
        return sequence;
    }

    /** The position after the record that this slot wrote last. */
    public long end() {
        return end;
    }
}
