package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.text.LittleEndian;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rings that change, shrink or waste time while they are read. */
@Timeout(240)
class RestlessRingTest {
    @TempDir
    Path directory;

    private final WriterSlots slots = new WriterSlots();
    private final Pen pen = new Pen(slots);
    private final RecordBatch batch = new RecordBatch();

    @Test
    void a_ring_that_is_cut_short_while_it_is_read_is_an_error_and_no_more() throws IOException {
        Path file = directory.resolve("ring");
        write(Rings.file(file, Rings.SMALL), 2000);
        for (long size : new long[] {4096 + Rings.SMALL - 1, 40_000, 4097, 4096, 4095, 200, 128, 1, 0}) {
            try (RingFile ring = Rings.open(file);
                    RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                RingReader reader = ring.newReader();
                long tail = reader.tail();
                byte[] whole = java.nio.file.Files.readAllBytes(file);
                cut.setLength(size);
                assertThatThrownBy(() -> Rings.scan(reader, tail - Rings.SMALL, tail))
                        .as("cut to %d bytes", size)
                        .isInstanceOf(SpoolException.class)
                        .hasMessageContaining("cut short");
                if (size <= 128) {
                    assertThatThrownBy(reader::tail).isInstanceOf(SpoolException.class);
                }
                cut.seek(0);
                cut.write(whole);
            }
        }
    }

    /** Somebody rewrites every word of the file at random, header included, while it is opened and read. */
    @Test
    void a_ring_that_rewrites_itself_yields_honest_records_or_an_error() throws Exception {
        Path file = directory.resolve("ring");
        write(Rings.file(file, Rings.SMALL), 2000);
        byte[] honest = java.nio.file.Files.readAllBytes(file);
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<Void> vandal = new FutureTask<>(() -> {
            vandalise(file, honest, done);
            return null;
        });
        new Thread(vandal).start();
        int opened = 0;
        long records = 0;
        try {
            for (int round = 0; round < 3000; round++) {
                try (RingFile ring = Rings.open(file)) {
                    opened++;
                    records += readOnce(ring);
                } catch (IOException refused) {
                    assertThat(refused).isInstanceOf(SpoolException.class);
                }
            }
        } finally {
            done.set(true);
        }
        vandal.get();
        assertThat(opened).isPositive();
        assertThat(records).isPositive();
    }

    /** Each place carries its own stamp and promises a long record; none is whole. */
    @Test
    void a_ring_full_of_promises_is_given_up_in_bounded_time() throws IOException {
        for (int length : new int[] {0, 20_000, RingLayout.longestPayload(8 << 20), -2, -100_000}) {
            RingMemory memory = RingMemory.anonymous(8 << 20);
            Ring ring = Rings.over(memory, slots);
            long from = 3L << 23;
            memory.put(RingLayout.TAIL, from + (8 << 20));
            for (long position = from; position < from + (8 << 20); position += 32) {
                memory.put(
                        Rings.at(8 << 20, position),
                        RecordLayout.committed(RecordLayout.stamp(position, Rings.SALT), length));
            }
            double seconds = secondsOfScan(ring.newReader(), from, from + (8 << 20));
            System.out.printf("8 MiB of promised lengths %d: %.0f ms of CPU%n", length, seconds * 1000);
            assertThat(seconds).isLessThan(5);
        }
    }

    @Test
    @Tag("chaos")
    void the_largest_ring_with_nothing_in_it_is_given_up_in_bounded_time() throws IOException {
        Path file = directory.resolve("ring");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            RingMemory memory = RingMemory.anonymous(Rings.SMALL);
            Rings.header(Rings.SMALL).writeTo(memory);
            byte[] page = java.util.Arrays.copyOf(Rings.image(memory), RingLayout.HEADER_BYTES);
            LittleEndian.putLong(page, RingLayout.CAPACITY, RingLayout.MAX_CAPACITY);
            LittleEndian.putLong(page, RingLayout.TAIL, 77L << 30);
            java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
            crc.update(page, 8, 112);
            crc.update(page, RingLayout.ATTRIBUTES, LittleEndian.getInt(page, RingLayout.ATTRIBUTES_LENGTH));
            LittleEndian.putInt(page, RingLayout.HEADER_CRC, (int) crc.getValue());
            sparse.write(page);
            sparse.setLength(RingLayout.HEADER_BYTES + (long) RingLayout.MAX_CAPACITY);
        }
        Rings.onlyMine(file);
        try (RingFile ring = Rings.open(file)) {
            double seconds = secondsOfScan(ring.newReader(), 0, 77L << 30);
            System.out.printf("1 GiB of nothing: %.1f s of CPU%n", seconds);
            assertThat(seconds).isLessThan(60);
        }
    }

    private double secondsOfScan(RingReader reader, long from, long until) throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        try {
            long at = from;
            while (reader.read(batch, at) == RingReader.Found.RECORDS) {
                at = batch.end();
            }
            while (reader.scan(batch, at, until) == RingReader.Found.RECORDS) {
                assertThat(batch.size()).as("records out of nothing").isZero();
                at = batch.end();
            }
        } catch (SpoolException givenUp) {
            assertThat(givenUp).hasMessageContaining("damaged beyond reading");
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e9;
    }

    private long readOnce(RingFile ring) throws IOException {
        RingReader reader = ring.newReader();
        long tail = reader.tail();
        long records = verify(Rings.read(reader, reader.oldest()));
        for (Consumer consumer : ring.consumers()) {
            records += verify(Rings.read(reader, consumer.cursor()));
        }
        return records + verify(Rings.scan(reader, Math.max(0, tail - Rings.SMALL), tail));
    }

    private static long verify(java.util.List<Seen> records) {
        for (Seen record : records) {
            assertThat(Payloads.isWhole(record.payload(), 0, record.payload().length))
                    .isTrue();
        }
        return records.size();
    }

    private static void vandalise(Path file, byte[] honest, AtomicBoolean done) throws IOException {
        Random random = new Random(5);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            while (!done.get()) {
                int hot = random.nextInt(4);
                int at = 8 * random.nextInt(honest.length / 8);
                at = hot == 0 ? RingLayout.TAIL : hot == 1 ? 8 * random.nextInt(16) : at;
                out.seek(at);
                out.writeLong(random.nextInt(6) == 0 ? random.nextInt(100_000) : random.nextLong());
                if (random.nextInt(3) > 0) {
                    out.seek(0);
                    out.write(honest);
                }
            }
        }
    }

    private void write(Ring ring, int count) {
        for (int i = 0; i < count; i++) {
            pen.write(ring, Payloads.of(1, i, Payloads.lengthFor(i, 300)));
        }
    }
}
