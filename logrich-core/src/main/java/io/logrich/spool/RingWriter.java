package io.logrich.spool;

import java.lang.invoke.VarHandle;

/**
 * Appends records to the ring of this process: claim by compare-and-set, fill, commit by one store. Thread-safe and
 * lock-free; an append allocates nothing, initialises no class and makes no system call. A record that does not fit is
 * refused, not waited for: what to do about a full ring is the caller's policy.
 */
public final class RingWriter {
    /** The record is in the ring. */
    public static final int APPENDED = 0;
    /** There is no room before the slowest consumer, or too many events wait for it. */
    public static final int FULL = 1;
    /** Nothing more is written to this ring; another one has taken its place. */
    public static final int SEALED = 2;
    /** The payload is longer than any record of this ring may be. */
    public static final int TOO_LONG = 3;

    /** No bound on the number of waiting events. */
    public static final long UNBOUNDED = Long.MAX_VALUE / 4;

    /** Numbers of levels from which on a record may use the reserve: {@code WARNING}. */
    private static final int URGENT_LEVEL = 30;

    private final RingMemory memory;
    private final Consumers consumers;
    private final WriterSlots slots;
    private final int capacity;
    private final int salt;
    private final int longestPayload;
    private final long maxEvents;

    /** Claims may reach up to here; a record may not. Only grows; read again from the consumers when it is reached. */
    private volatile long spaceLimit;
    /** Event numbers may reach up to here, likewise. */
    private volatile long eventLimit;

    RingWriter(RingMemory memory, RingHeader header, Consumers consumers, WriterSlots slots, long maxEvents) {
        this.memory = memory;
        this.consumers = consumers;
        this.slots = slots;
        this.capacity = header.capacity();
        this.salt = header.salt();
        this.longestPayload = header.longestPayload();
        this.maxEvents = maxEvents;
        this.spaceLimit = capacity;
        this.eventLimit = maxEvents;
    }

    /**
     * Appends an event of this process. On {@link #APPENDED} the slot knows the sequence and the end of the record.
     *
     * @param level the level's number; WARNING and above may use the last eighth of space and events
     * @param crc the CRC32C of the payload
     */
    public int appendEvent(WriterSlot slot, byte[] payload, int length, int level, int flags, int crc) {
        int meta = RecordLayout.meta(RecordLayout.TYPE_EVENT, level, flags);
        boolean urgent = level >= URGENT_LEVEL;
        return eventsFull(urgent) ? FULL : append(slot, payload, 0, length, meta, crc, 0, 0, urgent);
    }

    /**
     * Appends a record relayed from another ring, as it is. It is bounded by space alone.
     *
     * @param origin the end of the record in the ring it comes from, above 0
     */
    public int appendRelayed(
            WriterSlot slot, byte[] source, int offset, int length, int meta, int crc, long sequence, long origin) {
        int relayed = meta | RecordLayout.FLAG_RELAYED << 16;
        boolean urgent = (meta >> 8 & 0xff) >= URGENT_LEVEL;
        return append(slot, source, offset, length, relayed, crc, sequence, origin, urgent);
    }

    /** Appends a record that is no event and gets no sequence. */
    public int appendNote(WriterSlot slot, byte[] payload, int length, int type, int crc) {
        int meta = RecordLayout.meta(type, URGENT_LEVEL, 0);
        return append(slot, payload, 0, length, meta, crc, -1, 0, true);
    }

    /** Ends the ring: every later append is refused with {@link #SEALED}. Returns the end of the last claim. */
    public long seal() {
        while (true) {
            long tail = memory.getAcquire(RingLayout.TAIL);
            if (tail < 0 || memory.compareAndSet(RingLayout.TAIL, tail, tail | RingLayout.SEALED)) {
                return tail & ~RingLayout.SEALED;
            }
        }
    }

    /** The end of what has been claimed. */
    public long tail() {
        return memory.getAcquire(RingLayout.TAIL) & ~RingLayout.SEALED;
    }

    /** The last sequence given to an event. */
    public long sequence() {
        return memory.getAcquire(RingLayout.SEQUENCE);
    }

    /** Takes over the numbering of the ring that this one replaces; before the first append. */
    public void continueSequence(long last) {
        memory.putRelease(RingLayout.SEQUENCE, last);
    }

    /**
     * How far the slowest consumer must have come for a record to find room now.
     *
     * @param length of the payload
     * @param urgent whether the record may use the reserve
     */
    public long neededCursor(int length, boolean urgent) {
        int size = RecordLayout.sizeOf(length);
        long tail = tail();
        int toEnd = capacity - (int) (tail & capacity - 1);
        long end = tail + (size > toEnd ? toEnd : 0) + size;
        return (urgent ? end : end + capacity / 8) - capacity;
    }

    /** The position from which on bytes are still wanted by somebody; the tail if by nobody. */
    public long lowestCursor() {
        return consumers.lowestCursor(tail());
    }

    /** Counts an event that was not accepted, where the collector finds the count also after a kill. */
    public void countDropped(int levelOrdinal) {
        memory.getAndAdd(RingLayout.DROPPED + 8 * levelOrdinal, 1);
    }

    /** How many events of that level were not accepted. */
    public long dropped(int levelOrdinal) {
        return memory.getAcquire(RingLayout.DROPPED + 8 * levelOrdinal);
    }

    /** Marks the ring as closed in order, by a process that has said all it wanted to say. */
    public void markClosed() {
        memory.putRelease(RingLayout.CLOSE_MARK, 1);
    }

    private int append(
            WriterSlot slot,
            byte[] payload,
            int offset,
            int length,
            int meta,
            int crc,
            long sequence,
            long origin,
            boolean urgent) {
        slots.adoptOrphans();
        if (slot.orphaned) {
            slots.adopt(slot); // somebody may be filling the claim this slot has lost: wait for him
        }
        if (length > longestPayload) {
            return TOO_LONG;
        }
        slot.writer = this;
        slot.size = RecordLayout.sizeOf(length);
        slot.from = Long.MAX_VALUE;
        slot.claimed = WriterSlot.CLAIMING; // a plain store: whoever seals the ring after our claim sees it
        try {
            int answer = claim(slot, payload, offset, length, meta, crc, sequence, origin, urgent);
            slot.claimed = WriterSlot.NONE;
            return answer;
        } catch (Throwable thrownOut) {
            if (slot.claimed >= 0) {
                slot.orphaned = true; // stores only: there may be no stack left for a call
                slots.orphans = true;
            } else {
                slot.claimed = WriterSlot.NONE;
            }
            throw thrownOut;
        }
    }

    private int claim(
            WriterSlot slot,
            byte[] payload,
            int offset,
            int length,
            int meta,
            int crc,
            long sequence,
            long origin,
            boolean urgent) {
        int size = slot.size;
        while (true) {
            long tail = memory.getAcquire(RingLayout.TAIL);
            if (tail < 0) {
                return SEALED;
            }
            int toEnd = capacity - (int) (tail & capacity - 1);
            int pad = size > toEnd ? toEnd : 0;
            if (spaceFull(slot, tail + pad + size, urgent)) {
                return FULL;
            }
            slot.from = tail;
            slot.pad = pad;
            slot.sequence = 0;
            if (memory.compareAndSet(RingLayout.TAIL, tail, tail + pad + size)) {
                slot.claimed = tail; // a plain store: from here on the claim can be found
                fill(slot, tail + pad, payload, offset, length, meta, crc, sequence, origin);
                return APPENDED;
            }
        }
    }

    private void fill(
            WriterSlot slot,
            long position,
            byte[] payload,
            int offset,
            int length,
            int meta,
            int crc,
            long sequence,
            long origin) {
        int at = at(position);
        int stamp = RecordLayout.stamp(position, salt);
        memory.putRelease(at + RecordLayout.WORD, RecordLayout.claimed(stamp, length));
        VarHandle.storeStoreFence(); // a reader that sees anything of the record sees the claim
        if (slot.pad > 0) {
            commitPad(position - slot.pad, slot.pad, 0);
        }
        long number = Math.max(0, sequence);
        if (sequence == 0) {
            number = memory.getAndAdd(RingLayout.SEQUENCE, 1) + 1;
            slot.sequence = number; // void if this claim is lost; the number of a relayed record is not ours to void
        }
        slot.end = position + slot.size;
        long word = RecordLayout.committed(stamp, length);
        int check = RecordLayout.check(crc, position, word, meta, number, origin);
        memory.put(at + RecordLayout.META, meta & 0xffffffffL | (long) check << 32);
        memory.put(at + RecordLayout.SEQUENCE, number);
        memory.put(at + RecordLayout.ORIGIN, origin);
        memory.put(at + RecordLayout.HEADER_BYTES, payload, offset, length);
        memory.putRelease(at + RecordLayout.WORD, word); // accepted
    }

    /** Turns a claim that its owner will not fill into filler; a sequence that it had taken is shown to be void. */
    void fillOrphan(WriterSlot slot) {
        if (slot.pad > 0) {
            commitPad(slot.claimed, slot.pad, 0);
        }
        commitPad(slot.claimed + slot.pad, slot.size, slot.sequence);
    }

    private void commitPad(long position, int size, long sequence) {
        int at = at(position);
        long word = RecordLayout.committed(RecordLayout.stamp(position, salt), size - RecordLayout.HEADER_BYTES);
        int meta = RecordLayout.meta(RecordLayout.TYPE_PAD, 0, 0);
        int check = RecordLayout.check(0, position, word, meta, sequence, 0);
        memory.put(at + RecordLayout.META, meta & 0xffffffffL | (long) check << 32);
        memory.put(at + RecordLayout.SEQUENCE, sequence);
        memory.put(at + RecordLayout.ORIGIN, 0);
        memory.putRelease(at + RecordLayout.WORD, word);
    }

    private int at(long position) {
        return RingLayout.HEADER_BYTES + (int) (position & capacity - 1);
    }

    private boolean spaceFull(WriterSlot slot, long end, boolean urgent) {
        long wanted = urgent ? end : end + capacity / 8;
        if (wanted <= spaceLimit) {
            return false;
        }
        // No consumer passes a claim that is being filled; where there is none, the claims themselves are the bound.
        long lowest = slots.lowestClaim(this, slot, consumers.lowestCursor(tail()));
        spaceLimit = Math.max(spaceLimit, lowest + capacity);
        return wanted > spaceLimit;
    }

    private boolean eventsFull(boolean urgent) {
        long next = memory.get(RingLayout.SEQUENCE) + 1;
        long wanted = urgent ? next : next + maxEvents / 8;
        if (wanted <= eventLimit) {
            return false;
        }
        eventLimit = Math.max(eventLimit, consumers.lowestEvents(next - 1) + maxEvents);
        return wanted > eventLimit;
    }
}
