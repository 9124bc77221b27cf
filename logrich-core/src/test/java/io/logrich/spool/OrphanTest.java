package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Claims whose owner was thrown out before the record was written. */
class OrphanTest {
    private static final int LENGTH = 100;
    private static final byte[] PAYLOAD = Payloads.of(1, 1, LENGTH);
    private static final int SIZE = RecordLayout.sizeOf(LENGTH);

    private final WriterSlots slots = new WriterSlots();
    private final Pen pen = new Pen(slots);
    private final Ring ring = Rings.anonymous(Rings.SMALL, slots);
    private final RecordBatch batch = new RecordBatch();

    @Test
    void a_reader_waits_at_an_orphan_until_somebody_adopts_it() throws IOException {
        pen.write(ring, PAYLOAD);
        pen.abandon(ring, LENGTH);
        RingReader reader = ring.newReader();

        assertThat(reader.read(batch, 0)).isEqualTo(RingReader.Found.RECORDS);
        assertThat(batch.end()).isEqualTo(SIZE);
        assertThat(reader.read(batch, SIZE)).isEqualTo(RingReader.Found.UNFINISHED);
        assertThat(batch.end()).isEqualTo(SIZE);

        slots.adoptOrphans();
        assertThat(reader.read(batch, SIZE)).isEqualTo(RingReader.Found.RECORDS);
        assertThat(batch.end()).isEqualTo(2L * SIZE);
    }

    @Test
    void the_number_that_an_orphan_had_taken_is_shown_to_be_void() throws IOException {
        pen.abandon(ring, LENGTH);
        pen.write(ring, PAYLOAD);

        List<Seen> seen = Rings.read(ring.newReader(), 0);

        assertThat(seen).extracting(Seen::type).containsExactly(RecordLayout.TYPE_PAD, RecordLayout.TYPE_EVENT);
        assertThat(seen).extracting(Seen::sequence).containsExactly(1L, 2L);
        assertThat(seen.get(0).payload()).isEmpty();
    }

    /** For the case that nobody lives to adopt: whoever reads the ring of a dead process skips the claim exactly. */
    @Test
    void what_is_claimed_says_how_long_it_is_before_anything_else_is_written() {
        RingMemory memory = RingMemory.anonymous(Rings.SMALL);
        Ring visible = Rings.over(memory, slots);

        pen.abandon(visible, LENGTH);

        long word = memory.get(RingLayout.HEADER_BYTES);
        assertThat(word).isEqualTo(RecordLayout.claimed(RecordLayout.stamp(0, Rings.SALT), LENGTH));
        assertThat(visible.writer().tail()).isEqualTo(SIZE);
    }

    @Test
    void the_next_append_of_the_same_slot_adopts() throws IOException {
        pen.abandon(ring, LENGTH);
        pen.abandon(ring, 3 * LENGTH);
        assertThat(pen.write(ring, PAYLOAD)).isEqualTo(RingWriter.APPENDED);

        assertThat(Rings.read(ring.newReader(), 0)).extracting(Seen::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void the_orphan_of_a_thread_that_has_died_is_adopted_by_the_next_append_of_any_other() throws Exception {
        Thread dying = new Thread(() -> new Pen(slots).abandon(ring, LENGTH));
        dying.start();
        dying.join();
        assertThat(Rings.read(ring.newReader(), 0)).isEmpty();

        pen.write(ring, PAYLOAD);

        assertThat(Rings.read(ring.newReader(), 0)).extracting(Seen::sequence).containsExactly(1L, 2L);
    }

    @Test
    void an_orphan_in_one_ring_is_adopted_by_an_append_to_another() throws IOException {
        Ring other = Rings.anonymous(Rings.SMALL, slots);
        pen.abandon(ring, LENGTH);

        new Pen(slots).write(other, PAYLOAD);

        assertThat(Rings.read(ring.newReader(), 0)).extracting(Seen::sequence).containsExactly(1L);
    }

    @Test
    void an_orphan_that_had_padded_the_end_of_the_ring_is_adopted_with_its_padding() throws IOException {
        byte[] large = new byte[ring.header().longestPayload()];
        pen.write(ring, PAYLOAD);
        for (int i = 0; i < 7; i++) {
            pen.write(ring, large);
        }
        long before = ring.writer().tail();
        pen.abandon(ring, large.length);
        slots.adoptOrphans();
        pen.write(ring, PAYLOAD);

        List<Seen> seen = Rings.read(ring.newReader(), before);
        assertThat(seen).extracting(Seen::sequence).containsExactly(9L, 10L);
        assertThat(seen.get(0).end()).isEqualTo(Rings.SMALL + (long) RecordLayout.sizeOf(large.length));
    }

    /** Thrown out right after the claim; drawn by hand, since no exception can be made to strike there. */
    @Test
    void an_orphan_that_was_lost_before_its_padding_was_written_is_adopted_with_it() throws IOException {
        RingMemory memory = RingMemory.anonymous(Rings.SMALL);
        Ring visible = Rings.over(memory, slots);
        long claimed = Rings.SMALL - 64;
        memory.put(RingLayout.TAIL, Rings.SMALL + (long) SIZE);
        pen.slot.writer = visible.writer();
        pen.slot.claimed = claimed;
        pen.slot.pad = 64;
        pen.slot.size = SIZE;
        pen.slot.orphaned = true;
        slots.orphans = true;

        slots.adoptOrphans();

        assertThat(Rings.read(visible.newReader(), claimed)).isEmpty();
        assertThat(visible.newReader().read(batch, claimed)).isEqualTo(RingReader.Found.RECORDS);
        assertThat(visible.newReader().read(batch, batch.end())).isEqualTo(RingReader.Found.RECORDS);
        assertThat(batch.end()).isEqualTo(visible.writer().tail());
    }

    @Test
    void orphans_of_records_without_a_number_of_this_process_void_none() throws IOException {
        try {
            ring.writer().appendRelayed(pen.slot, new byte[1], 0, LENGTH, RecordLayout.TYPE_EVENT, 0, 4711, 64);
        } catch (IndexOutOfBoundsException thrownOut) {
            slots.adoptOrphans();
        }
        try {
            ring.writer().appendNote(pen.slot, new byte[1], LENGTH, RecordLayout.TYPE_EXIT, 0);
        } catch (IndexOutOfBoundsException thrownOut) {
            slots.adoptOrphans();
        }
        pen.write(ring, PAYLOAD);

        assertThat(Rings.read(ring.newReader(), 0)).extracting(Seen::sequence).containsExactly(1L);
    }

    @Test
    void a_slot_with_an_orphan_is_not_forgotten() throws IOException {
        Pen other = new Pen(slots);
        other.abandon(ring, LENGTH);

        slots.remove(other.slot);
        slots.adoptOrphans();

        assertThat(Rings.read(ring.newReader(), 0)).extracting(Seen::sequence).containsExactly(1L);
    }

    /**
     * One thread loses claim after claim and goes on writing at once; another adopts all the time. Many idle slots make
     * the adopter's round long, so that the owner is back before the round has reached its slot.
     */
    @RepeatedTest(5)
    void an_owner_that_comes_back_at_once_and_an_adopter_do_not_meet_in_one_claim() throws Exception {
        for (int i = 0; i < 3000; i++) {
            slots.add();
        }
        Pen owner = new Pen(slots);
        AtomicBoolean done = new AtomicBoolean();
        Thread adopter = new Thread(() -> {
            while (!done.get()) {
                slots.adoptOrphans();
            }
        });
        adopter.start();
        List<Long> read = new ArrayList<>();
        try {
            RingReader reader = ring.newReader();
            long position = 0;
            for (int i = 0; i < 2000; i++) {
                byte[] payload = Payloads.of(1, i, Payloads.lengthFor(i, 200));
                owner.abandon(ring, 1 + i % 300);
                assertThat(owner.write(ring, payload)).isEqualTo(RingWriter.APPENDED);
                long end = owner.slot.end();
                while (position < end && reader.read(batch, position) == RingReader.Found.RECORDS) {
                    for (int r = 0; r < batch.size(); r++) {
                        Seen seen = Seen.of(batch, r);
                        read.add(seen.sequence());
                        if (seen.sequence() % 2 == 0) {
                            assertThat(seen.payload())
                                    .as("record %d", seen.sequence())
                                    .isEqualTo(payload);
                        }
                    }
                    position = batch.end();
                }
                assertThat(position)
                        .as("the reader passes everything that was appended")
                        .isEqualTo(end);
            }
        } finally {
            done.set(true);
            adopter.join();
        }
        assertThat(read).hasSize(4000).isSorted().doesNotHaveDuplicates();
    }
}
