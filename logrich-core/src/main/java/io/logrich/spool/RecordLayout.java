package io.logrich.spool;

/**
 * The bytes of a record. A record starts at a multiple of 32 and takes a multiple of 32 bytes; its position is the number
 * of bytes claimed before it since the ring was created, its place in the file {@code position mod capacity}.
 *
 * <pre>
 *  offset size  field
 *       0    4  stamp: lower 32 bits of position / 32, XOR salt
 *       4    4  length of the payload, n; while the record is being written: -n - 1
 *       8    1  type        9    1  level number        10    2  flags
 *      12    4  check: CRC32C of the payload, XOR the fold of this header
 *      16    8  sequence
 *      24    8  origin: end of the record in the ring it was relayed from; 0 if it was not relayed
 *      32    n  payload
 * </pre>
 *
 * The first eight bytes are written twice, each time as one store with release order: first with the negative length
 * (claimed), then, after everything else, with the length itself (committed). That second store is the moment in which
 * the record begins to exist.
 */
public final class RecordLayout {
    public static final int HEADER_BYTES = 32;

    /** Records start at multiples of this. */
    public static final int ALIGNMENT = 32;

    /** Filler, at the end of the ring or in place of a claim that was given up; its payload is not covered by the check. */
    public static final int TYPE_PAD = 1;
    /** An event, {@code docs/spool-format.md} section "Event". */
    public static final int TYPE_EVENT = 2;
    /** What a process knows about the end of a child it started: pid, start, exit code. */
    public static final int TYPE_EXIT = 3;

    /** The record was relayed from another ring. */
    public static final int FLAG_RELAYED = 1;
    /** The event was shortened to fit. */
    public static final int FLAG_SHORTENED = 2;
    /** The event is a line that a foreign program wrote. */
    public static final int FLAG_CAPTURED = 4;
    /** The event was written by the collector about the tree itself: an obituary, a loss. */
    public static final int FLAG_TREE = 8;

    /** The event comes from inside a sink, or from what a sink uses: no sink but the console gets it. */
    public static final int FLAG_CONSOLE = 16;

    /** The event is below what the sinks want, but a rule about its logger wants it: the sinks with the lowest level get it. */
    public static final int FLAG_RULE = 32;

    static final int WORD = 0;
    static final int META = 8;
    static final int SEQUENCE = 16;
    static final int ORIGIN = 24;

    private RecordLayout() {}

    /** How many bytes of the ring a record with that payload takes. */
    static int sizeOf(int payload) {
        return HEADER_BYTES + payload + ALIGNMENT - 1 & -ALIGNMENT;
    }

    static int stamp(long position, int salt) {
        return (int) (position >>> 5) ^ salt;
    }

    static long committed(int stamp, int length) {
        return stamp & 0xffffffffL | (long) length << 32;
    }

    static long claimed(int stamp, int length) {
        return committed(stamp, -length - 1);
    }

    /** Type, level and flags, as they stand in the lower half of the word at {@link #META}. */
    static int meta(int type, int level, int flags) {
        return type & 0xff | (level & 0xff) << 8 | flags << 16;
    }

    /**
     * The check of a record. The header is bound in by a multiplicative hash with the finaliser of SplitMix64 (Steele,
     * Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014), so that the checksum of the payload can
     * be computed before the position is known and need not be computed again when a record is relayed.
     */
    static int check(int payloadCrc, long position, long word, int meta, long sequence, long origin) {
        long hash = position * 0x9E3779B97F4A7C15L
                ^ Long.rotateLeft(word * 0xC2B2AE3D27D4EB4FL, 21)
                ^ (meta & 0xffffffffL) * 0x165667B19E3779F9L
                ^ Long.rotateLeft(sequence * 0xD6E8FEB86659FD93L, 42)
                ^ origin * 0xA0761D6478BD642FL;
        hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
        hash ^= hash >>> 31;
        return payloadCrc ^ (int) (hash ^ hash >>> 32);
    }
}
