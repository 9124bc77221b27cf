package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Four writers and a reader at full speed, a million records, each checked byte by byte. */
@Timeout(300)
class RingConcurrencyTest {
    private static final int WRITERS = 4;
    private static final int RECORDS = Integer.getInteger("logrich.test.records", 1_000_000);
    private static final int BELOW = 160;

    @TempDir
    Path directory;

    private final WriterSlots slots = new WriterSlots();
    private final AtomicBoolean stop = new AtomicBoolean();

    @Test
    void in_memory_everything_arrives_whole_and_in_order() throws Exception {
        Ring ring = Rings.anonymous(Rings.SMALL, slots);

        everythingArrives(ring, ring.newReader(), ring.addConsumer("reader", 0, 0));
    }

    @Test
    void through_the_mapping_of_a_file_too() throws Exception {
        Ring ring = file(1 << 20);

        everythingArrives(ring, ring.newReader(), ring.addConsumer("reader", 0, 0));
    }

    /** As another process reads: by copies from the file, which may be torn. */
    @Test
    void and_through_positional_reads_of_the_file() throws Exception {
        Ring ring = file(Rings.SMALL);
        try (RingFile other = Rings.open(directory.resolve("ring"))) {
            everythingArrives(ring, other.newReader(), other.addConsumer("reader", 0, 0));
        }
    }

    @Test
    void a_reader_that_nobody_waits_for_misses_records_but_sees_none_that_is_not_whole() throws Exception {
        Ring ring = file(Rings.SMALL);
        try (RingFile other = Rings.open(directory.resolve("ring"))) {
            List<FutureTask<long[]>> writers = start(ring);
            RingReader reader = other.newReader();
            RecordBatch batch = new RecordBatch();
            long seen = 0;
            long lapped = 0;
            long position = 0;
            while (seen < RECORDS / 2) {
                RingReader.Found found = reader.read(batch, position);
                for (int i = 0; i < batch.size(); i++) {
                    if (batch.isEvent(i)) {
                        assertThat(isWhole(batch, i))
                                .as("record %d", batch.sequence(i))
                                .isTrue();
                        seen++;
                    }
                }
                position = batch.end();
                if (found != RingReader.Found.RECORDS && position < reader.oldest()) {
                    lapped++;
                    position = reader.tail(); // the next place that is the start of a record for sure
                }
            }
            finish(writers);
            assertThat(lapped).isPositive();
        }
    }

    private void everythingArrives(Ring ring, RingReader reader, Consumer consumer) throws Exception {
        List<FutureTask<long[]>> writers = start(ring);
        RecordBatch batch = new RecordBatch();
        long[] numbers = new long[WRITERS];
        long position = 0;
        long sequence = 0;
        long seen = 0;
        java.util.BitSet early = new java.util.BitSet();
        boolean running = true;
        while (running || position < ring.writer().tail()) {
            if (seen >= RECORDS) {
                stop.set(true);
                running = writers.stream().anyMatch(writer -> !writer.isDone());
            }
            RingReader.Found found = reader.read(batch, position);
            assertThat(found).isNotEqualTo(RingReader.Found.DAMAGE);
            for (int i = 0; i < batch.size(); i++) {
                if (!isWhole(batch, i)) {
                    stop.set(true);
                    assertThat(Seen.of(batch, i)).as("not whole").isNull();
                }
                int writer = Payloads.writerOf(batch.bytes(), batch.offset(i));
                long number = Payloads.numberOf(batch.bytes(), batch.offset(i));
                if (number != ++numbers[writer]) {
                    stop.set(true);
                    assertThat(number).as("order of writer %d", writer).isEqualTo(numbers[writer]);
                }
                early.set((int) batch.sequence(i));
            }
            seen += batch.size();
            sequence = early.nextClearBit((int) sequence + 1) - 1;
            position = batch.end();
            consumer.publish(position, seen, seen);
        }
        long[] written = finish(writers);
        assertThat(numbers).as("everything that was accepted was read").isEqualTo(written);
        assertThat(sequence)
                .as("no number is missing")
                .isEqualTo(seen)
                .isEqualTo(ring.writer().sequence());
    }

    private static boolean isWhole(RecordBatch batch, int i) {
        int length = batch.length(i);
        return Payloads.isWhole(batch.bytes(), batch.offset(i), length)
                && length == Payloads.lengthFor(Payloads.numberOf(batch.bytes(), batch.offset(i)), BELOW);
    }

    private List<FutureTask<long[]>> start(Ring ring) {
        List<FutureTask<long[]>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int number = i;
            FutureTask<long[]> writer = new FutureTask<>(() -> write(ring, number));
            writers.add(writer);
            new Thread(writer, "writer-" + i).start();
        }
        return writers;
    }

    /** How many each writer wrote. */
    private long[] finish(List<FutureTask<long[]>> writers) throws Exception {
        stop.set(true);
        long[] written = new long[WRITERS];
        for (FutureTask<long[]> writer : writers) {
            long[] result = writer.get();
            written[(int) result[0]] = result[1];
        }
        return written;
    }

    private long[] write(Ring ring, int number) {
        Pen pen = new Pen(slots);
        byte[] payload = new byte[BELOW];
        long count = 0;
        while (!stop.get()) {
            int length = Payloads.lengthFor(count + 1, BELOW);
            Payloads.fill(payload, number, count + 1, length);
            int answer = pen.write(ring, Pen.WARNING, payload, length);
            while (answer == RingWriter.FULL && !stop.get()) {
                Thread.yield();
                answer = pen.write(ring, Pen.WARNING, payload, length);
            }
            if (answer == RingWriter.APPENDED) {
                count++;
            }
        }
        return new long[] {number, count};
    }

    private Ring file(int capacity) throws IOException {
        return RingFile.create(directory.resolve("ring"), Rings.header(capacity), slots, RingWriter.UNBOUNDED);
    }
}
