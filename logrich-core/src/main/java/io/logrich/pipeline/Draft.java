package io.logrich.pipeline;

import io.logrich.codec.EventWriter;
import io.logrich.diagnostics.AcceptedCount;
import io.logrich.spool.Ring;
import io.logrich.spool.WriterSlot;
import io.logrich.text.Utf8Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where an event becomes bytes, on the thread that logs it. Drafts are used again and again, so that logging leaves no
 * garbage; one thread at a time.
 */
final class Draft {
    static final int USUAL_BYTES = 4 * 1024;
    private static final int KEEP_BYTES = 64 * 1024;
    private static final VarHandle BUSY;

    static {
        try {
            BUSY = MethodHandles.lookup().findVarHandle(Draft.class, "busy", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final WriterSlot slot;
    final Utf8Buffer bytes = new Utf8Buffer(USUAL_BYTES);
    final EventWriter writer = new EventWriter(bytes);
    final CRC32C crc = new CRC32C();
    final StringBuilder text = new StringBuilder();
    final TraceWriter trace = new TraceWriter(bytes);

    /** What is to be reported once the event has its number. */
    final Notes notes = new Notes();

    /** 1 while a thread uses this draft. Whoever has no stack left to {@link #free} it sets it to 0. */
    volatile int busy;

    /** Flags of the record. */
    int flags;

    /** The ring that took the last event. */
    Ring ring;

    /** The thread that used it last, which is nearly always the one that uses it next. */
    private String threadName = "";

    private byte[] threadUtf8 = {};

    /** Where its events are counted; null if it is used once and belongs to no pool. */
    final @Nullable AcceptedCount count;

    Draft(WriterSlot slot, Ring ring, @Nullable AcceptedCount count) {
        this.slot = slot;
        this.ring = ring;
        this.count = count;
    }

    /** Takes the draft, unless somebody uses it. */
    boolean take() {
        return busy == 0 && BUSY.compareAndSet(this, 0, 1);
    }

    /** Takes the draft on the only thread that ever does, unless it has it already. */
    boolean occupy() {
        if (busy != 0) {
            return false;
        }
        BUSY.set(this, 1);
        return true;
    }

    /** Gives the draft back, without the full fence that an assignment would cost. */
    void free() {
        BUSY.setRelease(this, 0);
    }

    /** Whether it is used once and belongs to no pool. */
    boolean isSpare() {
        return count == null;
    }

    /** Begins another event; gives back memory that an unusual one has taken. */
    void begin(int newFlags) {
        flags = newFlags;
        notes.clear();
        if (bytes.array().length > KEEP_BYTES) {
            bytes.shrinkTo(USUAL_BYTES);
        }
        if (text.capacity() > KEEP_BYTES) {
            text.setLength(0);
            text.trimToSize();
        }
    }

    /** The bytes of a thread's name, once it has passed through the filter. */
    byte[] threadUtf8(String name, UnaryOperator<String> filter) {
        if (!name.equals(threadName)) {
            threadUtf8 = filter.apply(name).getBytes(StandardCharsets.UTF_8);
            threadName = name;
        }
        return threadUtf8;
    }
}
