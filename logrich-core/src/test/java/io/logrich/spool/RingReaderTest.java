package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.spool.RingReader.Found;
import io.logrich.text.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What a reader takes for a record, where it stops, and what a scan passes over. */
class RingReaderTest {
    private static final int LENGTH = 100;
    private static final int SIZE = RecordLayout.sizeOf(LENGTH);

    private final WriterSlots slots = new WriterSlots();
    private final Pen pen = new Pen(slots);
    private final RingMemory memory = RingMemory.anonymous(Rings.SMALL);
    private final Ring ring = Rings.over(memory, slots);
    private final RecordBatch batch = new RecordBatch();

    @Test
    void nothing_is_found_at_the_tail_and_beyond_it() throws IOException {
        RingReader reader = ring.newReader();
        assertThat(reader.read(batch, 0)).isEqualTo(Found.NOTHING);
        write(2);

        assertThat(reader.read(batch, 2L * SIZE)).isEqualTo(Found.NOTHING);
        assertThat(reader.read(batch, Long.MAX_VALUE)).isEqualTo(Found.NOTHING);
        assertThat(batch.size()).isZero();
    }

    @Test
    void a_tail_that_no_ring_comes_to_is_refused() throws IOException {
        write(2);
        for (long tail : new long[] {Long.MAX_VALUE, Long.MAX_VALUE & -32, 1L << 62, 31, 33, -1, 2L * SIZE + 1}) {
            memory.put(RingLayout.TAIL, tail);
            assertThatThrownBy(() -> ring.newReader().read(batch, 0))
                    .as("tail %d", tail)
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining("impossible tail");
        }
        memory.put(RingLayout.TAIL, 2L * SIZE | RingLayout.SEALED);
        assertThat(Rings.read(ring.newReader(), 0)).hasSize(2);
    }

    @Test
    void a_tail_that_moves_back_is_refused() throws IOException {
        write(3);
        RingReader reader = ring.newReader();
        assertThat(reader.tail()).isEqualTo(3L * SIZE);
        memory.put(RingLayout.TAIL, 2L * SIZE);
        assertThatThrownBy(() -> reader.read(batch, 0))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("moved back, from " + 3 * SIZE + " to " + 2 * SIZE);
    }

    @Test
    void a_claim_that_is_not_committed_stops_a_live_read_however_much_stands_behind_it() throws IOException {
        write(3);
        long word = unfinish(SIZE);
        write(5);
        RingReader reader = ring.newReader();

        assertThat(reader.read(batch, 0)).isEqualTo(Found.RECORDS);
        assertThat(batch.size()).isEqualTo(1);
        for (int i = 0; i < 10; i++) {
            assertThat(reader.read(batch, SIZE)).isEqualTo(Found.UNFINISHED);
            assertThat(batch.size()).isZero();
        }

        memory.putRelease(at(SIZE), word);
        assertThat(Rings.read(reader, SIZE)).hasSize(7);
    }

    @Test
    void a_claim_of_which_nothing_is_written_yet_stops_a_live_read_too() throws IOException {
        write(2);
        memory.put(RingLayout.TAIL, 3L * SIZE);

        assertThat(ring.newReader().read(batch, 2L * SIZE)).isEqualTo(Found.UNFINISHED);
    }

    @Test
    void a_scan_skips_exactly_the_claim_that_nobody_will_finish() throws IOException {
        write(8);
        unfinish(2L * SIZE);
        unfinish(5L * SIZE);

        List<Seen> seen = scanAll();

        assertThat(seen).extracting(Seen::sequence).containsExactly(1L, 2L, 4L, 5L, 7L, 8L);
        assertThat(holes).isEqualTo(2);
    }

    /** The payload of the unfinished claim holds what an attacker would like to be read: a record of an older lap. */
    @Test
    void what_lies_inside_a_skipped_claim_is_not_read() throws IOException {
        byte[] bait = new byte[2 * SIZE];
        long inside = SIZE + RecordLayout.HEADER_BYTES;
        writeRecord(bait, 0, inside, 64, 666);
        write(1);
        pen.write(ring, bait);
        write(1);
        unfinish(SIZE);

        assertThat(scanAll()).extracting(Seen::sequence).containsExactly(1L, 3L);
    }

    @Test
    void a_hole_without_a_claim_is_searched_for_the_next_whole_record() throws IOException {
        write(9);
        memory.put(at(3L * SIZE), 0x1234567890L);
        memory.put(at(4L * SIZE), 0);

        assertThat(scanAll()).extracting(Seen::sequence).containsExactly(1L, 2L, 3L, 6L, 7L, 8L, 9L);
        assertThat(holes).as("one stretch").isEqualTo(1);
    }

    @Test
    void a_scan_goes_on_behind_a_record_whose_payload_was_changed() throws IOException {
        write(5);
        memory.put(at(SIZE + 64), memory.get(at(SIZE + 64)) ^ 1L << 40);

        assertThat(ring.newReader().read(batch, SIZE)).isEqualTo(Found.DAMAGE);
        assertThat(scanAll()).extracting(Seen::sequence).containsExactly(1L, 3L, 4L, 5L);
    }

    @Test
    void every_bit_of_a_record_counts() throws IOException {
        write(1);
        RingReader reader = ring.newReader();
        for (int bit = 0; bit < 8 * (RecordLayout.HEADER_BYTES + LENGTH); bit++) {
            int word = at(bit / 64 * 8);
            long before = memory.get(word);
            memory.put(word, before ^ 1L << bit % 64);
            assertThat(reader.read(batch, 0)).as("bit %d", bit).isNotEqualTo(Found.RECORDS);
            memory.put(word, before);
        }
        assertThat(reader.read(batch, 0)).isEqualTo(Found.RECORDS);
    }

    @Test
    void a_record_is_valid_in_its_own_place_and_lap_only() throws IOException {
        write(3);
        byte[] record = new byte[SIZE];
        memory.get(at(0), record, 0, SIZE);
        memory.put(at(SIZE), record, 0, SIZE);
        assertThat(ring.newReader().read(batch, SIZE)).isNotEqualTo(Found.RECORDS);

        memory.put(RingLayout.TAIL, 10L * Rings.SMALL);
        assertThat(ring.newReader().read(batch, 9L * Rings.SMALL)).isNotEqualTo(Found.RECORDS);
        long sameStamp = 32L << 32; // 128 GiB on, the stamp is the same again; the check is not
        memory.put(RingLayout.TAIL, sameStamp + Rings.SMALL);
        assertThat(ring.newReader().read(batch, sameStamp)).isEqualTo(Found.DAMAGE);
    }

    @Test
    void a_length_that_does_not_fit_is_damage_and_never_read_beyond() throws IOException {
        int longest = ring.header().longestPayload();
        write(100);
        for (int length : new int[] {longest + 1, Rings.SMALL, 1 << 20, Integer.MAX_VALUE - 31, Integer.MAX_VALUE}) {
            memory.put(at(0), RecordLayout.committed(RecordLayout.stamp(0, Rings.SALT), length));
            assertThat(ring.newReader().read(batch, 0)).as("length %d", length).isEqualTo(Found.DAMAGE);
        }
    }

    /** These carry a valid check: only their bounds speak against them. */
    @Test
    void a_record_whose_check_is_right_but_which_does_not_fit_is_damage() throws IOException {
        int longest = ring.header().longestPayload();
        for (int length : new int[] {longest + 1, longest + 32, 20_000, Rings.SMALL - 32, Rings.SMALL, 1 << 20}) {
            forge(0, RecordLayout.TYPE_EVENT, length);
            memory.put(RingLayout.TAIL, 4L * Rings.SMALL);
            assertThat(ring.newReader().read(batch, 0)).as("length %d", length).isEqualTo(Found.DAMAGE);
        }
    }

    @Test
    void a_record_or_filler_that_reaches_beyond_the_tail_or_the_end_of_the_ring_is_damage() throws IOException {
        long last = Rings.SMALL - 64;
        for (int type : new int[] {RecordLayout.TYPE_EVENT, RecordLayout.TYPE_PAD}) {
            forge(0, type, 64);
            memory.put(RingLayout.TAIL, 96);
            assertThat(ring.newReader().read(batch, 0))
                    .as("as long as the tail")
                    .isEqualTo(Found.RECORDS);
            memory.put(RingLayout.TAIL, 64);
            assertThat(ring.newReader().read(batch, 0)).as("beyond the tail").isEqualTo(Found.DAMAGE);

            memory.put(RingLayout.TAIL, 4L * Rings.SMALL);
            forge(last, type, 32);
            assertThat(ring.newReader().read(batch, last)).as("up to the end").isEqualTo(Found.RECORDS);
            forge(last, type, 33);
            assertThat(ring.newReader().read(batch, last)).as("beyond the end").isEqualTo(Found.DAMAGE);
        }
    }

    @Test
    void filler_of_an_impossible_length_is_damage() throws IOException {
        memory.put(RingLayout.TAIL, 4L * Rings.SMALL);
        forge(0, RecordLayout.TYPE_PAD, Rings.SMALL - 32);
        assertThat(ring.newReader().read(batch, 0)).isEqualTo(Found.RECORDS);
        assertThat(batch.end()).isEqualTo(Rings.SMALL);

        for (int length : new int[] {Rings.SMALL, 1 << 30, Integer.MAX_VALUE - 32, Integer.MAX_VALUE}) {
            forge(0, RecordLayout.TYPE_PAD, length);
            assertThat(ring.newReader().read(batch, 0)).as("length %d", length).isEqualTo(Found.DAMAGE);
            assertThat(batch.end()).isZero();
        }
    }

    @Test
    void a_record_longer_than_a_chunk_is_read_whole() throws IOException {
        Ring large = Rings.anonymous(16 << 20, slots);
        byte[] payload = Payloads.of(1, 1, RingLayout.MAX_PAYLOAD);
        pen.write(large, new byte[RecordBatch.CHUNK - 64]);
        pen.write(large, payload);
        pen.write(large, new byte[10]);

        List<Seen> seen = Rings.read(large.newReader(), 0);

        assertThat(seen).hasSize(3);
        assertThat(seen.get(1).payload()).isEqualTo(payload);
    }

    @Test
    void a_reader_that_was_lapped_gets_nothing_at_its_old_place_and_everything_from_the_oldest_on() throws IOException {
        write(1000);
        RingReader reader = ring.newReader();
        long oldest = reader.oldest();
        assertThat(oldest).isEqualTo(ring.writer().tail() - Rings.SMALL);

        assertThat(reader.read(batch, 0)).isNotEqualTo(Found.RECORDS);
        assertThat(reader.read(batch, 3L * SIZE)).isNotEqualTo(Found.RECORDS);
        List<Seen> seen = Rings.scan(reader, oldest, reader.tail());

        assertThat(seen).hasSizeBetween(Rings.SMALL / SIZE - 3, Rings.SMALL / SIZE);
        assertThat(seen.get(seen.size() - 1).sequence()).isEqualTo(1000);
        assertThat(seen).extracting(Seen::sequence).isSorted();
    }

    @Test
    void a_scan_ends_where_it_was_told_to_and_finds_nothing_in_an_empty_range() throws IOException {
        write(10);
        RingReader reader = ring.newReader();

        assertThat(Rings.scan(reader, 2L * SIZE, 5L * SIZE))
                .extracting(Seen::sequence)
                .containsExactly(3L, 4L, 5L);
        assertThat(reader.scan(batch, SIZE, SIZE)).isEqualTo(Found.NOTHING);
        assertThat(reader.scan(batch, SIZE, 0)).isEqualTo(Found.NOTHING);
    }

    @Test
    void records_of_unknown_type_are_handed_out_as_such() throws IOException {
        write(1);
        byte[] record = new byte[64];
        writeRecord(record, 0, SIZE, 32, 0);
        memory.put(at(SIZE), record, 0, record.length);
        memory.put(RingLayout.TAIL, SIZE + 64L);

        List<Seen> seen = Rings.read(ring.newReader(), 0);

        assertThat(seen).hasSize(2);
        assertThat(seen.get(1).type()).isEqualTo(77);
    }

    @Test
    void a_ring_made_to_waste_time_is_given_up() throws IOException {
        write(5);
        memory.put(RingLayout.TAIL, Long.MAX_VALUE / 2 & -32L);

        assertThatThrownBy(() -> Rings.scan(ring.newReader(), 0, ring.writer().tail()))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("damaged beyond reading");
    }

    @Test
    void a_long_hole_is_searched_piece_by_piece_and_is_one() throws IOException {
        RingMemory large = RingMemory.anonymous(8 << 20);
        Ring empty = Rings.over(large, new WriterSlots());
        long end = 8L << 20;
        large.put(RingLayout.TAIL, end);
        RingReader reader = empty.newReader();
        int pieces = 0;
        holes = 0;
        for (long at = 0; reader.scanPiece(batch, at, end) == Found.RECORDS; at = batch.end()) {
            assertThat(batch.end() - at).as("one piece").isLessThanOrEqualTo(1 << 20);
            holes += batch.holes();
            pieces++;
        }
        assertThat(batch.end()).isEqualTo(end);
        assertThat(pieces).isGreaterThanOrEqualTo(8);
        assertThat(holes).as("one stretch").isEqualTo(1);
    }

    private int holes;

    private List<Seen> scanAll() throws IOException {
        RingReader reader = ring.newReader();
        List<Seen> records = new ArrayList<>();
        holes = 0;
        for (long at = 0; reader.scan(batch, at, reader.tail()) == Found.RECORDS; at = batch.end()) {
            holes += batch.holes();
            Rings.addAll(records, batch);
        }
        return records;
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            pen.write(ring, Payloads.of(1, ring.writer().sequence(), LENGTH));
        }
    }

    /** Makes a record look as between claim and commit; gives the word of the commit. */
    private long unfinish(long position) {
        long word = memory.get(at(position));
        memory.put(at(position), RecordLayout.claimed((int) word, (int) (word >> 32)));
        return word;
    }

    /** Writes a record with a check that is right, whatever its length; of the payload as much as the ring has. */
    private void forge(long position, int type, int length) {
        byte[] payload = new byte[length > 1 << 20 ? 0 : length];
        CRC32C crc = new CRC32C();
        crc.update(payload, 0, payload.length);
        int sum = type == RecordLayout.TYPE_PAD ? 0 : (int) crc.getValue();
        long word = RecordLayout.committed(RecordLayout.stamp(position, Rings.SALT), length);
        int meta = RecordLayout.meta(type, type == RecordLayout.TYPE_PAD ? 0 : 20, 0);
        long check = RecordLayout.check(sum, position, word, meta, 1, 0);
        memory.put(at(position), word);
        memory.put(at(position) + 8, meta & 0xffffffffL | check << 32);
        memory.put(at(position) + 16, 1);
    }

    private static void writeRecord(byte[] target, int at, long position, int length, long sequence) {
        long word = RecordLayout.committed(RecordLayout.stamp(position, Rings.SALT), length);
        int meta = RecordLayout.meta(77, 20, 0);
        byte[] payload = new byte[length];
        CRC32C crc = new CRC32C();
        crc.update(payload, 0, length);
        LittleEndian.putLong(target, at, word);
        LittleEndian.putInt(target, at + 8, meta);
        LittleEndian.putInt(
                target, at + 12, RecordLayout.check((int) crc.getValue(), position, word, meta, sequence, 0));
        LittleEndian.putLong(target, at + 16, sequence);
    }

    private static int at(long position) {
        return Rings.at(Rings.SMALL, position);
    }
}
