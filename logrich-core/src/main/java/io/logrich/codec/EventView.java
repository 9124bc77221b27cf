package io.logrich.codec;

import io.logrich.context.ContextField;
import io.logrich.event.EventId;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.text.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An event as it lies in a record's bytes: parts are handed out as ranges of UTF-8, so that a sink can copy them without
 * making strings. Points into memory that belongs to somebody else and changes with the next event: keep nothing of it.
 * One thread only.
 */
public final class EventView {
    /** The parts of an event that are one range of bytes. */
    public enum Part {
        LOGGER,
        THREAD,
        MESSAGE,
        CONTEXT,
        EXTRA,
        EXC_INFO,
        STACK_INFO
    }

    private static final int PARTS = Part.values().length;

    private final int[] starts = new int[PARTS];
    private final int[] lengths = new int[PARTS];
    private byte[] bytes = new byte[0];
    private int at;
    private int levelNumber;
    private int flags;
    private long sequence;

    /** A view of nothing, to be pointed at events. */
    public EventView() {}

    /**
     * Points this view at an event.
     *
     * @throws MalformedEventException if its parts do not fit into the record
     */
    public EventView wrap(byte[] bytes, int offset, int length, int level, int flags, long sequence)
            throws MalformedEventException {
        this.bytes = bytes;
        this.at = offset;
        this.levelNumber = level;
        this.flags = flags;
        this.sequence = sequence;
        if (length < EventLayout.TEXTS) {
            throw new MalformedEventException("an event of " + length + " bytes");
        }
        lengths[0] = LittleEndian.getShort(bytes, at + EventLayout.LOGGER_LENGTH);
        lengths[1] = LittleEndian.getShort(bytes, at + EventLayout.THREAD_LENGTH);
        for (int part = 2; part < PARTS; part++) {
            lengths[part] = LittleEndian.getInt(bytes, at + EventLayout.MESSAGE_LENGTH + 4 * (part - 2));
        }
        long end = EventLayout.TEXTS;
        for (int part = 0; part < PARTS; part++) {
            boolean mayLack = part >= Part.EXC_INFO.ordinal();
            if (lengths[part] < (mayLack ? -1 : 0)) {
                throw new MalformedEventException("an event with a part of " + lengths[part] + " bytes");
            }
            starts[part] = (int) Math.min(Integer.MAX_VALUE, at + end);
            end += Math.max(0, lengths[part]);
        }
        if (end > length) {
            throw new MalformedEventException("an event whose parts have " + end + " bytes in a record of " + length);
        }
        return this;
    }

    /** The memory that the parts lie in. */
    public byte[] bytes() {
        return bytes;
    }

    public int start(Part part) {
        return starts[part.ordinal()];
    }

    /** The length of a part, 0 also where it is lacking. */
    public int length(Part part) {
        return Math.max(0, lengths[part.ordinal()]);
    }

    /** Whether the part exists; only exception and stack can lack. */
    public boolean has(Part part) {
        return lengths[part.ordinal()] >= 0;
    }

    /** A part as a string, for parts that are text. */
    public String text(Part part) {
        return new String(bytes, start(part), length(part), StandardCharsets.UTF_8);
    }

    /** When it was logged, microseconds since 1970. */
    public long timeMicros() {
        return LittleEndian.getLong(bytes, at + EventLayout.TIME);
    }

    public LogLevel level() {
        return LogLevel.atMost(levelNumber);
    }

    /** The record's flags, see {@code RecordLayout}. */
    public int flags() {
        return flags;
    }

    public long sequence() {
        return sequence;
    }

    public long runHigh() {
        return LittleEndian.getLong(bytes, at + EventLayout.RUN_ID);
    }

    public long runLow() {
        return LittleEndian.getLong(bytes, at + EventLayout.RUN_ID + 8);
    }

    public EventId eventId() {
        return EventId.of(timeMicros(), EventId.tagOf(runHigh(), runLow()), sequence);
    }

    /** A cursor over the values of the event's own fields; each entry has a key. */
    public ValueReader extra() throws MalformedEventException {
        return ValueReader.ofEntries(bytes, start(Part.EXTRA), length(Part.EXTRA));
    }

    /** Sets a cursor before the event's own fields. */
    void extra(ValueReader reader) {
        reader.restart(bytes, start(Part.EXTRA), length(Part.EXTRA));
    }

    /** A cursor over the context: entries by {@link ContextField}, and {@code extra} as a map. */
    public ContextReader context() {
        return new ContextReader(bytes, start(Part.CONTEXT), length(Part.CONTEXT));
    }

    /** The event as an object. */
    public LogEvent toEvent() throws MalformedEventException {
        return new LogEvent(
                eventId().toString(),
                Instant.EPOCH.plus(timeMicros(), ChronoUnit.MICROS),
                text(Part.LOGGER),
                level(),
                text(Part.MESSAGE),
                context().toContext(),
                extra().toMap(),
                has(Part.EXC_INFO) ? text(Part.EXC_INFO) : null,
                has(Part.STACK_INFO) ? text(Part.STACK_INFO) : null,
                text(Part.THREAD),
                sequence,
                new UUID(runHigh(), runLow()));
    }
}
