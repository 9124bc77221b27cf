package io.logrich.spool;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The log of this process: the ring that is being written, and those that it has replaced, oldest first. Thread-safe.
 */
public final class Spool {
    /** What is done with a new ring before it is written. */
    @FunctionalInterface
    public interface Preparation {
        /** Prepares the ring. */
        void prepare(Ring ring) throws IOException;
    }

    private static final long SHORT_PARK_NANOS = 20_000;

    private final WriterSlots slots;
    private final CopyOnWriteArrayList<Ring> rings = new CopyOnWriteArrayList<>();
    private volatile Ring current;
    private volatile boolean closed;

    public Spool(Ring first, WriterSlots slots) {
        this.slots = slots;
        this.rings.add(first);
        this.current = first;
    }

    /** The ring to write to. */
    public Ring current() {
        return current;
    }

    /** All rings, oldest first. */
    public List<Ring> rings() {
        return List.copyOf(rings);
    }

    /** The ring that took the place of the given one, or null. */
    public @Nullable Ring after(Ring ring) {
        int next = rings.indexOf(ring) + 1;
        return next > 0 && next < rings.size() ? rings.get(next) : null;
    }

    public WriterSlots slots() {
        return slots;
    }

    /**
     * Ends the current ring and goes on in another. Writers that come in between wait for the few milliseconds that this
     * takes; what they claimed before is committed before the numbering goes on in the new ring.
     *
     * @param next the new ring
     * @param beforeUse puts the consumers of the new ring in place, once its numbering is known
     */
    public synchronized void replace(Ring next, Preparation beforeUse) throws IOException {
        if (closed) {
            throw new SpoolException("the spool is closed");
        }
        Ring old = current;
        old.writer().seal();
        slots.awaitFilled(old.writer());
        next.writer().continueSequence(old.writer().sequence());
        beforeUse.prepare(next);
        rings.add(next);
        current = next;
    }

    /** Ends the log: every later append is refused at once. */
    public synchronized void close() {
        closed = true;
        current.writer().seal();
    }

    /** Waits until another ring has taken the place of a sealed one; false if that does not happen in time. */
    public boolean awaitSuccessor(Ring sealed, long nanos) {
        long start = System.nanoTime();
        while (current == sealed) {
            if (closed || System.nanoTime() - start > nanos) {
                return false;
            }
            LockSupport.parkNanos(SHORT_PARK_NANOS);
        }
        return true;
    }
}
