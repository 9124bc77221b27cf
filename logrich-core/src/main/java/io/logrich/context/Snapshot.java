package io.logrich.context;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a thread had bound at one moment, to be seen by whichever thread runs its task later. Immutable, so that several
 * threads may run in it at once: it does not change when the scopes are closed that it was taken in.
 */
final class Snapshot {
    private final ThreadStacks stacks;
    private final @Nullable Frame top;

    private Snapshot(ThreadStacks stacks, @Nullable Frame top) {
        this.stacks = stacks;
        this.top = top;
    }

    /** What the calling thread has bound, else the base. */
    static Snapshot of(ThreadStacks stacks, @Nullable Frame base) {
        Frame own = stacks.top();
        return new Snapshot(stacks, own == null ? base : Frame.of(Frame.contexts(own), own.generation));
    }

    void run(Runnable task) {
        Frame own = enter();
        try {
            task.run();
        } finally {
            leave(own);
        }
    }

    <T extends @Nullable Object> T get(Supplier<T> task) {
        Frame own = enter();
        try {
            return task.get();
        } finally {
            leave(own);
        }
    }

    <T extends @Nullable Object> T call(Callable<T> task) throws Exception {
        Frame own = enter();
        try {
            return task.call();
        } finally {
            leave(own);
        }
    }

    private @Nullable Frame enter() {
        Frame own = stacks.top();
        stacks.set(top);
        return own;
    }

    /** Gives the thread back what it had, without what was closed meanwhile. */
    private void leave(@Nullable Frame own) {
        stacks.set(Frame.open(own));
    }
}
