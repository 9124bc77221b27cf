package io.logrich.spool;

/**
 * The bytes of a ring file: a header page, then {@code capacity} bytes of records. Little-endian. The normative
 * description is {@code docs/spool-format.md}; whoever changes a number here changes it there.
 *
 * <pre>
 *  offset size  field                                                        written by
 *       0    8  magic "LRING", 0, major version (u16); stored last           the process, once
 *       8    8  capacity in bytes, a power of two                            the process, once
 *      16    4  salt, random                                                 the process, once
 *      20    4  minor version                                                the process, once
 *      24    4  required feature bits (unknown: refuse)                      the process, once
 *      28    4  optional feature bits (unknown: ignore)                      the process, once
 *      32   16  run id                                                       the process, once
 *      48    8  pid, in the process's own namespace                          the process, once
 *      56    8  start of the process, ms since 1970                          the process, once
 *      64   16  boot id                                                      the process, once
 *      80    8  pid namespace                                                the process, once
 *      88    8  wall clock, us since 1970                                    the process, once
 *      96    8  monotonic clock at the same moment, ns                       the process, once
 *     104    4  role: 0 ring of a process, 1 log of a tree                   the process, once
 *     108    4  collector epoch in which it was created                      the process, once
 *     112    4  longest payload of a record                                  the process, once
 *     116    4  length of the attributes                                     the process, once
 *     120    4  CRC32C of bytes 8 to 119 and of the attributes               the process, once
 *     128    8  tail: end of what has been claimed; top bit: sealed          the process, CAS
 *     256    8  sequence: the last number given to an event                  the process, add
 *     384    8  close mark: 0 open, 1 closed in order                        the process
 *     512   48  events dropped, by level                                     the process
 *     576    8  position up to which every lane of the tree has finished     the collector
 *     584    8  events of this ring that every lane has finished             the collector
 *     592    8  void sequences that the relay has passed                     the collector
 *    1024 2048  consumers, 16 slots of 128 bytes; slot 0 is the relay        each consumer its own
 *    3072 1024  attributes, JSON                                             the process, once
 *    4096  ...  records
 * </pre>
 *
 * A consumer's slot:
 *
 * <pre>
 *       0    8  cursor: position up to which this consumer has finished
 *       8    8  own sequences behind the cursor (delivered, lost, below its level or void)
 *      16    8  events delivered
 *      24   48  events lost, by level
 *      72    4  0 free, 1 in use, 3 in use and writers do not wait for it
 *      76    4  length of the name
 *      80   48  name, UTF-8
 * </pre>
 */
public final class RingLayout {
    public static final int HEADER_BYTES = 4096;
    public static final int MIN_CAPACITY = 64 * 1024;
    public static final int MAX_CAPACITY = 1 << 30;

    /** No record's payload is longer than this, whatever the capacity. */
    public static final int MAX_PAYLOAD = 1 << 20;

    public static final int MAJOR = 1;
    public static final int MINOR = 0;

    static final int MAGIC = 0;
    static final long MAGIC_WORD = 0x474e49524cL | (long) MAJOR << 48;
    static final long MAGIC_MASK = 0x0000ffffffffffffL;
    static final int CAPACITY = 8;
    static final int SALT = 16;
    static final int MINOR_VERSION = 20;
    static final int REQUIRED = 24;
    static final int OPTIONAL = 28;
    static final int RUN_ID = 32;
    static final int PID = 48;
    static final int PROCESS_START = 56;
    static final int BOOT_ID = 64;
    static final int PID_NAMESPACE = 80;
    static final int WALL_MICROS = 88;
    static final int NANO_TIME = 96;
    static final int ROLE = 104;
    static final int EPOCH = 108;
    static final int LONGEST_PAYLOAD = 112;
    static final int ATTRIBUTES_LENGTH = 116;
    static final int HEADER_CRC = 120;
    static final int TAIL = 128;
    static final int SEQUENCE = 256;
    static final int CLOSE_MARK = 384;
    static final int DROPPED = 512;
    static final int TREE_FINISHED = 576;
    static final int TREE_FINISHED_EVENTS = 584;
    static final int VOIDED = 592;
    static final int CONSUMERS = 1024;
    static final int CONSUMER_BYTES = 128;
    static final int ATTRIBUTES = 3072;
    static final int MAX_ATTRIBUTES = 1024;

    /** How many consumers a ring has room for, the relay included. */
    public static final int MAX_CONSUMERS = 16;

    /** The consumer that carries the records of a ring to the tree's log. */
    public static final int RELAY_SLOT = 0;

    static final int SLOT_CURSOR = 0;
    static final int SLOT_EVENTS = 8;
    static final int SLOT_DELIVERED = 16;
    static final int SLOT_LOST = 24;
    static final int SLOT_STATE = 72;
    static final int SLOT_NAME_LENGTH = 76;
    static final int SLOT_NAME = 80;
    static final int SLOT_NAME_BYTES = 48;

    static final int IN_USE = 1;
    static final int NOT_WAITED_FOR = 2;

    static final long SEALED = Long.MIN_VALUE;

    private RingLayout() {}

    static int slotAt(int slot) {
        return CONSUMERS + slot * CONSUMER_BYTES;
    }

    /** The longest payload in a ring of that capacity. */
    static int longestPayload(int capacity) {
        return Math.min(MAX_PAYLOAD, capacity / 8 - RecordLayout.HEADER_BYTES);
    }

    /**
     * Checks a capacity.
     *
     * @throws IllegalArgumentException if it is no power of two within bounds
     */
    public static int checkedCapacity(long capacity) {
        if (capacity < MIN_CAPACITY || capacity > MAX_CAPACITY || Long.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("a ring's capacity must be a power of two from " + MIN_CAPACITY + " to "
                    + MAX_CAPACITY + ", was " + capacity);
        }
        return (int) capacity;
    }
}
