package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.spool.RingReader.Found;
import io.logrich.text.LittleEndian;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A copy that was made while the ring was written may hold a committed header in front of bytes of an older record. The
 * control at the end shows that such a copy fools a reader without a check.
 */
class TornReadTest {
    private static final int LENGTH = 200;

    private final WriterSlots slots = new WriterSlots();
    private final Pen pen = new Pen(slots);
    private final RingMemory memory = RingMemory.anonymous(Rings.SMALL);
    private final Ring ring = Rings.over(memory, slots);
    private final Tearing source = new Tearing(RingSource.of(memory));
    private final RingReader reader = new RingReader(source, ring.header());
    private final RecordBatch batch = new RecordBatch();
    private final byte[] payload = Payloads.of(1, 2, LENGTH);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void a_torn_copy_is_made_again_and_then_the_record_is_whole(int times) throws IOException {
        pen.write(ring, payload);
        source.tear(RecordLayout.HEADER_BYTES + 150, times);

        assertThat(reader.read(batch, 0)).isEqualTo(Found.RECORDS);
        assertThat(Seen.of(batch, 0).payload()).isEqualTo(payload);
        assertThat(source.torn).isEqualTo(times);
    }

    @Test
    void what_stays_torn_is_damage_and_is_not_handed_out() throws IOException {
        pen.write(ring, payload);
        source.tear(RecordLayout.HEADER_BYTES + 150, Integer.MAX_VALUE);

        assertThat(reader.read(batch, 0)).isEqualTo(Found.DAMAGE);
        assertThat(batch.size()).isZero();
        assertThat(batch.end()).isZero();
        assertThat(source.torn).isEqualTo(3);
    }

    @Test
    void what_came_before_the_torn_record_is_handed_out() throws IOException {
        pen.write(ring, payload);
        pen.write(ring, payload);
        source.tear(RecordLayout.sizeOf(LENGTH) + RecordLayout.HEADER_BYTES + 150, 1);

        assertThat(reader.read(batch, 0)).isEqualTo(Found.RECORDS);
        assertThat(batch.size()).isEqualTo(1);
        assertThat(reader.read(batch, batch.end())).isEqualTo(Found.RECORDS);
        assertThat(Seen.of(batch, 0).payload()).isEqualTo(payload);
    }

    /** Every byte that the header takes into the check, torn by itself. */
    @Test
    void a_tear_anywhere_in_the_header_is_no_record() throws IOException {
        pen.write(ring, payload);
        for (int at = 0; at < RecordLayout.HEADER_BYTES; at++) {
            source.tear(at, Integer.MAX_VALUE);
            assertThat(reader.read(batch, 0)).as("byte %d", at).isNotEqualTo(Found.RECORDS);
        }
    }

    @Test
    void control_without_the_check_the_torn_copy_would_be_taken() throws IOException {
        pen.write(ring, payload);
        source.tear(RecordLayout.HEADER_BYTES + 150, 1);

        byte[] careless = readWithoutCheck();

        assertThat(careless).isNotNull().isNotEqualTo(payload);
        assertThat(Payloads.isWhole(careless, 0, careless.length)).isFalse();
    }

    /** A reader that believes stamp and length, as the first prototype did. */
    private byte[] readWithoutCheck() throws IOException {
        byte[] copy = new byte[RecordLayout.sizeOf(LENGTH)];
        source.read(RingLayout.HEADER_BYTES, copy, 0, copy.length);
        long word = LittleEndian.getLong(copy, 0);
        int length = (int) (word >> 32);
        if ((int) word != RecordLayout.stamp(0, Rings.SALT) || length < 0) {
            return null;
        }
        return java.util.Arrays.copyOfRange(copy, RecordLayout.HEADER_BYTES, RecordLayout.HEADER_BYTES + length);
    }

    /** Hands out copies in which one byte is still what it was before. */
    private static final class Tearing implements RingSource {
        private final RingSource source;
        private int at;
        private int times;
        int torn;

        Tearing(RingSource source) {
            this.source = source;
        }

        void tear(int position, int often) {
            at = RingLayout.HEADER_BYTES + position;
            times = often;
            torn = 0;
        }

        @Override
        public void read(long from, byte[] target, int offset, int length) throws IOException {
            source.read(from, target, offset, length);
            if (from <= at && at < from + length && torn < times) {
                target[offset + (int) (at - from)] ^= 0x55;
                torn++;
            }
        }

        @Override
        public long readWord(long from) throws IOException {
            return source.readWord(from);
        }

        @Override
        public void writeWord(long to, long value) throws IOException {
            source.writeWord(to, value);
        }

        @Override
        public void write(long to, byte[] from, int offset, int length) throws IOException {
            source.write(to, from, offset, length);
        }
    }
}
