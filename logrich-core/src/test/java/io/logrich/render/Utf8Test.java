package io.logrich.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void leaves_text_as_it_is() {
        String text = "plain ASCII over eight bytes, é, €, 𝄞, \u0000, \u001b, \uffff";

        assertThat(repaired(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }

    @Test
    void replaces_each_byte_that_belongs_to_no_character() {
        byte[] bytes = {'a', (byte) 0xff, 'b', (byte) 0xc3, 'c', (byte) 0xc3, (byte) 0xa9, (byte) 0xe2, (byte) 0x82};

        assertThat(repaired(bytes)).isEqualTo("a\ufffdb\ufffdcé\ufffd\ufffd");
    }

    @Test
    void does_not_touch_what_is_before_the_start() {
        Utf8Buffer out = new Utf8Buffer(16);
        out.put((byte) 0xff).put((byte) 0xfe);

        Utf8.repair(out, 1);

        assertThat(out.toByteArray()).startsWith(0xff, 0xef, 0xbf, 0xbd).hasSize(4);
    }

    @Property
    void agrees_with_the_JDK_about_what_is_text(@ForAll @Size(max = 100) byte[] bytes) {
        boolean isText =
                new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8).length == bytes.length
                        && java.util.Arrays.equals(
                                new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
        Utf8Buffer out = new Utf8Buffer(16);
        out.put(bytes);

        Utf8.repair(out, 0);

        assertThat(java.util.Arrays.equals(out.toByteArray(), bytes)).isEqualTo(isText);
        assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                .isEqualTo(out.toByteArray());
    }

    @Test
    void knows_the_first_and_the_last_character_of_each_size() {
        int[][] lastAndFirst = {{0x7f, 0x80}, {0x7ff, 0x800}, {0xffff, 0x10000}};
        for (int size = 1; size <= 3; size++) {
            assertThat(decoded(lastAndFirst[size - 1][0])).isEqualTo(size);
            assertThat(decoded(lastAndFirst[size - 1][1])).isEqualTo(size + 1);
        }
        assertThat(decoded(0xd7ff)).isEqualTo(3);
        assertThat(decoded(0xe000)).isEqualTo(3);
        assertThat(decoded(0x10ffff)).isEqualTo(4);
    }

    @Test
    void surrogates_are_no_characters() {
        byte[] first = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
        byte[] last = {(byte) 0xed, (byte) 0xbf, (byte) 0xbf};

        assertThat(Utf8.decode(first, 0, 3)).isEqualTo(Utf8.INVALID);
        assertThat(Utf8.decode(last, 0, 3)).isEqualTo(Utf8.INVALID);
    }

    @Property
    void every_character_has_its_size(@ForAll @net.jqwik.api.constraints.IntRange(max = 0x10ffff) int point) {
        boolean surrogate = point >= 0xd800 && point <= 0xdfff;
        String text = surrogate ? "?" : new String(Character.toChars(point));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(Utf8.decode(bytes, 0, bytes.length)).isEqualTo(surrogate ? '?' : point);
        assertThat(Utf8.sizeOf(Utf8.decode(bytes, 0, bytes.length))).isEqualTo(bytes.length);
    }

    /** How many bytes the character takes, after it was found to be decoded as itself. */
    private static int decoded(int point) {
        byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.decode(bytes, 0, bytes.length)).isEqualTo(point);
        return Utf8.sizeOf(point);
    }

    private static String repaired(byte[] bytes) {
        Utf8Buffer out = new Utf8Buffer(16);
        out.put(bytes);
        Utf8.repair(out, 0);
        return out.toString();
    }
}
