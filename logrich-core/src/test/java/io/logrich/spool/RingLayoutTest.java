package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes themselves. The drawings were made by {@code ring.py}, which follows the document and knows no Java. */
class RingLayoutTest {
    /**
     * <pre>
     * magic, version 1         capacity
     * salt, minor              required, optional
     * run id, upper half       lower half
     * pid                      start
     * boot id, upper half      lower half
     * pid namespace            wall clock
     * monotonic clock          role, epoch
     * longest, attributes      CRC32C
     * tail
     * </pre>
     */
    private static final String HEADER = """
            4c52494e47000100 0000010000000000
            175aed5e00000000 0000000000000000
            0807060504030201 100f0e0d0c0b0a09
            6712000000000000 0068e5cf8b010000
            1817161514131211 201f1e1d1c1b1a19
            fcffffef00000000 40222018240a0600
            b168de3a00000000 0000000000000000
            e01f00000f000000 1ce1d55200000000
            a000000000000000 0000000000000000
            """;

    /**
     * An event, an empty one, and a claim that was given up after it had taken a number.
     *
     * <pre>
     * stamp, length            type, level, flags, check
     * sequence                 origin
     * payload, padded to 32
     * </pre>
     */
    private static final String RECORDS = """
            175aed5e09000000 02140000463f9863
            0100000000000000 0000000000000000
            3132333435363738 3900000000000000
            0000000000000000 0000000000000000
            155aed5e00000000 021e00000900ec5b
            0200000000000000 0000000000000000
            145aed5e20000000 01000000a742c41e
            0300000000000000 0000000000000000
            0000000000000000 0000000000000000
            0000000000000000 0000000000000000
            """;

    @Test
    void header_and_records_have_exactly_these_bytes() {
        RingMemory memory = RingMemory.anonymous(Rings.SMALL);
        WriterSlots slots = new WriterSlots();
        Ring ring = Rings.over(memory, slots);
        Pen pen = new Pen(slots);

        pen.write(ring, ascii("123456789"));
        pen.write(ring, Pen.WARNING, ascii(""));
        pen.abandon(ring, 5);
        slots.adoptOrphans();

        byte[] image = Rings.image(memory);
        assertThat(hex(image, 0, 144)).isEqualTo(HEADER);
        assertThat(hex(image, 4096, 160)).isEqualTo(RECORDS);
        assertThat(hex(image, 256, 16)).isEqualTo("0300000000000000 0000000000000000\n");
        assertThat(new String(image, 3072, 16, StandardCharsets.US_ASCII)).isEqualTo("{\"name\":\"test\"}\0");
    }

    @Test
    void a_consumer_has_exactly_these_bytes() throws Exception {
        RingMemory memory = RingMemory.anonymous(Rings.SMALL);
        Ring ring = Rings.over(memory, new WriterSlots());

        Consumer consumer = ring.addConsumer("file:/x", 64, 2);
        consumer.publishLost(3, 7);
        consumer.publish(96, 3, 2);
        consumer.waitedFor(false);

        assertThat(hex(Rings.image(memory), 1024 + 128, 96)).isEqualTo("""
                        6000000000000000 0300000000000000
                        0200000000000000 0000000000000000
                        0000000000000000 0000000000000000
                        0700000000000000 0000000000000000
                        0000000000000000 0300000007000000
                        66696c653a2f7800 0000000000000000
                        """);
    }

    /** The vectors of {@code docs/spool-format.md}. */
    @Test
    void the_check_is_the_documented_one() {
        int crc = 0xe3069283; // of 123456789
        int stamp = RecordLayout.stamp(64, 0x12345678);
        long word = RecordLayout.committed(stamp, 9);

        assertThat(word).isEqualTo(0x000000091234567aL);
        assertThat(RecordLayout.claimed(stamp, 9)).isEqualTo(0xfffffff61234567aL);
        int meta = RecordLayout.meta(RecordLayout.TYPE_EVENT, 20, 0);
        assertThat(RecordLayout.check(crc, 64, word, meta, 1, 0)).isEqualTo(0x89d62722);
        int relayed = RecordLayout.meta(RecordLayout.TYPE_EVENT, 20, RecordLayout.FLAG_RELAYED);
        assertThat(RecordLayout.check(crc, 64, word, relayed, 1, 4096)).isEqualTo(0x9ea00a4b);
    }

    @ParameterizedTest
    @CsvSource({"0, 32", "1, 64", "32, 64", "33, 96", "8160, 8192", "1048576, 1048608"})
    void a_record_takes_whole_multiples_of_32(int payload, int size) {
        assertThat(RecordLayout.sizeOf(payload)).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({"65536, 8160", "8388608, 1048544", "16777216, 1048576", "1073741824, 1048576"})
    void the_longest_payload_is_an_eighth_of_the_ring_or_a_mebibyte(int capacity, int longest) {
        assertThat(RingLayout.longestPayload(capacity)).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -65536, 32768, 65535, 65537, 98304, 1L << 31, 1L << 32, Long.MIN_VALUE})
    void a_capacity_is_a_power_of_two_within_bounds(long wrong) {
        assertThatThrownBy(() -> RingLayout.checkedCapacity(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("power of two")
                .hasMessageContaining(String.valueOf(wrong));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(byte[] bytes, int from, int length) {
        HexFormat format = HexFormat.of();
        StringBuilder lines = new StringBuilder();
        for (int at = from; at < from + length; at += 16) {
            lines.append(format.formatHex(bytes, at, at + 8)).append(' ');
            lines.append(format.formatHex(bytes, at + 8, at + 16)).append('\n');
        }
        return lines.toString();
    }
}
