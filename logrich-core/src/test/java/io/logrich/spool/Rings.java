package io.logrich.spool;

import io.logrich.text.LittleEndian;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Rings for tests: always the same salt, run and origin, so that their bytes are always the same. */
final class Rings {
    static final int SMALL = RingLayout.MIN_CAPACITY;
    static final int SALT = 0x5eed5a17;
    static final UUID RUN = new UUID(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
    static final ProcessOrigin ORIGIN = new ProcessOrigin(
            4711,
            1_700_000_000_000L,
            new UUID(0x1112131415161718L, 0x191a1b1c1d1e1f20L),
            4026531836L,
            1_700_000_000_123_456L,
            987_654_321L);

    private Rings() {}

    static RingHeader header(int capacity) {
        return new RingHeader(capacity, SALT, RUN, ORIGIN, RingHeader.ROLE_RING, 0, "{\"name\":\"test\"}");
    }

    static Ring anonymous(int capacity) {
        return anonymous(capacity, new WriterSlots());
    }

    static Ring anonymous(int capacity, WriterSlots slots) {
        return Ring.anonymous(header(capacity), slots, RingWriter.UNBOUNDED);
    }

    static Ring file(Path file, int capacity) throws IOException {
        return RingFile.create(file, header(capacity), new WriterSlots(), RingWriter.UNBOUNDED);
    }

    /** Closes a file, made by other means than ours, to everybody else. */
    static Path onlyMine(Path file) throws IOException {
        return Files.setPosixFilePermissions(
                file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    /** Opens a ring that the user of this test has made. */
    static RingFile open(Path file) throws IOException {
        return RingFile.open(file, owner(file));
    }

    static String owner(Path file) {
        try {
            return String.valueOf(Files.getAttribute(file.toAbsolutePath().getParent(), "unix:uid"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads from a position on until nothing more is found. */
    static List<Seen> read(RingReader reader, long from) throws IOException {
        List<Seen> records = new ArrayList<>();
        RecordBatch batch = new RecordBatch();
        for (long at = from; reader.read(batch, at) == RingReader.Found.RECORDS; at = batch.end()) {
            addAll(records, batch);
        }
        return records;
    }

    /** Scans between two positions; holes are left out. */
    static List<Seen> scan(RingReader reader, long from, long until) throws IOException {
        List<Seen> records = new ArrayList<>();
        RecordBatch batch = new RecordBatch();
        for (long at = from; reader.scan(batch, at, until) == RingReader.Found.RECORDS; at = batch.end()) {
            addAll(records, batch);
        }
        return records;
    }

    static void addAll(List<Seen> records, RecordBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            records.add(Seen.of(batch, i));
        }
    }

    /** A ring in memory that the test can get at. */
    static Ring over(RingMemory memory, WriterSlots slots) {
        return Ring.over(memory, header(memory.capacity()), slots, RingWriter.UNBOUNDED);
    }

    /** Where a position lies in a ring's bytes. */
    static int at(int capacity, long position) {
        return RingLayout.HEADER_BYTES + (int) (position & capacity - 1);
    }

    /** The bytes of a ring, header page and records. */
    static byte[] image(RingMemory memory) {
        byte[] bytes = new byte[RingLayout.HEADER_BYTES + memory.capacity()];
        memory.get(0, bytes, 0, bytes.length);
        return bytes;
    }

    /** A source over bytes that nobody else changes. */
    static RingSource source(byte[] image) {
        return new RingSource() {
            @Override
            public void read(long at, byte[] target, int offset, int length) throws IOException {
                if (at < 0 || at + length > image.length) {
                    throw new SpoolException("a ring that has been cut short");
                }
                System.arraycopy(image, (int) at, target, offset, length);
            }

            @Override
            public long readWord(long at) {
                return LittleEndian.getLong(image, (int) at);
            }

            @Override
            public void writeWord(long at, long value) {
                LittleEndian.putLong(image, (int) at, value);
            }

            @Override
            public void write(long at, byte[] source, int offset, int length) {
                System.arraycopy(source, offset, image, (int) at, length);
            }
        };
    }
}
