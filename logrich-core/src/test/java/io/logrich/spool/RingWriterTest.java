package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** When an append is taken, and when it is refused. */
class RingWriterTest {
    private static final int SIZE = 128;
    private static final byte[] PAYLOAD = new byte[SIZE - RecordLayout.HEADER_BYTES];
    private static final int RECORDS = Rings.SMALL / SIZE;

    private final WriterSlots slots = new WriterSlots();
    private final Pen pen = new Pen(slots);
    private final Ring ring = Rings.anonymous(Rings.SMALL, slots);

    @Test
    void a_ring_that_nobody_reads_is_never_full() {
        for (int i = 0; i < 10 * RECORDS; i++) {
            assertThat(pen.write(ring, PAYLOAD)).isEqualTo(RingWriter.APPENDED);
        }

        assertThat(ring.writer().tail()).isEqualTo(10L * Rings.SMALL);
        assertThat(ring.writer().lowestCursor()).isEqualTo(10L * Rings.SMALL);
    }

    @Test
    void the_last_eighth_of_the_space_is_for_warning_and_above() throws IOException {
        ring.addConsumer("slow", 0, 0);

        assertThat(fill(Pen.INFO)).isEqualTo(RECORDS * 7 / 8);
        assertThat(pen.write(ring, 5, PAYLOAD)).isEqualTo(RingWriter.FULL);
        assertThat(pen.write(ring, 20, new byte[0])).isEqualTo(RingWriter.FULL);
        assertThat(pen.write(ring, 29, PAYLOAD)).isEqualTo(RingWriter.FULL);
        assertThat(pen.write(ring, 30, PAYLOAD)).isEqualTo(RingWriter.APPENDED);
        assertThat(pen.write(ring, 40, PAYLOAD)).isEqualTo(RingWriter.APPENDED);
        assertThat(pen.write(ring, 50, PAYLOAD)).isEqualTo(RingWriter.APPENDED);
        assertThat(fill(Pen.WARNING)).isEqualTo(RECORDS / 8 - 3);
        assertThat(pen.write(ring, 50, new byte[0])).isEqualTo(RingWriter.FULL);
        assertThat(ring.writer().tail()).isEqualTo(Rings.SMALL);
    }

    @Test
    void the_reserve_counts_for_relayed_records_by_their_level_and_is_open_to_notes() throws IOException {
        ring.addConsumer("slow", 0, 0);
        fill(Pen.INFO);

        assertThat(pen.relay(ring, 20, PAYLOAD, 1, 32)).isEqualTo(RingWriter.FULL);
        assertThat(pen.relay(ring, 30, PAYLOAD, 1, 32)).isEqualTo(RingWriter.APPENDED);
        assertThat(pen.note(ring, PAYLOAD)).isEqualTo(RingWriter.APPENDED);
    }

    @Test
    void a_refused_append_leaves_no_trace() throws IOException {
        ring.addConsumer("slow", 0, 0);
        fill(Pen.WARNING);
        long sequence = ring.writer().sequence();
        long end = pen.slot.end();

        assertThat(pen.write(ring, Pen.WARNING, PAYLOAD)).isEqualTo(RingWriter.FULL);

        assertThat(ring.writer().sequence()).isEqualTo(sequence);
        assertThat(ring.writer().tail()).isEqualTo(Rings.SMALL).isEqualTo(end);
        assertThat(Rings.read(ring.newReader(), 0)).hasSize(RECORDS);
    }

    @Test
    void a_cursor_that_moves_on_makes_exactly_that_much_room() throws IOException {
        Consumer consumer = ring.addConsumer("slow", 0, 0);
        fill(Pen.WARNING);

        consumer.publish(5 * SIZE, 5, 5);

        assertThat(fill(Pen.WARNING)).isEqualTo(5);
        assertThat(pen.write(ring, Pen.INFO, PAYLOAD)).isEqualTo(RingWriter.FULL);
    }

    @Test
    void the_slowest_consumer_decides_whether_it_is_waited_for_or_not() throws IOException {
        Consumer fast = ring.addConsumer("fast", 0, 0);
        Consumer slow = ring.addConsumer("slow", 0, 0);
        slow.waitedFor(false);
        fill(Pen.WARNING);
        fast.publish(Rings.SMALL, RECORDS, RECORDS);

        assertThat(ring.writer().lowestCursor()).isZero();
        assertThat(pen.write(ring, Pen.WARNING, PAYLOAD)).isEqualTo(RingWriter.FULL);

        slow.publish(SIZE, 1, 0);
        assertThat(ring.writer().lowestCursor()).isEqualTo(SIZE);
        assertThat(fill(Pen.WARNING)).isEqualTo(1);
    }

    @Test
    void a_relay_counts_as_a_consumer() throws IOException {
        ring.addRelay(0);

        assertThat(fill(Pen.WARNING)).isEqualTo(RECORDS);
        assertThat(ring.writer().lowestCursor()).isZero();
    }

    @Test
    void a_cursor_beyond_the_tail_does_not_open_the_ring() throws IOException {
        Consumer honest = ring.addConsumer("honest", 0, 0);
        Consumer absurd = ring.addConsumer("absurd", 0, 0);
        absurd.publish(Long.MAX_VALUE, 0, 0);

        assertThat(fill(Pen.WARNING)).isEqualTo(RECORDS);
        honest.publish(Long.MAX_VALUE, RECORDS, 0);
        assertThat(ring.writer().lowestCursor()).isEqualTo(Rings.SMALL);
        assertThat(fill(Pen.WARNING, RECORDS + 1)).isEqualTo(RECORDS + 1);
    }

    @Test
    void a_record_that_does_not_fit_before_the_end_needs_room_for_the_padding_too() throws IOException {
        Consumer consumer = ring.addConsumer("slow", 0, 0);
        byte[] large = new byte[ring.header().longestPayload()];
        int count = 0;
        pen.write(ring, Pen.WARNING, PAYLOAD);
        while (pen.write(ring, Pen.WARNING, large) == RingWriter.APPENDED) {
            count++;
        }
        assertThat(count).isEqualTo(7);
        int padding = (int) (Rings.SMALL - ring.writer().tail());
        int needed = RecordLayout.sizeOf(large.length); // behind the end; the padding is before it
        assertThat(padding).isPositive().isLessThan(RecordLayout.sizeOf(large.length));

        consumer.publish(needed - 32, 1, 1);
        assertThat(pen.write(ring, Pen.WARNING, large)).isEqualTo(RingWriter.FULL);
        consumer.publish(needed, 1, 1);
        assertThat(pen.write(ring, Pen.WARNING, large)).isEqualTo(RingWriter.APPENDED);
        assertThat(pen.slot.end()).isEqualTo(Rings.SMALL + needed);
    }

    @Test
    void the_number_of_waiting_events_is_bounded_and_has_a_reserve_too() throws IOException {
        Ring bounded = Ring.anonymous(Rings.header(Rings.SMALL), slots, 80);
        Consumer consumer = bounded.addConsumer("slow", 0, 0);

        assertThat(fill(bounded, Pen.INFO)).isEqualTo(70);
        assertThat(fill(bounded, Pen.WARNING)).isEqualTo(10);
        assertThat(pen.write(bounded, 50, PAYLOAD)).isEqualTo(RingWriter.FULL);

        consumer.publish(pen.slot.end(), 80, 80);
        assertThat(fill(bounded, Pen.INFO)).isEqualTo(70);
    }

    @Test
    void relayed_records_and_notes_are_bounded_by_space_alone() throws IOException {
        Ring bounded = Ring.anonymous(Rings.header(Rings.SMALL), slots, 8);
        bounded.addConsumer("slow", 0, 0);
        fill(bounded, Pen.WARNING);

        assertThat(pen.write(bounded, 50, PAYLOAD)).isEqualTo(RingWriter.FULL);
        assertThat(pen.relay(bounded, 20, PAYLOAD, 1, 32)).isEqualTo(RingWriter.APPENDED);
        assertThat(pen.note(bounded, PAYLOAD)).isEqualTo(RingWriter.APPENDED);
    }

    @Test
    void a_consumer_that_is_not_waited_for_holds_back_bytes_but_not_events() throws IOException {
        Ring bounded = Ring.anonymous(Rings.header(Rings.SMALL), slots, 80);
        Consumer consumer = bounded.addConsumer("failing", 0, 0);
        fill(bounded, Pen.WARNING);

        consumer.waitedFor(false);
        assertThat(fill(bounded, Pen.WARNING)).isEqualTo(RECORDS - 80);

        consumer.publish(Rings.SMALL, 0, 0);
        consumer.waitedFor(true);
        assertThat(fill(bounded, Pen.WARNING))
                .as("what the limit known so far still allows")
                .isLessThanOrEqualTo(80);
        assertThat(pen.write(bounded, 50, PAYLOAD)).isEqualTo(RingWriter.FULL);
    }

    @Test
    void a_sealed_ring_refuses_everything_and_keeps_what_it_has() throws IOException {
        pen.write(ring, PAYLOAD);

        assertThat(ring.newReader().sealed()).isFalse();
        assertThat(ring.writer().seal()).isEqualTo(SIZE);
        assertThat(ring.writer().seal()).as("sealed again").isEqualTo(SIZE);

        assertThat(pen.write(ring, 50, PAYLOAD)).isEqualTo(RingWriter.SEALED);
        assertThat(pen.relay(ring, 50, PAYLOAD, 1, 32)).isEqualTo(RingWriter.SEALED);
        assertThat(pen.note(ring, PAYLOAD)).isEqualTo(RingWriter.SEALED);
        assertThat(ring.writer().tail()).isEqualTo(SIZE);
        assertThat(ring.writer().sequence()).isEqualTo(1);
        assertThat(ring.newReader().sealed()).isTrue();
        assertThat(ring.newReader().tail()).isEqualTo(SIZE);
        assertThat(Rings.read(ring.newReader(), 0)).hasSize(1);
    }

    @Test
    void notes_have_no_number_and_take_none() throws IOException {
        pen.write(ring, PAYLOAD);
        assertThat(pen.note(ring, PAYLOAD)).isEqualTo(RingWriter.APPENDED);
        pen.write(ring, PAYLOAD);

        assertThat(Rings.read(ring.newReader(), 0)).extracting(Seen::sequence).containsExactly(1L, 0L, 2L);
    }

    @Test
    void drops_and_the_close_mark_are_where_a_collector_finds_them() throws IOException {
        ring.writer().countDropped(0);
        ring.writer().countDropped(5);
        ring.writer().countDropped(5);
        RingReader reader = ring.newReader();

        assertThat(reader.dropped(0)).isEqualTo(1).isEqualTo(ring.writer().dropped(0));
        assertThat(reader.dropped(5)).isEqualTo(2);
        assertThat(reader.dropped(3)).isZero();
        assertThat(reader.closed()).isFalse();
        ring.writer().markClosed();
        assertThat(reader.closed()).isTrue();
    }

    @Test
    void the_numbering_goes_on_where_another_ring_has_ended() throws IOException {
        ring.writer().continueSequence(4711);

        pen.write(ring, PAYLOAD);

        assertThat(pen.slot.sequence())
                .isEqualTo(4712)
                .isEqualTo(ring.newReader().sequence());
    }

    private int fill(int level) {
        return fill(ring, level);
    }

    private int fill(int level, int atMost) {
        int count = 0;
        while (count < atMost && pen.write(ring, level, PAYLOAD) == RingWriter.APPENDED) {
            count++;
        }
        return count;
    }

    private int fill(Ring target, int level) {
        int count = 0;
        while (pen.write(target, level, PAYLOAD) == RingWriter.APPENDED) {
            count++;
        }
        return count;
    }
}
