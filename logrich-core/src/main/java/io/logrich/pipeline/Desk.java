package io.logrich.pipeline;

import java.lang.ref.WeakReference;

/**
 * What one thread logs with: a call to fill in and a draft. Nobody else touches them while that thread lives, so that
 * taking them costs no atomic operation. Its thread only, except where noted.
 */
final class Desk {
    private final WeakReference<Thread> owner;
    final Draft draft;
    private LogCall call = new LogCall(this);
    private boolean out;

    /** A desk for a thread; any thread, as long as the draft is nobody's. */
    Desk(Thread owner, Draft draft) {
        this.owner = new WeakReference<>(owner);
        this.draft = draft;
    }

    /** Whether it is the desk of the thread that asks, which is to be {@code Thread.currentThread()}. Any thread. */
    boolean isOf(Thread thread) {
        return owner.refersTo(thread);
    }

    /** Whether its thread has ended, so that nobody uses its draft any more. Any thread. */
    boolean isLeft() {
        Thread thread = owner.get();
        return thread == null || !thread.isAlive();
    }

    /** The call; one that is out already, in a call around this one or with somebody who has forgotten it, is replaced. */
    LogCall take() {
        if (out) {
            call = new LogCall(this);
        }
        out = true;
        return call;
    }

    /** Takes the call back; one that was replaced is garbage. */
    void give(LogCall back) {
        if (back == call) {
            back.forget();
            out = false;
        }
    }
}
