package io.logrich.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.text.Utf8Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "exactly8",
                "[red]not markup[/red] :bug: {message} %s ${jndi:x} \\n C:\\temp",
                "Grüße, 世界, עולם, 🐞 and a ‍joiner",
                "~ is the last of ASCII, and \u00a0 the first after the controls \u2027 \u202f \u2065 \u206a \ufffd"
            })
    void leaves_harmless_text_as_it_is(String text) {
        assertThat(shown(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\u0000|\\x00",
                "\\u0007|\\x07",
                "\\u0008|\\x08",
                "\\u000a|\\n",
                "\\u000d|\\r",
                "\\u0009|\\t",
                "\\u001b|\\x1b",
                "\\u001f|\\x1f",
                "\\u007f|\\x7f",
                "\\u0080|\\x80",
                "\\u009b|\\x9b",
                "\\u009f|\\x9f",
                "\\u2028|\\u2028",
                "\\u2029|\\u2029",
                "\\u202a|\\u202a",
                "\\u202e|\\u202e",
                "\\u2066|\\u2066",
                "\\u2069|\\u2069"
            })
    void makes_what_could_do_harm_visible(String escapedCharacter, String expected) {
        String character = String.valueOf((char) Integer.parseInt(escapedCharacter.substring(2), 16));

        assertThat(shown(character)).isEqualTo(expected);
        assertThat(shown("seven77" + character + "12345678")).isEqualTo("seven77" + expected + "12345678");
        assertThat(shown("é" + character + "é")).isEqualTo("é" + expected + "é");
    }

    @Test
    void finds_a_control_character_at_every_place_of_a_word() {
        for (int place = 0; place < 24; place++) {
            for (char control : new char[] {0, 0x1b, 0x1f, 0x7f}) {
                String text = "x".repeat(place) + control + "y".repeat(23 - place);
                String expected = "x".repeat(place) + String.format("\\x%02x", (int) control) + "y".repeat(23 - place);

                assertThat(shown(text)).isEqualTo(expected);
            }
        }
    }

    @Test
    void shows_bytes_that_are_no_text() {
        assertThat(shown(0x80)).isEqualTo("\\x80");
        assertThat(shown(0x9b, '3', '1', 'm'))
                .as("a C1 control of an 8-bit terminal")
                .isEqualTo("\\x9b31m");
        assertThat(shown(0xc0, 0x8a)).as("an overlong line feed").isEqualTo("\\xc0\\x8a");
        assertThat(shown(0xe0, 0x80, 0x9b)).as("an overlong escape").isEqualTo("\\xe0\\x80\\x9b");
        assertThat(shown(0xed, 0xa0, 0x80)).as("a lone surrogate").isEqualTo("\\xed\\xa0\\x80");
        assertThat(shown(0xf4, 0x90, 0x80, 0x80)).as("beyond Unicode").isEqualTo("\\xf4\\x90\\x80\\x80");
        assertThat(shown('a', 0xf0, 0x9f, 0x90)).as("a cut bug").isEqualTo("a\\xf0\\x9f\\x90");
        assertThat(shown(0xe2, 0x82, 'x')).isEqualTo("\\xe2\\x82x");
        assertThat(shown(0xff, 0xfe)).isEqualTo("\\xff\\xfe");
    }

    @Test
    void reads_nothing_beyond_the_range_it_was_given() {
        byte[] bytes = "ab\u001bcd🐞".getBytes(StandardCharsets.UTF_8);
        Utf8Buffer out = new Utf8Buffer(16);

        SafeText.write(out, bytes, 1, 5);

        assertThat(out).hasToString("b\\x1bcd\\xf0");
    }

    @Property
    void any_bytes_come_out_as_text_without_control_characters(@ForAll @Size(max = 200) byte[] bytes)
            throws CharacterCodingException {
        Utf8Buffer out = new Utf8Buffer(16);

        SafeText.write(out, bytes, 0, bytes.length);

        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(out.toByteArray()))
                .toString();
        assertThat(text.codePoints()).noneMatch(SafeTextTest::isDangerous);
    }

    @Property
    void any_string_keeps_its_harmless_characters(@ForAll String text) {
        StringBuilder expected = new StringBuilder();
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        wellFormed.codePoints().filter(point -> !isDangerous(point)).forEach(expected::appendCodePoint);

        String shown = shown(wellFormed);

        if (wellFormed.codePoints().noneMatch(SafeTextTest::isDangerous)) {
            assertThat(shown).isEqualTo(wellFormed);
        }
        assertThat(shown.replaceAll("\\\\(x..|u....|[nrt])", ""))
                .isEqualTo(expected.toString().replaceAll("\\\\(x..|u....|[nrt])", ""));
    }

    /** As the standards say it, and not as the class does. */
    static boolean isDangerous(int point) {
        return Character.getType(point) == Character.CONTROL
                || point == 0x2028
                || point == 0x2029
                || switch (Character.getDirectionality(point)) {
                    case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                            Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                            Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                            Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                            Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                            Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
                    default -> false;
                };
    }

    private static String shown(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Utf8Buffer out = new Utf8Buffer(16);
        SafeText.write(out, bytes, 0, bytes.length);
        return out.toString();
    }

    private static String shown(int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        Utf8Buffer out = new Utf8Buffer(16);
        SafeText.write(out, raw, 0, raw.length);
        return out.toString();
    }
}
