package io.logrich.context;

import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The top frame of each thread that has bound something. A thread itself holds nothing but a weak reference; what that
 * leads to is held here. So nothing of ours outlives {@link #close} in a pooled thread, whatever scopes were left open
 * there, and a class loader can go. Thread-safe.
 */
final class ThreadStacks implements AutoCloseable {
    private static final int SWEEP_AT_LEAST = 64;

    /** Never removed from a thread: asking a thread that has none would add an entry again, and allocate. */
    private final ThreadLocal<@Nullable WeakReference<Stack>> local = new ThreadLocal<>();

    /** The stacks that are not empty. */
    private final Set<Stack> held = ConcurrentHashMap.newKeySet();

    private volatile int sweepAt = SWEEP_AT_LEAST;
    private volatile boolean closed;

    /** The top frame of the calling thread, null if it has bound nothing. Allocates nothing. */
    @Nullable
    Frame top() {
        Stack stack = stack();
        return stack == null ? null : stack.top;
    }

    /** Sets the top frame of the calling thread; null if it has nothing bound any more, as nobody has after the end. */
    void set(@Nullable Frame top) {
        Stack stack = stack();
        if (top == null || closed) {
            if (stack != null) {
                stack.top = null;
                held.remove(stack);
            }
        } else if (stack != null && stack.top != null) {
            stack.top = top;
        } else {
            begin(stack, top);
        }
    }

    /** How many threads have bound something and not closed it. */
    int size() {
        return held.size();
    }

    boolean isClosed() {
        return closed;
    }

    /** Forgets what all threads have bound. Any thread may call it. */
    @Override
    public void close() {
        closed = true;
        held.clear();
    }

    private @Nullable Stack stack() {
        WeakReference<Stack> reference = local.get();
        return reference == null ? null : reference.get();
    }

    private void begin(@Nullable Stack empty, Frame top) {
        Stack stack = empty;
        if (stack == null) {
            stack = new Stack();
            local.set(new WeakReference<>(stack));
        }
        held.add(stack);
        stack.top = top;
        if (closed) {
            stack.top = null; // close() may have cleared before we added
            held.remove(stack);
        } else if (held.size() >= sweepAt) {
            held.removeIf(Stack::isDead);
            sweepAt = Math.max(SWEEP_AT_LEAST, 2 * held.size());
        }
    }

    /** Touched by its thread alone, but for the question whether that thread still lives. */
    private static final class Stack {
        private final WeakReference<Thread> owner = new WeakReference<>(Thread.currentThread());
        private @Nullable Frame top;

        /** Whether nobody can ever see it again: its thread has ended with a scope left open. */
        boolean isDead() {
            Thread thread = owner.get();
            return thread == null || !thread.isAlive();
        }
    }
}
