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
        boolean isText = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8).length == bytes.length
                && java.util.Arrays.equals(
                        new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
        Utf8Buffer out = new Utf8Buffer(16);
        out.put(bytes);

        Utf8.repair(out, 0);

        assertThat(java.util.Arrays.equals(out.toByteArray(), bytes)).isEqualTo(isText);
        assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                .isEqualTo(out.toByteArray());
    }

    @Property
    void every_character_has_its_size(@ForAll @net.jqwik.api.constraints.IntRange(max = 0x10ffff) int point) {
        boolean surrogate = point >= 0xd800 && point <= 0xdfff;
        String text = surrogate ? "?" : new String(Character.toChars(point));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(Utf8.decode(bytes, 0, bytes.length)).isEqualTo(surrogate ? '?' : point);
        assertThat(Utf8.sizeOf(Utf8.decode(bytes, 0, bytes.length))).isEqualTo(bytes.length);
    }

    private static String repaired(byte[] bytes) {
        Utf8Buffer out = new Utf8Buffer(16);
        out.put(bytes);
        Utf8.repair(out, 0);
        return out.toString();
    }
}
