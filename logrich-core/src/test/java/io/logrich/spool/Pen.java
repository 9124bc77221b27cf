package io.logrich.spool;

import java.util.zip.CRC32C;

/** What one thread needs to write to rings: a slot and a checksum. */
final class Pen {
    static final int INFO = 20;
    static final int WARNING = 30;

    final WriterSlot slot;
    private final CRC32C crc = new CRC32C();
    private int prepared;

    Pen(WriterSlots slots) {
        this.slot = slots.add();
    }

    int write(Ring ring, byte[] payload) {
        return write(ring, INFO, payload, payload.length);
    }

    int write(Ring ring, int level, byte[] payload) {
        return write(ring, level, payload, payload.length);
    }

    int write(Ring ring, int level, byte[] payload, int length) {
        return ring.writer().appendEvent(slot, payload, length, level, 0, sum(payload, length));
    }

    /** Computes the checksum of what {@link #writePrepared} will write. */
    void prepare(byte[] payload) {
        prepared = sum(payload, payload.length);
    }

    /** Appends and does nothing else. */
    int writePrepared(Ring ring, byte[] payload) {
        return ring.writer().appendEvent(slot, payload, payload.length, INFO, 0, prepared);
    }

    int relay(Ring ring, int level, byte[] payload, long sequence, long origin) {
        int meta = RecordLayout.meta(RecordLayout.TYPE_EVENT, level, 0);
        int sum = sum(payload, payload.length);
        return ring.writer().appendRelayed(slot, payload, 0, payload.length, meta, sum, sequence, origin);
    }

    int note(Ring ring, byte[] payload) {
        return ring.writer()
                .appendNote(slot, payload, payload.length, RecordLayout.TYPE_EXIT, sum(payload, payload.length));
    }

    /** Claims room for a record and is thrown out before it is written: the payload is shorter than announced. */
    void abandon(Ring ring, int length) {
        byte[] tooShort = new byte[length - 1];
        try {
            ring.writer().appendEvent(slot, tooShort, length, INFO, 0, 0);
        } catch (IndexOutOfBoundsException thrownOut) {
            return;
        }
        throw new AssertionError("the append was not thrown out");
    }

    private int sum(byte[] payload, int length) {
        crc.reset();
        crc.update(payload, 0, length);
        return (int) crc.getValue();
    }
}
