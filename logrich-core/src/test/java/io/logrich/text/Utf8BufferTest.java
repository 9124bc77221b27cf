package io.logrich.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8BufferTest {
    private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

    @Property(tries = 2000)
    void text_becomes_what_the_jdk_makes_of_it(@ForAll("texts") String text) throws CharacterCodingException {
        Utf8Buffer buffer = new Utf8Buffer(0);

        int length = buffer.text(text);

        assertThat(buffer.toByteArray()).isEqualTo(jdk(text));
        assertThat(length).isEqualTo(buffer.size());
    }

    @Property(tries = 1000)
    void a_part_of_a_text_is_encoded_as_if_it_stood_alone(
            @ForAll("texts") String text, @ForAll @IntRange(max = 100) int a, @ForAll @IntRange(max = 100) int b)
            throws CharacterCodingException {
        int from = Math.min(Math.min(a, b), text.length());
        int to = Math.min(Math.max(a, b), text.length());
        Utf8Buffer buffer = new Utf8Buffer(0).ascii("before ");

        buffer.text(text, from, to);

        String expected = "before " + new String(jdk(text.substring(from, to)), StandardCharsets.UTF_8);
        assertThat(buffer.toString()).isEqualTo(expected);
    }

    @Property(tries = 2000)
    void marked_text_is_the_same_text_and_bears_the_marks_of_its_ascii_characters(
            @ForAll("texts") String text, @ForAll @IntRange(max = 70) int from, @ForAll @IntRange(max = 70) int to)
            throws CharacterCodingException {
        byte[] marks = new byte[128];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = (byte) (1 << i % 7);
        }
        int start = Math.min(Math.min(from, to), text.length());
        int end = Math.min(Math.max(from, to), text.length());
        Utf8Buffer buffer = new Utf8Buffer(0).ascii("before");

        int seen = buffer.markedText(text, start, end, marks);

        assertThat(buffer.toByteArray(6)).isEqualTo(jdk(text.substring(start, end)));
        assertThat(seen)
                .isEqualTo(text.substring(start, end)
                        .chars()
                        .filter(c -> c < 128)
                        .map(c -> marks[c])
                        .reduce(0, (a, b) -> a | b));
        assertThat(buffer.put((byte) 'x').toString(buffer.size() - 1)).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "abcd", "abcde", "é"})
    void a_marked_text_finds_room_wherever_the_buffer_ends(String text) {
        for (int before = 0; before < 140; before++) {
            Utf8Buffer buffer = new Utf8Buffer(0);
            buffer.size(before).markedText(text, 0, text.length(), new byte[128]);
            assertThat(buffer.toString(before)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32, 33, 200})
    void fixed_bytes_are_added_whatever_their_number_and_whatever_room_there_is(int length) {
        Utf8Buffer source = new Utf8Buffer(0).ascii("left out");
        for (int i = 0; i < length; i++) {
            source.put((byte) (i + 1));
        }
        FixedBytes fixed = FixedBytes.of(source, 8);
        for (int before = 0; before < 80; before++) {
            Utf8Buffer buffer = new Utf8Buffer(0).ascii("b".repeat(before));

            buffer.put(fixed).put(fixed, 0x1122334455667788L).put((byte) 'x');

            assertThat(buffer.toByteArray())
                    .isEqualTo(new Utf8Buffer(0)
                            .ascii("b".repeat(before))
                            .put(source.toByteArray(8))
                            .put(source.toByteArray(8))
                            .putLong(0x1122334455667788L)
                            .put((byte) 'x')
                            .toByteArray());
        }
    }

    @Test
    void every_single_character_is_encoded_as_the_jdk_does() throws CharacterCodingException {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            String text = new String(Character.toChars(point));
            Utf8Buffer buffer = new Utf8Buffer(8);
            buffer.text(text);
            if (!java.util.Arrays.equals(buffer.toByteArray(), jdk(text))) {
                assertThat(buffer.toByteArray()).as("U+%04X", point).isEqualTo(jdk(text));
            }
        }
    }

    @Property(tries = 1000)
    void whole_numbers_read_as_java_writes_them(@ForAll long value) {
        assertThat(new Utf8Buffer(0).decimal(value).toString()).isEqualTo(Long.toString(value));
    }

    @Test
    void numbers_at_every_power_of_ten_and_the_ends_of_the_range() {
        for (long value = 1; value > 0 && value <= Long.MAX_VALUE / 10; value *= 10) {
            for (long near : new long[] {value - 1, value, -value, -value + 1}) {
                assertThat(new Utf8Buffer(0).decimal(near).toString()).isEqualTo(Long.toString(near));
            }
        }
        assertThat(new Utf8Buffer(0).decimal(Long.MIN_VALUE).toString()).isEqualTo("-9223372036854775808");
        assertThat(new Utf8Buffer(0).decimal(Long.MAX_VALUE).toString()).isEqualTo("9223372036854775807");
    }

    @Property(tries = 500)
    void padded_numbers_have_leading_zeros(@ForAll @IntRange(max = 999_999) int value) {
        assertThat(new Utf8Buffer(0).decimal(value, 6).toString()).isEqualTo(String.format("%06d", value));
    }

    @Property(tries = 2000)
    void digits_are_written_over_what_stands_there_and_over_nothing_else(
            @ForAll @LongRange(min = 0) long value, @ForAll @IntRange(max = 19) int digits, @ForAll boolean atEnd) {
        String text = "%019d".formatted(value).substring(19 - digits);
        byte[] target = "abcdefghijklmnopqrstuvwxyz"
                .substring(0, atEnd ? 3 + digits : 26)
                .getBytes(UTF_8);
        String rest = new String(target, 3 + digits, target.length - 3 - digits, UTF_8);

        Decimals.write(target, 3, digits, value);

        assertThat(new String(target, UTF_8)).isEqualTo("abc" + text + rest);
    }

    @Property(tries = 1000)
    void a_short_part_of_an_array_is_added_as_it_is(
            @ForAll @Size(max = 60) byte[] source,
            @ForAll @IntRange(max = 60) int a,
            @ForAll @IntRange(max = 60) int b) {
        int from = Math.min(Math.min(a, b), source.length);
        int to = Math.min(Math.max(a, b), source.length);
        Utf8Buffer buffer = new Utf8Buffer(0).ascii("z".repeat(b));

        buffer.putShortPart(source, from, to - from).ascii('y', 'x');

        assertThat(buffer.toByteArray(b))
                .isEqualTo(new Utf8Buffer(0)
                        .put(source, from, to - from)
                        .ascii("yx")
                        .toByteArray());
    }

    @Test
    void a_buffer_grows_and_keeps_what_it_has() {
        Utf8Buffer buffer = new Utf8Buffer(0);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            buffer.ascii("line ").decimal(i).ascii('\n').put(new byte[] {'x', 'y'}, 1, 1);
            expected.append("line ").append(i).append("\ny");
        }

        assertThat(buffer.toString()).isEqualTo(expected.toString());
        assertThat(buffer.size(7).toString()).isEqualTo(expected.substring(0, 7));
        assertThat(buffer.clear().size()).isZero();
        buffer.shrinkTo(100);
        assertThat(buffer.array()).hasSize(100);
    }

    @Test
    void numbers_lie_lowest_byte_first() {
        Utf8Buffer buffer = new Utf8Buffer(0);
        buffer.putShort(0x1234).putInt(0x12345678).putLong(0x0102030405060708L);

        assertThat(buffer.toByteArray()).containsExactly(0x34, 0x12, 0x78, 0x56, 0x34, 0x12, 8, 7, 6, 5, 4, 3, 2, 1);
        buffer.setInt(2, -1);
        assertThat(LittleEndian.getInt(buffer.array(), 2)).isEqualTo(-1);
        assertThat(LittleEndian.getShort(buffer.array(), 0)).isEqualTo(0x1234);
        assertThat(LittleEndian.getLong(buffer.array(), 6)).isEqualTo(0x0102030405060708L);
        LittleEndian.putShort(buffer.array(), 0, 0xffff);
        assertThat(LittleEndian.getShort(buffer.array(), 0)).isEqualTo(0xffff);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> ascii = Arbitraries.chars().ascii();
        Arbitrary<Character> any = Arbitraries.chars().range('\u0000', '\uffff');
        Arbitrary<Character> surrogates = Arbitraries.chars().range('\ud800', '\udfff');
        Arbitrary<Character> edges = Arbitraries.of(
                '\u0000', '\u007f', '\u0080', '\u07ff', '\u0800', '\ud7ff', '\ud800', '\udbff', '\udc00', '\udfff',
                '\ue000', '\uffff');
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(3, ascii),
                        net.jqwik.api.Tuple.of(2, any),
                        net.jqwik.api.Tuple.of(2, surrogates),
                        net.jqwik.api.Tuple.of(2, edges))
                .list()
                .ofMaxSize(100)
                .map(chars -> {
                    StringBuilder text = new StringBuilder();
                    chars.forEach(text::append);
                    return text.toString();
                });
    }

    /** With U+FFFD for what is no character, as ours. */
    private static byte[] jdk(String text) throws CharacterCodingException {
        ByteBuffer bytes = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(REPLACEMENT)
                .encode(CharBuffer.wrap(text));
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }
}
