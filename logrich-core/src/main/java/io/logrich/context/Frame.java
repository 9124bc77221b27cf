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
    final @Nullable Frame parent;
    /** Another one is set only by the thread that the frame belongs to, and only if {@link #owned}. */
    LogContext context;

    /** Whether it belongs to a thread's stack, and may be changed there. */
    final boolean owned;

    /** Whether what lies below belongs to the base and not to the thread. */
    final boolean lowest;

    /** Its scope is closed. */
    boolean ended;

    private Frame(@Nullable Frame parent, LogContext context, boolean lowest, boolean owned) {
        this.parent = parent;
        this.context = context;
        this.lowest = lowest;
        this.owned = owned;
    }

    /** A frame on the calling thread's stack, which is empty so far or has a top. */
    static Frame own(@Nullable Frame top, @Nullable Frame base, LogContext context) {
        return new Frame(top == null ? base : top, context, top == null, true);
    }

    /** A frame that never changes, for any thread. */
    static Frame base(LogContext context) {
        return new Frame(null, context, true, false);
    }

    /** Frames without scopes, the last context on top; null if there are none. */
    static @Nullable Frame of(List<LogContext> stack) {
        Frame frame = null;
        for (LogContext context : stack) {
            frame = new Frame(frame, context, frame == null, false);
        }
        return frame;
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
