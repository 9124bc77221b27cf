package io.logrich.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writer and reader against each other, and against the grammar. */
class JsonTest {
    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void what_is_written_is_read_back(@ForAll("values") Object value) {
        Object plain = Jsons.plain(value);

        assertThat(JsonReader.read(Jsons.write(plain))).isEqualTo(Jsons.read(plain));
    }

    @Property(tries = 500)
    void texts_are_written_alike_from_characters_and_from_bytes(@ForAll("texts") String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Utf8Buffer bytes = new Utf8Buffer(0);
        new JsonWriter(bytes).string(utf8, 0, utf8.length);

        assertThat(Jsons.write(text)).isEqualTo(bytes.toString());
        assertThat(bytes.toString().chars()).noneMatch(c -> c < 0x20 || c == 0x7f);
    }

    /** Eight bytes are looked at together; one alone is looked at as it is. */
    @Test
    void each_byte_is_written_the_same_wherever_it_stands() {
        for (int value = 0; value < 256; value++) {
            for (int place = 0; place < 19; place++) {
                byte[] text = "abcdefgh~ !#[]^\u00ff".getBytes(StandardCharsets.UTF_8);
                byte[] around = Arrays.copyOf(text, 19);
                around[place] = (byte) value;

                assertThat(quoted(around, 0, around.length)).isEqualTo(oneByOne(around));
            }
        }
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void any_bytes_are_written_as_each_of_them_alone(@ForAll @Size(max = 40) byte[] bytes) {
        assertThat(quoted(bytes, 0, bytes.length)).isEqualTo(oneByOne(bytes));
    }

    private static byte[] oneByOne(byte[] bytes) {
        Utf8Buffer all = new Utf8Buffer(64).ascii('"');
        for (int i = 0; i < bytes.length; i++) {
            byte[] one = quoted(bytes, i, 1);
            all.put(one, 1, one.length - 2);
        }
        return all.ascii('"').toByteArray();
    }

    private static byte[] quoted(byte[] bytes, int offset, int length) {
        Utf8Buffer out = new Utf8Buffer(64);
        new JsonWriter(out).string(bytes, offset, length);
        return out.toByteArray();
    }

    @Test
    void what_the_writer_writes_looks_like_this() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", "a\"b\\c/d\n\r\t\b\f\u0001\u007fé😀\u2028");
        map.put("whole", Long.MIN_VALUE);
        map.put("numbers", Arrays.asList(1, (short) 2, (byte) 3, 4.5, 1e300, 0.1f == 0.1 ? 1 : 0.25f));
        map.put("big", new BigInteger("123456789012345678901234567890"));
        map.put("decimal", new BigDecimal("1E+400"));
        map.put("none", null);
        map.put("flags", List.of(true, false));
        map.put("not numbers", List.of(Double.NaN, Double.NEGATIVE_INFINITY));
        map.put("empty", List.of(Map.of(), List.of()));
        map.put("other", StandardCharsets.UTF_8);

        assertThat(Jsons.write(map))
                .isEqualTo("{\"text\":\"a\\\"b\\\\c/d\\n\\r\\t\\b\\f\\u0001\\u007fé😀\u2028\","
                        + "\"whole\":-9223372036854775808,\"numbers\":[1,2,3,4.5,1.0E300,0.25],"
                        + "\"big\":123456789012345678901234567890,\"decimal\":1E+400,\"none\":null,"
                        + "\"flags\":[true,false],\"not numbers\":[\"NaN\",\"-Infinity\"],\"empty\":[{},[]],"
                        + "\"other\":\"UTF-8\"}");
    }

    @Test
    void numbers_are_read_as_the_smallest_type_that_holds_them() {
        assertThat(JsonReader.read("[0, -0, 7, -9223372036854775808, 9223372036854775807, 9223372036854775808]"))
                .isEqualTo(List.of(0L, 0L, 7L, Long.MIN_VALUE, Long.MAX_VALUE, new BigInteger("9223372036854775808")));
        assertThat(JsonReader.read("[1.5, 1e2, 1E-2, -0.0, 1e400]"))
                .isEqualTo(List.of(1.5, 100.0, 0.01, -0.0, new BigDecimal("1e400")));
    }

    @Test
    void escapes_and_blanks_are_understood() {
        assertThat(JsonReader.read(" \t\r\n[ \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\ud83d\\uDE00\" ] \n"))
                .isEqualTo(List.of("\"\\/\b\f\n\r\tAé😀"));
    }

    @Test
    void a_key_given_twice_keeps_its_last_value() {
        assertThat(JsonReader.read("{\"a\":1,\"b\":2,\"a\":3}")).isEqualTo(Map.of("a", 3L, "b", 2L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nul",
                "nulll",
                "True",
                "[",
                "]",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{",
                "{]",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "{\"a\" 1}",
                "{\"a\"::1}",
                "\"",
                "\"a",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\u\"",
                "\"\n\"",
                "\"\u0000\"",
                "'a'",
                "01",
                "-01",
                "+1",
                "1.",
                ".5",
                "-",
                "--1",
                "1e",
                "1e+",
                "1.e5",
                "1e5.5",
                "0x10",
                "1_000",
                "NaN",
                "Infinity",
                "-Infinity",
                "1 1",
                "[] []",
                "// x\n1",
                "/* x */ 1",
                "\ufeff1",
                "\u00a01",
                "1\u0000",
                "\"\\u\uff11\uff12\uff13\uff14\"",
                "\"\\u\u0661\u0662\u0663\u0664\"",
                "\u0661",
                "\uff11"
            })
    void what_is_no_json_is_refused_and_the_place_is_named(String text) {
        assertThatThrownBy(() -> JsonReader.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("not JSON: expected .* at character \\d+");
    }

    @Test
    void depth_is_bounded_and_no_text_overflows_the_stack() {
        String deep = "[".repeat(64) + "]".repeat(64);
        assertThat(JsonReader.read(deep)).isInstanceOf(List.class);

        for (String open : new String[] {"[", "{\"a\":", "[{\"a\":"}) {
            assertThatThrownBy(() -> JsonReader.read(open.repeat(1_000_000)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("64 levels");
        }
    }

    @Test
    void long_numbers_are_bounded_because_reading_them_takes_so_long() {
        String longest = "9".repeat(4096);
        assertThat(JsonReader.read(longest)).isEqualTo(new BigInteger(longest));

        assertThatThrownBy(() -> JsonReader.read("[1, " + "9".repeat(5_000_000) + "]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not JSON: expected a number of at most 4096 characters at character 4");
    }

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    void a_text_with_a_changed_character_is_read_or_refused_but_never_anything_else(
            @ForAll("values") Object value, @ForAll int at, @ForAll char c) {
        StringBuilder text = new StringBuilder(Jsons.write(Jsons.plain(value)));
        text.setCharAt(Math.floorMod(at, text.length()), c);
        try {
            JsonReader.read(text.toString());
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("\n");
        }
    }

    @Provide
    Arbitrary<Object> values() {
        return Jsons.values();
    }

    @Provide
    Arbitrary<String> texts() {
        return Jsons.texts();
    }
}
