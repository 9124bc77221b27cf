package io.logrich.pipeline;

import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.spool.Spool;
import io.logrich.spool.WriterSlots;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The drafts of a runtime. A thread takes one, usually the one it had last, and gives it back by one store. There is no
 * thread-local: nothing is left in pooled threads, and a call inside a call (a {@code toString} that logs) simply takes
 * another draft. When very many threads log at once, which happens when they wait for room, some get a spare one that is
 * theirs for one call. Thread-safe.
 */
final class DraftPool {
    private static final int PLACES = 64;
    private static final int READY = 4;
    private static final int PATIENCE = 1000;

    private final AtomicReferenceArray<@Nullable Draft> drafts = new AtomicReferenceArray<>(PLACES);
    private final Spool spool;
    private final WriterSlots slots;
    private final SeverityMonitor monitor;

    /** Makes a few drafts at once, so that some exist when there is no memory for more. */
    DraftPool(Spool spool, SeverityMonitor monitor) {
        this.spool = spool;
        this.monitor = monitor;
        this.slots = spool.slots();
        for (int i = 0; i < READY; i++) {
            drafts.set(i, another());
        }
    }

    /** A draft for this thread; null if all are taken, there is no memory for another and none is given back soon. */
    @Nullable
    Draft take() {
        int home = (int) Thread.currentThread().getId() & PLACES - 1;
        for (int patience = 0; patience < PATIENCE; patience++) {
            for (int i = 0; i < PLACES; i++) {
                int place = home + i & PLACES - 1;
                Draft draft = drafts.get(place);
                if (draft == null) {
                    draft = add(place);
                }
                if (draft != null && draft.take()) {
                    return draft;
                }
            }
            Draft spare = spare();
            if (spare != null) {
                return spare;
            }
            LockSupport.parkNanos(1000);
        }
        return null;
    }

    /** A draft that is not one of the pool's. */
    Draft another() {
        return new Draft(slots.add(), spool.current(), monitor.newCount());
    }

    /** Forgets a spare draft that has done its call. One that is never brought here costs a few bytes. */
    void forget(Draft spare) {
        slots.remove(spare.slot);
    }

    private @Nullable Draft spare() {
        try {
            Draft spare = new Draft(slots.add(), spool.current(), null);
            spare.occupy();
            return spare;
        } catch (OutOfMemoryError noMemory) {
            return null;
        }
    }

    /** A new draft in a free place; null if somebody else was faster or memory is short. */
    private @Nullable Draft add(int place) {
        try {
            Draft draft = another();
            if (drafts.compareAndSet(place, null, draft)) {
                return draft;
            }
            slots.remove(draft.slot);
            return drafts.get(place);
        } catch (OutOfMemoryError noMemory) {
            return null;
        }
    }
}
