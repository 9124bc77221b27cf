package io.logrich.dump;

import io.logrich.render.SampleEvent;
import io.logrich.spool.ProcessOrigin;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.Ring;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingReader;
import io.logrich.spool.RingWriter;
import io.logrich.spool.WriterSlot;
import io.logrich.spool.WriterSlots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/** A ring of the smallest size with events in it, for tests. */
final class SampleRing {
    static final int CAPACITY = 64 * 1024;

    private final Ring ring;
    private final WriterSlot slot;
    private final UUID run;

    private SampleRing(Ring ring, WriterSlots slots, UUID run) {
        this.ring = ring;
        this.slot = slots.add();
        this.run = run;
    }

    /** A ring in memory; its process's run is made of the number. */
    static SampleRing inMemory(int number) {
        WriterSlots slots = new WriterSlots();
        UUID run = new UUID(7, number);
        return new SampleRing(Ring.anonymous(header(run), slots, RingWriter.UNBOUNDED), slots, run);
    }

    static SampleRing inFile(Path file, int number) throws IOException {
        WriterSlots slots = new WriterSlots();
        UUID run = new UUID(7, number);
        return new SampleRing(
                io.logrich.spool.RingFile.create(file, header(run), slots, RingWriter.UNBOUNDED), slots, run);
    }

    /** Its next event gets that number. */
    SampleRing from(long sequence) {
        ring.writer().continueSequence(sequence - 1);
        return this;
    }

    /** Logs the events, which belong to this ring's run then. */
    SampleRing log(SampleEvent... events) {
        for (SampleEvent event : events) {
            append(event.run(run).bytes(), event.level().number());
        }
        return this;
    }

    /** Writes a record of type event with any payload. */
    SampleRing append(byte[] payload, int level) {
        if (ring.writer().appendEvent(slot, payload, payload.length, level, 0, crcOf(payload)) != RingWriter.APPENDED) {
            throw new AssertionError("no room");
        }
        return this;
    }

    /** Takes over everything that the other ring holds, as a relay does. */
    SampleRing relay(SampleRing other) throws IOException {
        RingReader reader = other.reader();
        RecordBatch batch = new RecordBatch();
        long at = reader.oldest();
        while (reader.read(batch, at) == RingReader.Found.RECORDS) {
            for (int i = 0; i < batch.size(); i++) {
                ring.writer()
                        .appendRelayed(
                                slot,
                                batch.bytes(),
                                batch.offset(i),
                                batch.length(i),
                                batch.meta(i),
                                batch.crc(i),
                                batch.sequence(i),
                                batch.end(i));
            }
            at = batch.end();
        }
        return this;
    }

    RingReader reader() {
        return ring.newReader();
    }

    UUID run() {
        return run;
    }

    private static RingHeader header(UUID run) {
        return new RingHeader(CAPACITY, 4711, run, ProcessOrigin.ofThisProcess(), RingHeader.ROLE_RING, 0, "{}");
    }

    private static int crcOf(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload, 0, payload.length);
        return (int) crc.getValue();
    }
}
