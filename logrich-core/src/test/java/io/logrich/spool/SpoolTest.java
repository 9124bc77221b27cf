package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbering goes on when one ring takes the place of another, whoever is writing at that moment. */
class SpoolTest {
    private static final byte[] PAYLOAD = Payloads.of(1, 1, 100);
    private static final long SECOND = 1_000_000_000L;

    private final WriterSlots slots = new WriterSlots();
    private final Pen pen = new Pen(slots);
    private final Ring first = Rings.anonymous(Rings.SMALL, slots);
    private final Spool spool = new Spool(first, slots);

    @Test
    void the_new_ring_goes_on_with_the_numbering_and_the_old_one_is_sealed() throws IOException {
        first.addConsumer("a", 0, 0);
        pen.write(first, PAYLOAD);
        pen.write(first, PAYLOAD);
        Ring second = Rings.anonymous(Rings.SMALL, slots);

        List<Long> known = new ArrayList<>();
        spool.replace(second, ring -> known.add(ring.writer().sequence()));
        pen.write(spool.current(), PAYLOAD);

        assertThat(known).containsExactly(2L);
        assertThat(spool.current()).isSameAs(second);
        assertThat(spool.rings()).containsExactly(first, second);
        assertThat(spool.after(first)).isSameAs(second);
        assertThat(spool.after(second)).isNull();
        assertThat(pen.write(first, PAYLOAD)).isEqualTo(RingWriter.SEALED);
        assertThat(Rings.read(second.newReader(), 0)).extracting(Seen::sequence).containsExactly(3L);
    }

    @Test
    void an_orphan_in_the_old_ring_is_adopted_before_the_numbering_goes_on() throws IOException {
        first.addConsumer("a", 0, 0);
        pen.write(first, PAYLOAD);
        new Pen(slots).abandon(first, 100);
        Ring second = Rings.anonymous(Rings.SMALL, slots);

        spool.replace(second, ring -> {});
        pen.write(second, PAYLOAD);

        assertThat(Rings.read(first.newReader(), 0)).extracting(Seen::sequence).containsExactly(1L, 2L);
        assertThat(pen.slot.sequence()).isEqualTo(3);
    }

    /** A writer has claimed and is slow: its number must not be given again. With or without somebody who reads. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(30)
    void a_claim_that_is_being_written_is_waited_for(boolean read) throws Exception {
        RingMemory memory = RingMemory.anonymous(Rings.SMALL);
        Ring slow = Rings.over(memory, slots);
        Spool log = new Spool(slow, slots);
        if (read) {
            slow.addConsumer("a", 0, 0);
        }
        SlowClaim claim = new SlowClaim(memory, slow, slots.add());
        Ring second = Rings.anonymous(Rings.SMALL, slots);
        FutureTask<Long> replacing = new FutureTask<>(() -> {
            log.replace(second, ring -> {});
            return second.writer().sequence();
        });
        Thread thread = new Thread(replacing);
        thread.start();
        while (!slow.newReader().sealed()) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 200; i++) {
            Thread.yield();
            assertThat(log.current()).as("still the old ring").isSameAs(slow);
        }

        claim.commit();

        assertThat(replacing.get()).isEqualTo(1);
    }

    @Test
    void where_nobody_reads_a_claim_that_is_being_written_is_what_holds_writers_up() {
        RingMemory memory = RingMemory.anonymous(Rings.SMALL);
        Ring unread = Rings.over(memory, slots);
        SlowClaim claim = new SlowClaim(memory, unread, slots.add());
        int answer;
        do {
            answer = pen.write(unread, PAYLOAD);
        } while (answer == RingWriter.APPENDED && unread.writer().tail() < Rings.SMALL * 3L);
        assertThat(answer).isEqualTo(RingWriter.FULL);
        assertThat(unread.writer().tail()).isLessThanOrEqualTo(Rings.SMALL);

        claim.commit();

        assertThat(pen.write(unread, PAYLOAD)).isEqualTo(RingWriter.APPENDED);
    }

    @Test
    void what_a_hostile_neighbour_has_damaged_does_not_hold_up_the_change() throws Exception {
        RingMemory memory = RingMemory.anonymous(Rings.SMALL);
        Ring damaged = Rings.over(memory, slots);
        Spool log = new Spool(damaged, slots);
        damaged.addConsumer("a", 0, 0);
        for (int i = 0; i < 9; i++) {
            pen.write(damaged, PAYLOAD);
        }
        memory.put(RingLayout.HEADER_BYTES + 3 * RecordLayout.sizeOf(100) + 40, ~0L); // payload of the fourth
        memory.put(RingLayout.HEADER_BYTES + 5 * RecordLayout.sizeOf(100), 0); // word of the sixth
        Ring second = Rings.anonymous(Rings.SMALL, slots);
        FutureTask<Void> replacing = new FutureTask<>(() -> {
            log.replace(second, ring -> {});
            return null;
        });
        Thread thread = new Thread(replacing);
        thread.setDaemon(true);
        thread.start();

        replacing.get(20, java.util.concurrent.TimeUnit.SECONDS);

        assertThat(log.current()).isSameAs(second);
        assertThat(second.writer().sequence()).isEqualTo(9);
    }

    /** Many threads write, one changes the ring again and again. No number is lost or given twice, each thread in order. */
    @RepeatedTest(4)
    @Timeout(120)
    void many_writers_do_not_notice_that_the_ring_changes() throws Exception {
        changeUnderLoad(true, 4, 25);
    }

    /** Nobody reads, and each ring is written over again and again: no writer overtakes another that is still filling. */
    @RepeatedTest(4)
    @Timeout(120)
    void many_writers_do_not_notice_that_the_ring_changes_when_nobody_reads() throws Exception {
        changeUnderLoad(false, 4, 25);
    }

    @Test
    void after_close_nothing_is_taken_and_nobody_waits_for_a_successor() throws IOException {
        spool.close();

        assertThat(pen.write(first, PAYLOAD)).isEqualTo(RingWriter.SEALED);
        assertThat(spool.awaitSuccessor(first, Long.MAX_VALUE)).isFalse();
        assertThatThrownBy(() -> spool.replace(Rings.anonymous(Rings.SMALL, slots), ring -> {}))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void whoever_waits_for_a_successor_gets_it_or_gives_up_in_time() throws Exception {
        first.writer().seal();
        assertThat(spool.awaitSuccessor(first, 1)).isFalse();

        FutureTask<Boolean> waiting = new FutureTask<>(() -> spool.awaitSuccessor(first, 60 * SECOND));
        new Thread(waiting).start();
        spool.replace(Rings.anonymous(Rings.SMALL, slots), ring -> {});

        assertThat(waiting.get()).isTrue();
    }

    private void changeUnderLoad(boolean read, int threads, int changes) throws Exception {
        Ring start = newRing(read, null);
        Spool log = new Spool(start, slots);
        AtomicBoolean done = new AtomicBoolean();
        List<FutureTask<BitSet>> writers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            FutureTask<BitSet> writer = new FutureTask<>(() -> write(log, number, done));
            writers.add(writer);
            new Thread(writer).start();
        }
        for (int i = 0; i < changes; i++) {
            while (log.current().writer().tail() < Rings.SMALL * 3L) {
                assertThat(writers).as("writers are at work").noneMatch(FutureTask::isDone);
                Thread.onSpinWait();
            }
            log.replace(newRing(read, log.current()), ring -> {
                if (read) {
                    ring.addConsumer("a", 0, ring.writer().sequence());
                }
            });
        }
        done.set(true);
        BitSet given = new BitSet();
        long last = log.current().writer().sequence();
        for (FutureTask<BitSet> writer : writers) {
            BitSet own = writer.get();
            assertThat(given.intersects(own)).as("a number is given twice").isFalse();
            given.or(own);
            last = Math.max(last, own.length() - 1L);
        }
        assertThat(given.nextClearBit(1)).as("no number is missing").isEqualTo((int) last + 1);
        if (read) {
            assertRead(log, threads, last);
        }
    }

    /** Rings that are read are large enough to hold all that is written before the next change. */
    private Ring newRing(boolean read, Ring before) throws IOException {
        Ring ring = Rings.anonymous(read ? Rings.SMALL * 64 : Rings.SMALL, slots);
        if (read && before == null) {
            ring.addConsumer("a", 0, 0);
        }
        return ring;
    }

    /** Writes until it is told to end, however long that takes; answers with the numbers it was given. */
    private BitSet write(Spool log, int number, AtomicBoolean done) {
        Pen own = new Pen(slots);
        BitSet sequences = new BitSet();
        int count = 0;
        while (!done.get()) {
            Ring ring = log.current();
            byte[] payload = Payloads.of(number, count + 1, 20 + count % 50);
            int answer = own.write(ring, payload);
            if (answer == RingWriter.APPENDED) {
                count++;
                long sequence = own.slot.sequence();
                assertThat(sequence).isGreaterThan(sequences.length() - 1L);
                sequences.set((int) sequence);
            } else if (answer == RingWriter.SEALED) {
                assertThat(log.awaitSuccessor(ring, 60 * SECOND)).isTrue();
            } else {
                Thread.yield();
            }
        }
        return sequences;
    }

    private static void assertRead(Spool log, int threads, long last) throws IOException {
        BitSet seen = new BitSet();
        long[] numbers = new long[threads];
        for (Ring ring : log.rings()) {
            for (Seen record : Rings.read(ring.newReader(), 0)) {
                assertThat(Payloads.isWhole(record.payload(), 0, record.payload().length))
                        .isTrue();
                int writer = Payloads.writerOf(record.payload(), 0);
                assertThat(Payloads.numberOf(record.payload(), 0)).isEqualTo(++numbers[writer]);
                seen.set((int) record.sequence());
            }
        }
        assertThat(seen.cardinality()).isEqualTo((int) last);
    }

    /** A thread between claim and commit, drawn by hand. */
    private static final class SlowClaim {
        private final RingMemory memory;
        private final WriterSlot slot;

        SlowClaim(RingMemory memory, Ring ring, WriterSlot slot) {
            this.memory = memory;
            this.slot = slot;
            slot.writer = ring.writer();
            slot.size = 64;
            slot.from = 0;
            memory.put(RingLayout.TAIL, 64);
            slot.claimed = 0;
            memory.putRelease(RingLayout.HEADER_BYTES, RecordLayout.claimed(RecordLayout.stamp(0, Rings.SALT), 32));
        }

        void commit() {
            long word = RecordLayout.committed(RecordLayout.stamp(0, Rings.SALT), 32);
            long sequence = memory.getAndAdd(RingLayout.SEQUENCE, 1) + 1;
            int meta = RecordLayout.meta(RecordLayout.TYPE_PAD, 0, 0);
            long check = RecordLayout.check(0, 0, word, meta, sequence, 0);
            memory.put(RingLayout.HEADER_BYTES + RecordLayout.META, meta & 0xffffffffL | check << 32);
            memory.put(RingLayout.HEADER_BYTES + RecordLayout.SEQUENCE, sequence);
            memory.putRelease(RingLayout.HEADER_BYTES, word);
            slot.claimed = WriterSlot.NONE;
        }
    }
}
