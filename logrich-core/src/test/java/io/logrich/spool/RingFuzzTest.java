package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.spool.RingReader.Found;
import io.logrich.text.LittleEndian;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rings that lie. Reading them ends, in little time, cleanly or with an IOException, and hands out only what carries a
 * valid check.
 */
class RingFuzzTest {
    /** Seconds of CPU that one ring of 64 KiB may cost; honest ones take microseconds. */
    private static final double BOUND = 2;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @TempDir
    Path directory;

    private final RecordBatch batch = new RecordBatch();
    private byte[] image = new byte[0];
    private int refused;
    private int givenUp;
    private int clean;
    private long delivered;
    private double worst;

    @Test
    void two_thousand_hostile_rings() throws Exception {
        fuzz(1, 2_000);
    }

    @Test
    @Tag("chaos")
    void a_hundred_thousand_hostile_rings() throws Exception {
        fuzz(1_000_000, 100_000);
    }

    private void fuzz(long firstSeed, int count) throws Exception {
        HostileRings rings = new HostileRings();
        Path file = Files.createFile(directory.resolve("ring"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long seed = firstSeed; seed < firstSeed + count; seed++) {
                image = rings.make(seed);
                channel.truncate(image.length);
                ByteBuffer bytes = ByteBuffer.wrap(image);
                while (bytes.hasRemaining()) {
                    channel.write(bytes, bytes.position());
                }
                long start = THREADS.getCurrentThreadCpuTime();
                try {
                    read(file);
                } catch (IOException ended) {
                    givenUp++;
                } catch (Throwable wrong) {
                    throw new AssertionError("seed " + seed, wrong);
                }
                double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
                assertThat(seconds).as("seconds of CPU, seed %d", seed).isLessThan(BOUND);
                worst = Math.max(worst, seconds);
            }
        }
        System.out.printf(
                "%d hostile rings: %d refused, %d read to the end, %d given up, %d records, worst %.0f ms of CPU%n",
                count, refused, clean, givenUp, delivered, worst * 1000);
        assertThat(clean).as("rings that could be read at all").isGreaterThan(count / 4);
        assertThat(refused).isGreaterThan(count / 50);
        assertThat(delivered).isGreaterThan(count * 10L);
    }

    /** Everything that a collector, a lane or a dump does with a ring. */
    private void read(Path file) throws IOException {
        RingFile opened;
        try {
            opened = Rings.open(Rings.onlyMine(file));
        } catch (IOException notARing) {
            refused++;
            return;
        }
        try (RingFile ring = opened) {
            RingReader reader = ring.newReader();
            long tail = reader.tail();
            long oldest = reader.oldest();
            assertThat(oldest).isNotNegative().isLessThanOrEqualTo(tail);
            reader.sealed();
            reader.closed();
            reader.sequence();
            reader.dropped(5);
            ring.treeFinished();
            follow(ring.newReader(), 0);
            follow(ring.newReader(), oldest);
            for (Consumer consumer : ring.consumers()) {
                assertThat(consumer.name().length()).isLessThanOrEqualTo(RingLayout.SLOT_NAME_BYTES);
                consumer.events();
                consumer.lost();
                follow(ring.newReader(), consumer.cursor());
                scan(ring.newReader(), consumer.cursor(), tail);
            }
            scan(ring.newReader(), oldest, tail);
            scan(ring.newReader(), 0, tail);
            clean++;
        } catch (SpoolException givenUpOrCut) {
            givenUp++;
        }
    }

    private void follow(RingReader reader, long from) throws IOException {
        int steps = 0;
        long at = from;
        while (reader.read(batch, at) == Found.RECORDS) {
            assertThat(batch.end()).isGreaterThan(at);
            assertThat(++steps).isLessThan(Rings.SMALL / 16);
            at = batch.end();
            verify(reader);
        }
        assertThat(batch.size()).isZero();
    }

    private void scan(RingReader reader, long from, long until) throws IOException {
        int steps = 0;
        long at = from;
        while (reader.scan(batch, at, until) == Found.RECORDS) {
            assertThat(batch.end()).isGreaterThan(at);
            assertThat(++steps).isLessThan(Rings.SMALL / 16);
            at = batch.end();
            verify(reader);
        }
    }

    /** Looks up every record that was handed out in the file's bytes, and computes its check once more. */
    private void verify(RingReader reader) {
        for (int i = 0; i < batch.size(); i++) {
            delivered++;
            boolean valid = false;
            if (batch.type(i) == RecordLayout.TYPE_PAD) {
                for (long size = 32; size <= Rings.SMALL && !valid; size += 32) {
                    valid = isValid(reader, i, batch.end(i) - size);
                }
            } else {
                valid = batch.length(i) <= reader.header().longestPayload()
                        && isValid(reader, i, batch.end(i) - RecordLayout.sizeOf(batch.length(i)));
            }
            assertThat(valid).as("record that ends at %d", batch.end(i)).isTrue();
        }
    }

    private boolean isValid(RingReader reader, int i, long position) {
        int at = Rings.at(reader.header().capacity(), position);
        if (at + RecordLayout.HEADER_BYTES > image.length) {
            return false;
        }
        long word = LittleEndian.getLong(image, at);
        int meta = LittleEndian.getInt(image, at + 8);
        long sequence = LittleEndian.getLong(image, at + 16);
        long origin = LittleEndian.getLong(image, at + 24);
        if (meta != batch.meta(i) || sequence != batch.sequence(i) || origin != batch.origin(i)) {
            return false;
        }
        CRC32C crc = new CRC32C();
        if (batch.type(i) != RecordLayout.TYPE_PAD) {
            crc.update(image, at + 32, batch.length(i));
        }
        int check = RecordLayout.check((int) crc.getValue(), position, word, meta, sequence, origin);
        return (int) word == RecordLayout.stamp(position, reader.header().salt())
                && LittleEndian.getInt(image, at + 12) == check;
    }
}
