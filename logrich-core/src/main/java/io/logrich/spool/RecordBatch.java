package io.logrich.spool;

import java.util.Arrays;

/**
 * Records copied out of a ring into private memory and found to be whole. Filled by {@link RingReader}, read by
 * whoever asked; one thread only. What it hands out is valid until it is filled again.
 */
public final class RecordBatch {
    /** How many records a batch holds at most. */
    public static final int MAX_RECORDS = 4096;

    static final int CHUNK = 256 * 1024;

    byte[] bytes = new byte[CHUNK];
    private int count;
    private int[] offsets = new int[256];
    private int[] lengths = new int[256];
    private int[] metas = new int[256];
    private int[] crcs = new int[256];
    private long[] sequences = new long[256];
    private long[] origins = new long[256];
    private long[] ends = new long[256];
    private long start;
    private long end;
    private int holes;

    void begin(long from) {
        count = 0;
        start = from;
        end = from;
        holes = 0;
    }

    boolean isFull() {
        return count == MAX_RECORDS;
    }

    void add(int offset, int length, int meta, int crc, long sequence, long origin, long recordEnd) {
        if (count == offsets.length) {
            grow();
        }
        offsets[count] = offset;
        lengths[count] = length;
        metas[count] = meta;
        crcs[count] = crc;
        sequences[count] = sequence;
        origins[count] = origin;
        ends[count] = recordEnd;
        count++;
        end = recordEnd;
    }

    /** Moves the end over bytes that hold no record. */
    void skipTo(long position) {
        end = position;
    }

    void countHole() {
        holes++;
    }

    /** How many records there are; filler is not among them, but for filler that voids a sequence. */
    public int size() {
        return count;
    }

    /** The position the batch was read from. */
    public long start() {
        return start;
    }

    /** The position to read the next batch from. */
    public long end() {
        return end;
    }

    /** How many stretches without a record were passed over. */
    public int holes() {
        return holes;
    }

    /** The memory that the payloads lie in. */
    public byte[] bytes() {
        return bytes;
    }

    public int offset(int record) {
        return offsets[record];
    }

    public int length(int record) {
        return lengths[record];
    }

    public int type(int record) {
        return metas[record] & 0xff;
    }

    /** The level's number. */
    public int level(int record) {
        return metas[record] >>> 8 & 0xff;
    }

    public int flags(int record) {
        return metas[record] >>> 16;
    }

    /** Type, level and flags as they stand in the record. */
    public int meta(int record) {
        return metas[record];
    }

    /** The CRC32C of the payload. */
    public int crc(int record) {
        return crcs[record];
    }

    public long sequence(int record) {
        return sequences[record];
    }

    /** The end of the record in the ring it was relayed from, 0 if it was not. */
    public long origin(int record) {
        return origins[record];
    }

    /** The position after the record. */
    public long end(int record) {
        return ends[record];
    }

    public boolean isEvent(int record) {
        return type(record) == RecordLayout.TYPE_EVENT;
    }

    /** Whether it is filler that stands in the place of an event: the sequence that it had taken is void. */
    public boolean isVoid(int record) {
        return type(record) == RecordLayout.TYPE_PAD;
    }

    /** Whether it settles one of the sequences of the process whose ring this is: by an event, or by showing it void. */
    public boolean isNumbered(int record) {
        return isVoid(record) || isEvent(record) && isOwn(record);
    }

    /** Whether the event was written by the process whose ring this is. */
    public boolean isOwn(int record) {
        return (flags(record) & RecordLayout.FLAG_RELAYED) == 0;
    }

    private void grow() {
        int larger = Math.min(MAX_RECORDS, count * 2);
        offsets = Arrays.copyOf(offsets, larger);
        lengths = Arrays.copyOf(lengths, larger);
        metas = Arrays.copyOf(metas, larger);
        crcs = Arrays.copyOf(crcs, larger);
        sequences = Arrays.copyOf(sequences, larger);
        origins = Arrays.copyOf(origins, larger);
        ends = Arrays.copyOf(ends, larger);
    }
}
