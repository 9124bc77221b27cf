package io.logrich.pipeline;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Desks for the threads that log, as many as there are places; who finds none shares what the others share. Holds no
 * thread back from being forgotten: the desk of one that has ended goes to another. Thread-safe.
 */
final class Desks {
    private static final int PLACES = 64;

    /** How far from its own place a thread looks. */
    private static final int REACH = 4;

    /** Only every so many times that a thread finds no desk it looks for one that was left. */
    private static final int SEARCH_EVERY = 64;

    private final AtomicReferenceArray<@Nullable Desk> desks = new AtomicReferenceArray<>(PLACES);
    private final Supplier<Draft> drafts;

    /** Not exact: it need not be. */
    private int missed;

    /** Desks whose drafts come from there. */
    Desks(Supplier<Draft> drafts) {
        this.drafts = drafts;
    }

    /** The desk of this thread; null if it has none. */
    @Nullable
    Desk mine() {
        Thread thread = Thread.currentThread();
        int home = (int) thread.getId();
        Desk first = desks.getPlain(home & PLACES - 1);
        return first != null && first.isOf(thread) ? first : search(thread, home);
    }

    private @Nullable Desk search(Thread thread, int home) {
        try {
            return find(thread, home);
        } catch (OutOfMemoryError noMemory) {
            return null;
        }
    }

    private @Nullable Desk find(Thread thread, int home) {
        boolean wanted = missed++ % SEARCH_EVERY == 0;
        for (int i = 0; i < REACH; i++) {
            int place = home + i & PLACES - 1;
            Desk desk = desks.get(place);
            if (desk == null) {
                return add(thread, place);
            } else if (desk.isOf(thread)) {
                return desk;
            }
        }
        return wanted ? inherit(thread, home) : null;
    }

    private @Nullable Desk add(Thread thread, int place) {
        Desk desk = new Desk(thread, drafts.get());
        return desks.compareAndSet(place, null, desk) ? desk : null;
    }

    private @Nullable Desk inherit(Thread thread, int home) {
        for (int i = 0; i < REACH; i++) {
            int place = home + i & PLACES - 1;
            Desk left = desks.get(place);
            if (left != null && left.isLeft()) {
                Desk desk = new Desk(thread, left.draft);
                return desks.compareAndSet(place, left, desk) ? desk : null;
            }
        }
        return null;
    }
}
