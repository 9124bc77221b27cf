package io.logrich.context;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place in a stack of contexts, linked to the one below. Belongs to the thread whose stack it is on, until it is
 * known to have no scope: then it never changes and any thread may see it.
 */
final class Frame {
    @Nullable
    Frame parent;

    /** This, the parent and the generation are changed only by the thread that the frame belongs to, if {@link #owned}. */
    LogContext context;

    /** Of which binder it is, counted from the first one of its stacks, see {@link Succession}. */
    int generation;

    /** Whether it belongs to a thread's stack, and may be changed there. */
    final boolean owned;

    /** Whether what lies below belongs to the base and not to the thread. */
    final boolean lowest;

    /** Its scope is closed. */
    boolean ended;

    private Frame(@Nullable Frame parent, LogContext context, boolean lowest, boolean owned, int generation) {
        this.parent = parent;
        this.context = context;
        this.lowest = lowest;
        this.owned = owned;
        this.generation = generation;
    }

    /** A frame on the calling thread's stack, which is empty so far or has a top. */
    static Frame own(@Nullable Frame top, @Nullable Frame base, LogContext context, int generation) {
        return new Frame(top == null ? base : top, context, top == null, true, generation);
    }

    /** Frames without scopes, the last context on top, for any thread; null if there are none. */
    static @Nullable Frame of(List<LogContext> stack, int generation) {
        Frame frame = null;
        for (LogContext context : stack) {
            frame = shared(frame, context, generation);
        }
        return frame;
    }

    /** A frame without a scope, for any thread, on top of another one. */
    static Frame shared(@Nullable Frame parent, LogContext context, int generation) {
        return new Frame(parent, context, parent == null, false, generation);
    }

    /** The contexts from the bottom to the given frame, those left out whose scope is closed. */
    static List<LogContext> contexts(@Nullable Frame top) {
        List<LogContext> contexts = new ArrayList<>();
        for (Frame frame = top; frame != null; frame = frame.parent) {
            if (!frame.ended) {
                contexts.add(frame.context);
            }
        }
        Collections.reverse(contexts);
        return contexts;
    }

    /** The highest frame of the thread, from the given one down, whose scope is open; null if the thread has none. */
    static @Nullable Frame open(@Nullable Frame top) {
        Frame frame = top;
        while (frame != null && frame.ended) {
            frame = frame.lowest ? null : frame.parent;
        }
        return frame;
    }

    boolean isAbove(Frame other) {
        for (Frame frame = this.parent; frame != null; frame = frame.parent) {
            if (frame == other) {
                return true;
            }
        }
        return false;
    }
}
