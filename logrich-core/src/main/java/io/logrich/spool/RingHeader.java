package io.logrich.spool;

import io.logrich.text.LittleEndian;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What a ring says about itself: written once, before the ring is published, and read once by each reader, into private
 * memory. Immutable.
 *
 * @param capacity bytes of records
 * @param salt random, part of every record's stamp
 * @param runId the run of the process that writes it
 * @param origin where and when that process runs, hints for people
 * @param role {@link #ROLE_RING} or {@link #ROLE_LOG}
 * @param epoch the collector epoch in which it was created
 * @param attributes what else is known of the process, JSON, at most 1,024 bytes
 */
public record RingHeader(
        int capacity, int salt, UUID runId, ProcessOrigin origin, int role, int epoch, String attributes) {
    /** The ring of one process. */
    public static final int ROLE_RING = 0;
    /** The log of a tree, into which a collector relays. */
    public static final int ROLE_LOG = 1;

    public RingHeader {
        RingLayout.checkedCapacity(capacity);
        if (attributes.getBytes(StandardCharsets.UTF_8).length > RingLayout.MAX_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    "a ring's attributes must have at most " + RingLayout.MAX_ATTRIBUTES + " bytes");
        }
    }

    /** The longest payload of a record in this ring. */
    public int longestPayload() {
        return RingLayout.longestPayload(capacity);
    }

    /** Writes everything, the magic last. */
    void writeTo(RingMemory memory) {
        byte[] page = new byte[RingLayout.HEADER_BYTES];
        LittleEndian.putLong(page, RingLayout.CAPACITY, capacity);
        LittleEndian.putInt(page, RingLayout.SALT, salt);
        LittleEndian.putInt(page, RingLayout.MINOR_VERSION, RingLayout.MINOR);
        LittleEndian.putLong(page, RingLayout.RUN_ID, runId.getMostSignificantBits());
        LittleEndian.putLong(page, RingLayout.RUN_ID + 8, runId.getLeastSignificantBits());
        LittleEndian.putLong(page, RingLayout.PID, origin.pid());
        LittleEndian.putLong(page, RingLayout.PROCESS_START, origin.startMillis());
        LittleEndian.putLong(page, RingLayout.BOOT_ID, origin.bootId().getMostSignificantBits());
        LittleEndian.putLong(page, RingLayout.BOOT_ID + 8, origin.bootId().getLeastSignificantBits());
        LittleEndian.putLong(page, RingLayout.PID_NAMESPACE, origin.pidNamespace());
        LittleEndian.putLong(page, RingLayout.WALL_MICROS, origin.wallMicros());
        LittleEndian.putLong(page, RingLayout.NANO_TIME, origin.nanoTime());
        LittleEndian.putInt(page, RingLayout.ROLE, role);
        LittleEndian.putInt(page, RingLayout.EPOCH, epoch);
        LittleEndian.putInt(page, RingLayout.LONGEST_PAYLOAD, longestPayload());
        byte[] text = attributes.getBytes(StandardCharsets.UTF_8);
        LittleEndian.putInt(page, RingLayout.ATTRIBUTES_LENGTH, text.length);
        System.arraycopy(text, 0, page, RingLayout.ATTRIBUTES, text.length);
        LittleEndian.putInt(page, RingLayout.HEADER_CRC, crcOf(page, text.length));
        memory.put(RingLayout.CAPACITY, page, RingLayout.CAPACITY, RingLayout.HEADER_BYTES - RingLayout.CAPACITY);
        memory.putRelease(RingLayout.MAGIC, RingLayout.MAGIC_WORD);
    }

    /**
     * Reads and checks a header.
     *
     * @throws SpoolException if it is no ring, damaged, of another major version or in need of what we do not know
     */
    static RingHeader read(RingSource source) throws IOException {
        byte[] page = new byte[RingLayout.HEADER_BYTES];
        source.read(0, page, 0, page.length);
        long magic = LittleEndian.getLong(page, RingLayout.MAGIC);
        if ((magic & RingLayout.MAGIC_MASK) != (RingLayout.MAGIC_WORD & RingLayout.MAGIC_MASK)) {
            throw new SpoolException("not a ring: no magic");
        }
        int major = (int) (magic >>> 48);
        if (major != RingLayout.MAJOR) {
            throw new SpoolException("a ring of major version " + major + ", this program reads " + RingLayout.MAJOR);
        }
        int textLength = LittleEndian.getInt(page, RingLayout.ATTRIBUTES_LENGTH);
        if (textLength < 0
                || textLength > RingLayout.MAX_ATTRIBUTES
                || LittleEndian.getInt(page, RingLayout.HEADER_CRC) != crcOf(page, textLength)) {
            throw new SpoolException("a ring with a damaged header");
        }
        int required = LittleEndian.getInt(page, RingLayout.REQUIRED);
        if (required != 0) {
            throw new SpoolException(
                    "a ring that requires features this program does not know: 0x" + Integer.toHexString(required));
        }
        try {
            return parse(page, textLength);
        } catch (IllegalArgumentException impossible) {
            throw new SpoolException("a ring with an impossible header: " + impossible.getMessage(), impossible);
        }
    }

    private static RingHeader parse(byte[] page, int textLength) {
        ProcessOrigin origin = new ProcessOrigin(
                LittleEndian.getLong(page, RingLayout.PID),
                LittleEndian.getLong(page, RingLayout.PROCESS_START),
                uuid(page, RingLayout.BOOT_ID),
                LittleEndian.getLong(page, RingLayout.PID_NAMESPACE),
                LittleEndian.getLong(page, RingLayout.WALL_MICROS),
                LittleEndian.getLong(page, RingLayout.NANO_TIME));
        return new RingHeader(
                RingLayout.checkedCapacity(LittleEndian.getLong(page, RingLayout.CAPACITY)),
                LittleEndian.getInt(page, RingLayout.SALT),
                uuid(page, RingLayout.RUN_ID),
                origin,
                LittleEndian.getInt(page, RingLayout.ROLE),
                LittleEndian.getInt(page, RingLayout.EPOCH),
                new String(page, RingLayout.ATTRIBUTES, textLength, StandardCharsets.UTF_8));
    }

    private static int crcOf(byte[] page, int textLength) {
        CRC32C crc = new CRC32C();
        crc.update(page, RingLayout.CAPACITY, RingLayout.HEADER_CRC - RingLayout.CAPACITY);
        crc.update(page, RingLayout.ATTRIBUTES, textLength);
        return (int) crc.getValue();
    }

    private static UUID uuid(byte[] page, int at) {
        return new UUID(LittleEndian.getLong(page, at), LittleEndian.getLong(page, at + 8));
    }
}
