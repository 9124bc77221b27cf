package io.logrich.spool;

import io.logrich.text.LittleEndian;
import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * Reads records of a ring, whoever wrote it, and believes none of its bytes: it copies first and checks the copy. One
 * thread only.
 */
public final class RingReader {
    /** What a read found. */
    public enum Found {
        /** At least one record, or filler that was passed over: the batch's end has moved. */
        RECORDS,
        /** Nothing up to the tail. */
        NOTHING,
        /** A record that is claimed and not yet written. */
        UNFINISHED,
        /** Bytes that are no record and will not become one. */
        DAMAGE
    }

    /** No ring comes as far in a hundred years, and sums of positions below it do not overflow. */
    private static final long LAST_POSITION = Long.MAX_VALUE / 2;

    private static final int TRIES = 3;
    private static final long WASTE_FACTOR = 4;

    private static final long WASTE_A_PIECE = 1 << 20;

    private final RingSource source;
    private final RingHeader header;
    private final CRC32C crc = new CRC32C();
    private final int capacity;
    private final int longestPayload;

    /** Bytes that scans have looked at in vain: what a hostile ring can make us do is bounded by it. */
    private long wasted;

    /** Where the last scan has stopped in the middle of a hole, else -1: the hole goes on there and is counted already. */
    private long insideHole = -1;

    /** The furthest tail that was seen. */
    private long furthest;

    RingReader(RingSource source, RingHeader header) {
        this.source = source;
        this.header = header;
        this.capacity = header.capacity();
        this.longestPayload = header.longestPayload();
    }

    /**
     * The end of what has been claimed, as the ring says.
     *
     * @throws SpoolException if that cannot be: a tail is where a record may begin, and never moves back
     */
    public long tail() throws IOException {
        long tail = source.readWord(RingLayout.TAIL) & ~RingLayout.SEALED;
        if (tail > LAST_POSITION || tail % RecordLayout.ALIGNMENT != 0) {
            throw new SpoolException("a ring with an impossible tail: " + tail);
        } else if (tail < furthest) {
            throw new SpoolException("a ring whose tail has moved back, from " + furthest + " to " + tail);
        }
        furthest = tail;
        return tail;
    }

    /** Whether nothing more will be claimed in this ring. */
    public boolean sealed() throws IOException {
        return source.readWord(RingLayout.TAIL) < 0;
    }

    /** Whether the process closed it in order. */
    public boolean closed() throws IOException {
        return source.readWord(RingLayout.CLOSE_MARK) != 0;
    }

    /** The last sequence that the process gave to an event. */
    public long sequence() throws IOException {
        return source.readWord(RingLayout.SEQUENCE);
    }

    /** How many events of a level the process did not accept. */
    public long dropped(int levelOrdinal) throws IOException {
        return source.readWord(RingLayout.DROPPED + 8L * levelOrdinal);
    }

    /** Fills the batch with the records from the given position on, as many as one copy brings. */
    public Found read(RecordBatch batch, long from) throws IOException {
        batch.begin(from);
        long tail = tail();
        if (from >= tail) {
            return Found.NOTHING;
        }
        Found found = Found.DAMAGE;
        for (int attempt = 0; attempt < TRIES && found == Found.DAMAGE; attempt++) {
            batch.begin(from);
            found = readOnce(batch, from, Math.min(tail, from + capacity));
        }
        return found;
    }

    /**
     * Fills the batch with whole records between two positions of a ring that nobody writes any more, or of which only
     * what is whole is wanted, passing over everything else and counting it as holes.
     *
     * @throws SpoolException if the ring is made to waste time: more than four times its size was looked at in vain
     */
    public Found scan(RecordBatch batch, long from, long until) throws IOException {
        return scan(batch, from, until, Long.MAX_VALUE);
    }

    /**
     * The same in small pieces, for whoever has other things to do, too: in a long hole it comes back early, with no record
     * and the batch's end moved on.
     *
     * @throws SpoolException likewise
     */
    public Found scanPiece(RecordBatch batch, long from, long until) throws IOException {
        return scan(batch, from, until, wasted + WASTE_A_PIECE);
    }

    private Found scan(RecordBatch batch, long from, long until, long enough) throws IOException {
        batch.begin(from);
        long at = from;
        boolean inHole = from == insideHole;
        while (batch.size() == 0 && at < until && wasted < enough) {
            Found found = readOnce(batch, at, Math.min(until, at + capacity));
            if (found == Found.RECORDS) {
                at = batch.end();
                inHole = false;
                continue;
            }
            if (!inHole) {
                batch.countHole();
                inHole = true;
            }
            at = nextCandidate(batch.bytes, at, until);
            batch.skipTo(at);
        }
        insideHole = inHole ? at : -1;
        return at > from ? Found.RECORDS : Found.NOTHING;
    }

    /** The first position whose bytes may still be there. */
    public long oldest() throws IOException {
        return Math.max(0, tail() - capacity);
    }

    /** What the ring says about itself. */
    public RingHeader header() {
        return header;
    }

    /**
     * One copy, one pass. Stops at the first thing that is no whole record; what came before it is in the batch, and
     * the answer is RECORDS then.
     */
    private Found readOnce(RecordBatch batch, long from, long until) throws IOException {
        int length = chunkLength(from, until, batch.bytes.length);
        source.read(RingLayout.HEADER_BYTES + (from & capacity - 1), batch.bytes, 0, length);
        int at = 0;
        while (at + RecordLayout.HEADER_BYTES <= length && !batch.isFull()) {
            long position = from + at;
            long word = LittleEndian.getLong(batch.bytes, at);
            int payload = (int) (word >> 32);
            if ((int) word != RecordLayout.stamp(position, header.salt()) || payload < 0) {
                return at > 0 ? Found.RECORDS : Found.UNFINISHED;
            }
            int size =
                    payload > capacity - RecordLayout.HEADER_BYTES ? Integer.MAX_VALUE : RecordLayout.sizeOf(payload);
            if (size > until - position || size > toRingEnd(position)) {
                return at > 0 ? Found.RECORDS : Found.DAMAGE;
            }
            boolean filler = (LittleEndian.getInt(batch.bytes, at + RecordLayout.META) & 0xff) == RecordLayout.TYPE_PAD;
            if (!filler && payload > longestPayload) {
                return at > 0 ? Found.RECORDS : Found.DAMAGE;
            }
            if (!filler && size > length - at) {
                return at > 0 ? Found.RECORDS : readLarge(batch, from, until, size);
            }
            if (!accept(batch, at, position, word, payload, size)) {
                return at > 0 ? Found.RECORDS : Found.DAMAGE;
            }
            at += size;
        }
        return at > 0 ? Found.RECORDS : Found.UNFINISHED;
    }

    private Found readLarge(RecordBatch batch, long from, long until, int size) throws IOException {
        if (batch.bytes.length >= size) {
            return Found.DAMAGE; // the copy was cut by the end of the ring, and no record reaches over it
        }
        batch.bytes = new byte[RecordLayout.sizeOf(longestPayload)];
        return readOnce(batch, from, until);
    }

    private boolean accept(RecordBatch batch, int at, long position, long word, int payload, int size) {
        byte[] bytes = batch.bytes;
        int meta = LittleEndian.getInt(bytes, at + RecordLayout.META);
        long sequence = LittleEndian.getLong(bytes, at + RecordLayout.SEQUENCE);
        long origin = LittleEndian.getLong(bytes, at + RecordLayout.ORIGIN);
        boolean filler = (meta & 0xff) == RecordLayout.TYPE_PAD;
        int sum = filler ? 0 : sumOf(bytes, at + RecordLayout.HEADER_BYTES, payload);
        int check = LittleEndian.getInt(bytes, at + RecordLayout.META + 4);
        if (check != RecordLayout.check(sum, position, word, meta, sequence, origin)) {
            return false;
        }
        if (filler && sequence == 0) {
            batch.skipTo(position + size);
        } else {
            int length = filler ? 0 : payload;
            batch.add(at + RecordLayout.HEADER_BYTES, length, meta, sum, sequence, origin, position + size);
        }
        return true;
    }

    private int sumOf(byte[] bytes, int offset, int length) {
        crc.reset();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /**
     * Where to look next, after a place at which no whole record is: behind a claim whose length is known, else at the
     * next multiple of the alignment that carries its own position's stamp. Uses the given memory for the search.
     */
    private long nextCandidate(byte[] memory, long position, long until) throws IOException {
        int length = chunkLength(position, until, memory.length);
        wasted += length;
        if (wasted > WASTE_FACTOR * capacity + RingLayout.MAX_PAYLOAD) {
            throw new SpoolException("a ring that is damaged beyond reading");
        }
        source.read(RingLayout.HEADER_BYTES + (position & capacity - 1), memory, 0, length);
        if (length < RecordLayout.HEADER_BYTES) {
            return until;
        }
        long claim = claimedSize(LittleEndian.getLong(memory, 0), position, until);
        if (claim > 0) {
            return position + claim;
        }
        int at = RecordLayout.ALIGNMENT;
        while (at < length && LittleEndian.getInt(memory, at) != RecordLayout.stamp(position + at, header.salt())) {
            at += RecordLayout.ALIGNMENT;
        }
        return Math.min(until, position + at);
    }

    private long claimedSize(long word, long position, long until) {
        int length = (int) (word >> 32);
        if ((int) word != RecordLayout.stamp(position, header.salt()) || length >= 0) {
            return 0;
        }
        long size =
                RecordLayout.HEADER_BYTES + (-(long) length - 1) + RecordLayout.ALIGNMENT - 1 & -RecordLayout.ALIGNMENT;
        return size <= until - position && size <= toRingEnd(position) ? size : 0;
    }

    private int chunkLength(long from, long until, int room) {
        return (int) Math.min(Math.min(until - from, toRingEnd(from)), room);
    }

    private int toRingEnd(long position) {
        return capacity - (int) (position & capacity - 1);
    }
}
