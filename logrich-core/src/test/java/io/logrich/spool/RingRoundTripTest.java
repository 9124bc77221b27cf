package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in comes out, whatever its length and wherever the ring ends. */
class RingRoundTripTest {
    private static final int MAX = RingLayout.longestPayload(Rings.SMALL);

    private final WriterSlots slots = new WriterSlots();
    private final Pen pen = new Pen(slots);
    private final RecordBatch batch = new RecordBatch();

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void any_records_come_out_as_they_went_in(
            @ForAll("payloads") @Size(max = 200) List<byte[]> payloads, @ForAll("levels") int level)
            throws IOException {
        Ring ring = Rings.anonymous(Rings.SMALL, slots);
        RingReader reader = ring.newReader();
        long position = 0;
        for (int i = 0; i < payloads.size(); i++) {
            byte[] payload = payloads.get(i);
            assertThat(pen.write(ring, level, payload)).isEqualTo(RingWriter.APPENDED);
            Seen seen = only(reader, position);
            assertThat(seen.payload()).isEqualTo(payload);
            assertThat(seen).extracting(Seen::type, Seen::level, Seen::flags).containsExactly(2, level, 0);
            assertThat(seen.sequence()).isEqualTo(i + 1L).isEqualTo(pen.slot.sequence());
            assertThat(seen.end())
                    .isEqualTo(pen.slot.end())
                    .isEqualTo(ring.writer().tail());
            position = batch.end();
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void relayed_records_keep_sequence_level_and_flags_and_tell_their_origin(
            @ForAll("payloads") @Size(max = 40) List<byte[]> payloads,
            @ForAll("levels") int level,
            @ForAll("numbers") long sequence,
            @ForAll("numbers") long origin)
            throws IOException {
        Ring ring = Rings.anonymous(Rings.SMALL, slots);
        long position = 0;
        for (byte[] payload : payloads) {
            assertThat(pen.relay(ring, level, payload, sequence, origin)).isEqualTo(RingWriter.APPENDED);
            Seen seen = only(ring.newReader(), position);
            assertThat(seen).isEqualTo(new Seen(2, level, 1, sequence, origin, seen.end(), payload));
            position = batch.end();
        }
        assertThat(ring.writer().sequence()).isZero();
    }

    /** The ring's end falls into every place relative to the record, for every length that matters there. */
    @Test
    void a_record_may_meet_the_end_of_the_ring_at_any_distance() throws IOException {
        Ring ring = Rings.anonymous(Rings.SMALL, slots);
        RingReader reader = ring.newReader();
        byte[] filler = new byte[MAX];
        long position = 0;
        for (int distance = 32; distance <= MAX + 3 * 32; distance += 32) {
            for (int length : lengthsAround(distance)) {
                position = advanceTo(ring, filler, distance);
                byte[] payload = Payloads.of(distance, length, Math.max(Payloads.MIN, length));
                payload = Arrays.copyOf(payload, length);
                pen.write(ring, payload);
                pen.write(ring, filler);

                List<Seen> seen = Rings.read(reader, position);

                assertThat(seen).as("distance %d, length %d", distance, length).hasSize(2);
                assertThat(seen.get(0).payload()).isEqualTo(payload);
                assertThat(seen.get(1).payload()).isEqualTo(filler);
                assertThat(ring.writer().tail()).isEqualTo(seen.get(1).end());
                long start = seen.get(0).end() - RecordLayout.sizeOf(length);
                assertThat(start - position).isEqualTo(RecordLayout.sizeOf(length) > distance ? distance : 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024, 1 << 20, 8 << 20, 16 << 20})
    void the_shortest_and_the_longest_records_fit_and_longer_ones_are_refused(int capacity) throws IOException {
        Ring ring = Rings.anonymous(capacity, slots);
        int max = ring.header().longestPayload();
        RingReader reader = ring.newReader();
        long position = 0;
        for (int length : new int[] {0, 1, max - 1, max, 1, max, 0}) {
            byte[] payload = Arrays.copyOf(Payloads.of(1, length, length + Payloads.MIN), length);
            assertThat(pen.write(ring, payload)).isEqualTo(RingWriter.APPENDED);
            assertThat(only(reader, position).payload()).isEqualTo(payload);
            position = batch.end();
        }

        assertThat(pen.write(ring, new byte[max + 1])).isEqualTo(RingWriter.TOO_LONG);
        assertThat(pen.relay(ring, 50, new byte[max + 1], 1, 32)).isEqualTo(RingWriter.TOO_LONG);
        assertThat(pen.note(ring, new byte[max + 1])).isEqualTo(RingWriter.TOO_LONG);
        assertThat(ring.writer().tail()).isEqualTo(position);
        assertThat(ring.writer().sequence()).isEqualTo(7);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void file_and_memory_behave_alike(@ForAll("payloads") @Size(max = 60) List<byte[]> payloads) throws IOException {
        Path directory = java.nio.file.Files.createTempDirectory("ring");
        Path file = directory.resolve("ring");
        RingMemory memory = RingMemory.anonymous(Rings.SMALL);
        Ring anonymous = Rings.over(memory, slots);
        Ring mapped = RingFile.create(file, Rings.header(Rings.SMALL), slots, RingWriter.UNBOUNDED);
        try {
            Consumer ofAnonymous = anonymous.addConsumer("a", 0, 0);
            Consumer ofMapped = mapped.addConsumer("a", 0, 0);
            for (byte[] payload : payloads) {
                int level = payload.length % 2 == 0 ? Pen.INFO : Pen.WARNING;
                assertThat(pen.write(mapped, level, payload)).isEqualTo(pen.write(anonymous, level, payload));
            }
            finish(ofAnonymous, anonymous); // or there may be no room for what comes now
            finish(ofMapped, mapped);
            pen.abandon(anonymous, 7);
            pen.abandon(mapped, 7);
            slots.adoptOrphans();
            anonymous.writer().markClosed();
            mapped.writer().markClosed();

            assertThat(mapped.writer().seal()).isEqualTo(anonymous.writer().seal());
            assertThat(file).hasBinaryContent(Rings.image(memory));
        } finally {
            java.nio.file.Files.delete(file);
            java.nio.file.Files.delete(directory);
        }
    }

    private static void finish(Consumer consumer, Ring ring) throws IOException {
        consumer.publish(ring.writer().tail(), 0, 0);
    }

    @Test
    void a_batch_holds_at_most_4096_records_and_goes_on_where_it_stopped() throws IOException {
        Ring ring = Rings.anonymous(1 << 20, slots);
        for (int i = 0; i < 10_000; i++) {
            pen.write(ring, new byte[0]);
        }

        List<Integer> sizes = new ArrayList<>();
        RingReader reader = ring.newReader();
        long sequence = 0;
        for (long at = 0; reader.read(batch, at) == RingReader.Found.RECORDS; at = batch.end()) {
            assertThat(batch.start()).isEqualTo(at);
            sizes.add(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                assertThat(batch.sequence(i)).isEqualTo(++sequence);
            }
        }

        assertThat(sizes).containsExactly(4096, 4096, 1808);
    }

    @Provide
    Arbitrary<List<byte[]>> payloads() {
        Arbitrary<Integer> lengths = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, Arbitraries.integers().between(0, 600)),
                net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(0, MAX)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(0, 1, 31, 32, 33, MAX - 1, MAX)));
        return lengths.map(length -> Arrays.copyOf(Payloads.of(3, length, length + Payloads.MIN), length))
                .list()
                .ofMinSize(1);
    }

    @Provide
    Arbitrary<Integer> levels() {
        return Arbitraries.of(5, 10, 20, 30, 40, 50);
    }

    @Provide
    Arbitrary<Long> numbers() {
        return Arbitraries.longs().between(1, Long.MAX_VALUE);
    }

    private Seen only(RingReader reader, long position) throws IOException {
        assertThat(reader.read(batch, position)).isEqualTo(RingReader.Found.RECORDS);
        while (batch.size() == 0) { // the padding stood alone at the end of the ring
            assertThat(reader.read(batch, batch.end())).isEqualTo(RingReader.Found.RECORDS);
        }
        assertThat(batch.size()).isEqualTo(1);
        return Seen.of(batch, 0);
    }

    private static int[] lengthsAround(int distance) {
        return java.util.stream.IntStream.of(
                        0,
                        1,
                        distance - 65,
                        distance - 64,
                        distance - 63,
                        distance - 33,
                        distance - 32,
                        distance - 31,
                        distance - 1,
                        distance,
                        MAX)
                .filter(length -> length >= 0 && length <= MAX)
                .distinct()
                .toArray();
    }

    /** Fills the ring up to that distance from its end. */
    private long advanceTo(Ring ring, byte[] filler, int distance) {
        long target = (ring.writer().tail() / Rings.SMALL + 2) * Rings.SMALL - distance;
        while (ring.writer().tail() < target) {
            long gap = target - ring.writer().tail();
            int size = (int) Math.min(gap, RecordLayout.sizeOf(MAX));
            assertThat(pen.write(ring, Pen.INFO, filler, size - RecordLayout.HEADER_BYTES))
                    .isEqualTo(RingWriter.APPENDED);
        }
        assertThat(ring.writer().tail()).isEqualTo(target);
        return target;
    }
}
