package io.logrich.bench.stress;

import io.logrich.spool.ProcessOrigin;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.Ring;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingLayout;
import io.logrich.spool.RingReader;
import io.logrich.spool.RingWriter;
import io.logrich.spool.WriterSlot;
import io.logrich.spool.WriterSlots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;

/**
 * A ring for one run of a test, with two writers and a reader. Desks are used again and again, lap after lap: what lies
 * there from before is what a torn read would show.
 */
final class Desk {
    /** What {@link #read} answers for a record that is not what was written. */
    static final int TORN = -1;

    private static final ConcurrentLinkedQueue<Desk> FREE = new ConcurrentLinkedQueue<>();
    private static final ProcessOrigin ORIGIN = ProcessOrigin.ofThisProcess();
    private static final ThreadLocal<RecordBatch> BATCHES = ThreadLocal.withInitial(RecordBatch::new);
    private static final int LENGTH = 48;

    final Ring ring;
    final WriterSlots slots = new WriterSlots();
    final WriterSlot first = slots.add();
    final WriterSlot second = slots.add();
    private final byte[] firstPayload = new byte[LENGTH];
    private final byte[] secondPayload = new byte[LENGTH];
    private byte value;

    /** Where the ring ended when this run began. */
    long start;

    /** The last number that was given before this run. */
    long numbered;

    private Desk() {
        RingHeader header =
                new RingHeader(RingLayout.MIN_CAPACITY, 0x5eed, new UUID(1, 2), ORIGIN, RingHeader.ROLE_RING, 0, "{}");
        ring = Ring.anonymous(header, slots, RingWriter.UNBOUNDED);
    }

    static Desk take() {
        Desk free = FREE.poll();
        Desk desk = free == null ? new Desk() : free;
        desk.start = desk.ring.writer().tail();
        desk.numbered = desk.ring.writer().sequence();
        desk.value++;
        java.util.Arrays.fill(desk.firstPayload, desk.value);
        java.util.Arrays.fill(desk.secondPayload, (byte) ~desk.value);
        return desk;
    }

    void giveBack() {
        FREE.add(this);
    }

    int appendFirst() {
        return append(first, firstPayload);
    }

    int appendSecond() {
        return append(second, secondPayload);
    }

    private int append(WriterSlot slot, byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload, 0, LENGTH);
        return ring.writer().appendEvent(slot, payload, LENGTH, 20, 0, (int) crc.getValue());
    }

    /** How many records of this run a reader finds now, or {@link #TORN}. */
    int read() {
        RecordBatch batch = BATCHES.get();
        RingReader reader = ring.newReader();
        int records = 0;
        try {
            for (long at = start; reader.read(batch, at) == RingReader.Found.RECORDS; at = batch.end()) {
                for (int i = 0; i < batch.size(); i++) {
                    if (batch.isEvent(i) && !isWhole(batch, i)) {
                        return TORN;
                    }
                    records++;
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return records;
    }

    /** The number of the record at that place of this run, counted from 1 within the run; 0 if there is none. */
    int number(int place) {
        RecordBatch batch = BATCHES.get();
        int seen = 0;
        try {
            RingReader reader = ring.newReader();
            for (long at = start; reader.read(batch, at) == RingReader.Found.RECORDS; at = batch.end()) {
                for (int i = 0; i < batch.size(); i++) {
                    if (++seen == place) {
                        return (int) (batch.sequence(i) - numbered);
                    }
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return 0;
    }

    private boolean isWhole(RecordBatch batch, int i) {
        byte[] bytes = batch.bytes();
        byte found = bytes[batch.offset(i)];
        boolean known = found == value || found == (byte) ~value;
        for (int at = 0; at < LENGTH; at++) {
            known &= bytes[batch.offset(i) + at] == found;
        }
        return known && batch.length(i) == LENGTH;
    }
}
