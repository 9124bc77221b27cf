package io.logrich.codec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Values that fields may have, and what they are after a journey. */
final class Values {
    /** Stands for null, which jqwik's collections do not take. */
    private static final Object NULL = new Object();

    private Values() {}

    /** Any value but null itself; nulls are within lists and maps. */
    static Arbitrary<Object> any() {
        Arbitrary<Object> leaves = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(NULL)),
                Tuple.of(1, Arbitraries.of(true, false).asGeneric()),
                Tuple.of(2, Arbitraries.longs().asGeneric()),
                Tuple.of(1, Arbitraries.integers().asGeneric()),
                Tuple.of(1, Arbitraries.shorts().asGeneric()),
                Tuple.of(1, Arbitraries.bytes().asGeneric()),
                Tuple.of(2, Arbitraries.doubles().asGeneric()),
                Tuple.of(1, Arbitraries.floats().asGeneric()),
                Tuple.of(1, Arbitraries.bigIntegers().asGeneric()),
                Tuple.of(1, Arbitraries.bigDecimals().asGeneric()),
                Tuple.of(3, texts().asGeneric()));
        return Arbitraries.recursive(
                        () -> leaves,
                        inner -> Arbitraries.frequencyOf(
                                Tuple.of(2, inner),
                                Tuple.of(1, inner.list().ofMaxSize(4).map(Values::list)),
                                Tuple.of(
                                        1,
                                        Arbitraries.maps(texts(), inner)
                                                .ofMaxSize(4)
                                                .map(Values::map))),
                        0,
                        5)
                .map(value -> value == NULL ? List.of() : value);
    }

    static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange('\u0000', '\u04ff')
                .withChars('\u20ac', '\u2028')
                .ofMaxLength(20)
                .map(text -> text.length() % 5 == 0 ? text + "😀" : text);
    }

    /** What a reader makes of it: whole numbers are Long or BigInteger, floats the double of the same digits. */
    static Object after(Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        } else if (value instanceof Float single) {
            return Double.parseDouble(single.toString());
        } else if (value instanceof BigDecimal decimal && isDigitsOnly(decimal.toString())) {
            return decimal.toBigIntegerExact();
        } else if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(after(item)));
            return copy;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put((String) key, after(item)));
            return copy;
        }
        return value;
    }

    private static boolean isDigitsOnly(String text) {
        return text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
    }

    private static Object list(List<Object> items) {
        List<Object> list = new ArrayList<>();
        items.forEach(item -> list.add(item == NULL ? null : item));
        return list;
    }

    private static Object map(Map<String, Object> items) {
        Map<String, Object> map = new LinkedHashMap<>();
        items.forEach((key, item) -> map.put(key, item == NULL ? null : item));
        return map;
    }
}
