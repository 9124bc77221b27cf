package io.logrich.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ValueTest {
    private final Utf8Buffer out = new Utf8Buffer(0);

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void values_come_back_as_they_were(@ForAll("values") Object value) throws MalformedEventException {
        assertThat(roundTrip(value)).isEqualTo(Values.after(value));
    }

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    void json_straight_from_the_bytes_is_the_json_of_the_value(@ForAll("values") Object value)
            throws MalformedEventException {
        ValueWriter.write(out.clear(), value);
        JsonWriter straight = new JsonWriter(new Utf8Buffer(0));
        ValueReader.ofOne(out.array(), 0, out.size()).writeValue(straight);

        String expected = new JsonWriter(new Utf8Buffer(0))
                .value(Values.after(value))
                .out()
                .toString();
        assertThat(straight.out().toString()).isEqualTo(expected);
    }

    @Test
    void null_is_a_value() throws MalformedEventException {
        assertThat(roundTrip(null)).isNull();
        assertThat(roundTrip(Arrays.asList(1, null))).isEqualTo(Arrays.asList(1L, null));
        assertThat(roundTrip(Optional.empty())).isNull();
        assertThat(roundTrip(Optional.of(7))).isEqualTo(7L);
    }

    @Test
    void numbers_keep_every_bit() throws MalformedEventException {
        for (double number : new double[] {-0.0, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, 0.1}) {
            assertThat(Double.doubleToRawLongBits((double) roundTrip(number)))
                    .isEqualTo(Double.doubleToRawLongBits(number));
        }
        assertThat(roundTrip(0.1f)).isEqualTo(0.1);
        assertThat(roundTrip(new BigDecimal("1E-400"))).isEqualTo(new BigDecimal("1E-400"));
    }

    @Test
    void a_number_too_long_to_be_a_number_of_ours_arrives_whole_as_text() throws MalformedEventException {
        BigInteger longest = BigInteger.TEN.pow(4095);
        BigInteger tooLong = BigInteger.TEN.pow(4096);
        BigDecimal fraction = new BigDecimal(tooLong, 17);

        assertThat(roundTrip(longest)).isEqualTo(longest);
        assertThat(roundTrip(tooLong)).isEqualTo(tooLong.toString());
        assertThat(roundTrip(fraction)).isEqualTo(fraction.toString());
    }

    @Test
    void a_number_that_is_longer_than_allowed_or_none_is_malformed() {
        for (String digits :
                new String[] {"9".repeat(4097), "", "-", "1-2", "1.2.3", "twelve", "0x10", "1e99999999999"}) {
            byte[] text = digits.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            out.clear().put((byte) EventLayout.DECIMAL).putInt(text.length).put(text);
            assertThatThrownBy(
                            () -> ValueReader.ofOne(out.array(), 0, out.size()).checkCurrent())
                    .as(digits.substring(0, Math.min(20, digits.length())))
                    .isInstanceOf(MalformedEventException.class);
        }
    }

    @Test
    void other_objects_become_their_text() throws MalformedEventException {
        assertThat(roundTrip(Path.of("/a/b"))).isEqualTo("/a/b");
        assertThat(roundTrip(Thread.State.BLOCKED)).isEqualTo("BLOCKED");
        assertThat(roundTrip('x')).isEqualTo("x");
        assertThat(roundTrip(new StringBuilder("built"))).isEqualTo("built");
        assertThat(roundTrip(new Object[] {1, "two"})).isEqualTo(List.of(1L, "two"));
        assertThat(roundTrip(Map.of(5, 6))).isEqualTo(Map.of("5", 6L));
    }

    @Test
    void a_value_that_misbehaves_costs_only_itself() throws MalformedEventException {
        Object throwing = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        };
        Object nameless = new Object() {
            @Override
            public String toString() {
                return null;
            }
        };
        List<Object> self = new ArrayList<>();
        self.add(self);

        Object read = roundTrip(Arrays.asList(1, throwing, nameless, 2));

        assertThat((List<?>) read).hasSize(4);
        assertThat(((List<?>) read).get(1)).asString().startsWith("[io.logrich").endsWith(": IllegalStateException]");
        assertThat(((List<?>) read).get(2)).isEqualTo("null");
        assertThat(((List<?>) read).get(3)).isEqualTo(2L);
        assertThat(roundTrip(self)).isInstanceOf(List.class);
    }

    @Test
    void values_nest_sixteen_deep_and_what_is_deeper_becomes_text() throws MalformedEventException {
        Object value = "bottom";
        for (int depth = 0; depth < 30; depth++) {
            value = depth % 2 == 0 ? List.of(value) : Map.of("k", value);
        }

        Object read = roundTrip(value);

        int depth = 0;
        while (!(read instanceof String)) {
            read = read instanceof List<?> list ? list.get(0) : ((Map<?, ?>) read).get("k");
            depth++;
        }
        assertThat(depth).isEqualTo(16);
        assertThat((String) read).contains("bottom");
    }

    @Test
    void bytes_that_nest_deeper_are_malformed_and_do_not_overflow_the_stack() {
        int depth = 5000;
        out.clear();
        for (int i = 0; i < depth; i++) {
            out.put((byte) EventLayout.LIST).putInt((depth - i) * 5 - 5);
        }
        byte[] bytes = out.toByteArray();

        assertThatThrownBy(() -> ValueReader.ofOne(bytes, 0, bytes.length).checkCurrent())
                .isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(() -> ValueReader.ofOne(bytes, 0, bytes.length).value())
                .isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(
                        () -> ValueReader.ofOne(bytes, 0, bytes.length).writeValue(new JsonWriter(new Utf8Buffer(0))))
                .isInstanceOf(MalformedEventException.class);
    }

    @Test
    void long_keys_are_cut_to_what_their_length_can_say() throws MalformedEventException {
        String key = "ключ€😀".repeat(500);
        Map<String, Object> map = new HashMap<>();
        map.put(key, 1);

        Map<?, ?> read = (Map<?, ?>) roundTrip(map);

        String cut = (String) read.keySet().iterator().next();
        assertThat(cut.length()).isBetween(300, 341);
        assertThat(key).startsWith(cut.substring(0, cut.length() - 1));
    }

    @Provide
    Arbitrary<Object> values() {
        return Values.any();
    }

    private Object roundTrip(Object value) throws MalformedEventException {
        ValueWriter.write(out.clear(), value);
        ValueReader reader = ValueReader.ofOne(out.array(), 0, out.size());
        reader.checkCurrent();
        assertThat(reader.position()).as("all of it").isEqualTo(out.size());
        assertThat(reader.advance()).isFalse();
        return ValueReader.ofOne(out.array(), 0, out.size()).value();
    }
}
