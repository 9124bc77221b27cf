package io.logrich.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The JDK's decoder is the judge of what is UTF-8. */
class EventCheckTest {
    private static final CharsetDecoder DECODER = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    @Property(tries = 5000)
    void the_jdk_agrees_about_arbitrary_bytes(@ForAll("nearlyUtf8") byte[] bytes) {
        assertThat(EventCheck.isUtf8(bytes, 0, bytes.length)).isEqualTo(jdk(bytes, 0, bytes.length));
    }

    @Test
    void the_jdk_agrees_about_every_sequence_of_two_bytes_and_every_start_of_three() {
        byte[] bytes = new byte[4];
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                for (int third : new int[] {0x00, 0x7f, 0x80, 0xbf, 0xc0, 0xff}) {
                    for (int fourth : new int[] {0x20, 0x80, 0xbf, 0xc2}) {
                        bytes[0] = (byte) first;
                        bytes[1] = (byte) second;
                        bytes[2] = (byte) third;
                        bytes[3] = (byte) fourth;
                        for (int length = 1; length <= 4; length++) {
                            if (EventCheck.isUtf8(bytes, 0, length) != jdk(bytes, 0, length)) {
                                assertThat(bytes).as("%d bytes of", length).isNull();
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void only_the_given_range_is_looked_at_and_all_of_it() {
        Random random = new Random(3);
        byte[] text = "plain text, ünd 😀 mehr, that is longer than a word of eight".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[text.length + 40];
            random.nextBytes(bytes);
            int offset = random.nextInt(40);
            System.arraycopy(text, 0, bytes, offset, text.length);
            assertThat(EventCheck.isUtf8(bytes, offset, text.length)).isTrue();

            int broken = offset + random.nextInt(text.length);
            bytes[broken] = (byte) (0x80 + random.nextInt(128));
            assertThat(EventCheck.isUtf8(bytes, offset, text.length)).isEqualTo(jdk(bytes, offset, text.length));
        }
    }

    @Test
    void of_short_texts_each_byte_is_looked_at_and_none_beside_them() {
        Random random = new Random(4);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            int offset = random.nextInt(bytes.length + 1);
            int length = random.nextInt(bytes.length - offset + 1);
            for (int at = offset; at < offset + length; at++) {
                bytes[at] &= 0x7f;
            }
            assertThat(EventCheck.isUtf8(bytes, offset, length)).isTrue();

            if (length > 0) {
                int changed = offset + random.nextInt(length);
                bytes[changed] = (byte) (0x80 + random.nextInt(128));
                assertThat(EventCheck.isUtf8(bytes, offset, length)).isEqualTo(jdk(bytes, offset, length));
            }
        }
    }

    @Provide
    Arbitrary<byte[]> nearlyUtf8() {
        Arbitrary<Byte> any = Arbitraries.bytes();
        Arbitrary<byte[]> noise = any.array(byte[].class).ofMaxSize(12);
        Arbitrary<byte[]> text = Arbitraries.strings().ofMaxLength(12).map(s -> s.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> broken = text.flatMap(bytes -> Arbitraries.integers()
                .between(0, Math.max(0, bytes.length - 1))
                .flatMap(at -> any.map(value -> {
                    byte[] copy = bytes.clone();
                    if (copy.length > 0) {
                        copy[at] = value;
                    }
                    return copy;
                })));
        return Arbitraries.oneOf(noise, text, broken, broken);
    }

    private static boolean jdk(byte[] bytes, int offset, int length) {
        DECODER.reset();
        CharBuffer out = CharBuffer.allocate(length);
        return !DECODER.decode(ByteBuffer.wrap(bytes, offset, length), out, true)
                .isError();
    }
}
