package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.text.LittleEndian;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingHeaderTest {
    private final byte[] page = page(Rings.header(Rings.SMALL));

    @Test
    void reads_what_was_written() throws IOException {
        String attributes = "é".repeat(RingLayout.MAX_ATTRIBUTES / 2);
        RingHeader header = new RingHeader(1 << 20, -1, Rings.RUN, Rings.ORIGIN, RingHeader.ROLE_LOG, 17, attributes);

        assertThat(read(page(header))).isEqualTo(header);
        assertThat(read(page)).isEqualTo(Rings.header(Rings.SMALL));
    }

    @Test
    void attributes_have_a_bound_in_bytes() {
        String tooLong = "é".repeat(RingLayout.MAX_ATTRIBUTES / 2) + "!";

        assertThatThrownBy(() -> new RingHeader(1 << 20, 0, Rings.RUN, Rings.ORIGIN, 0, 0, tooLong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1024 bytes");
    }

    @Test
    void a_page_without_magic_is_no_ring() {
        page[0]++;

        assertRefused("not a ring: no magic");
    }

    @Test
    void another_major_version_is_refused_with_both_numbers() {
        page[6] = 2;

        assertRefused("major version 2, this program reads 1");
    }

    @Test
    void a_later_minor_version_is_read() throws IOException {
        LittleEndian.putInt(page, RingLayout.MINOR_VERSION, 9);
        sign();

        assertThat(read(page)).isEqualTo(Rings.header(Rings.SMALL));
    }

    @Test
    void unknown_optional_features_are_ignored_and_required_ones_refused() throws IOException {
        LittleEndian.putInt(page, RingLayout.OPTIONAL, 0x80000001);
        sign();
        assertThat(read(page)).isEqualTo(Rings.header(Rings.SMALL));

        LittleEndian.putInt(page, RingLayout.REQUIRED, 0x40);
        sign();
        assertRefused("requires features this program does not know: 0x40");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 65535, 98304, 1L << 31, 1L << 33, -65536, Long.MIN_VALUE, Long.MAX_VALUE})
    void an_impossible_capacity_is_refused_even_when_it_is_signed(long capacity) {
        LittleEndian.putLong(page, RingLayout.CAPACITY, capacity);
        sign();

        assertRefused("impossible header");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1025, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void attributes_of_an_impossible_length_are_refused(int length) {
        LittleEndian.putInt(page, RingLayout.ATTRIBUTES_LENGTH, length);

        assertRefused("damaged header");
    }

    @Test
    void attributes_that_are_no_utf8_do_not_get_longer_than_allowed_unnoticed() {
        Arrays.fill(page, RingLayout.ATTRIBUTES, RingLayout.ATTRIBUTES + RingLayout.MAX_ATTRIBUTES, (byte) 0xff);
        LittleEndian.putInt(page, RingLayout.ATTRIBUTES_LENGTH, RingLayout.MAX_ATTRIBUTES);
        sign();

        assertRefused("impossible header");
    }

    @Test
    void every_flipped_bit_of_what_is_written_once_is_found() {
        for (int at = 0; at < RingLayout.HEADER_CRC + 4; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = page.clone();
                damaged[at] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> read(damaged))
                        .as("byte %d, bit %d", at, bit)
                        .isInstanceOf(SpoolException.class);
            }
        }
        byte[] damaged = page.clone();
        damaged[RingLayout.ATTRIBUTES + 3] ^= 1;
        assertThatThrownBy(() -> read(damaged)).isInstanceOf(SpoolException.class);
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> read(page)).isInstanceOf(SpoolException.class).hasMessageContaining(reason);
    }

    private void sign() {
        CRC32C crc = new CRC32C();
        crc.update(page, 8, 112);
        crc.update(page, RingLayout.ATTRIBUTES, LittleEndian.getInt(page, RingLayout.ATTRIBUTES_LENGTH));
        LittleEndian.putInt(page, RingLayout.HEADER_CRC, (int) crc.getValue());
    }

    private static RingHeader read(byte[] page) throws IOException {
        return RingHeader.read(Rings.source(page));
    }

    private static byte[] page(RingHeader header) {
        RingMemory memory = RingMemory.anonymous(header.capacity());
        header.writeTo(memory);
        return Arrays.copyOf(Rings.image(memory), RingLayout.HEADER_BYTES);
    }
}
