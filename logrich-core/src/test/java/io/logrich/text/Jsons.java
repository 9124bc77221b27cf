package io.logrich.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Values as JSON knows them, and their text. */
final class Jsons {
    private Jsons() {}

    /** Null, booleans, numbers, texts, lists and maps of such. */
    static Arbitrary<Object> values() {
        Arbitrary<Object> leaves = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(NULL)),
                Tuple.of(1, Arbitraries.of(true, false).asGeneric()),
                Tuple.of(3, Arbitraries.longs().asGeneric()),
                Tuple.of(2, Arbitraries.doubles().asGeneric()),
                Tuple.of(
                        1,
                        Arbitraries.bigIntegers()
                                .between(BigInteger.TEN.pow(40).negate(), BigInteger.TEN.pow(40))
                                .asGeneric()),
                Tuple.of(4, texts().asGeneric()));
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.frequencyOf(
                        Tuple.of(2, inner),
                        Tuple.of(1, inner.list().ofMaxSize(4).map(Jsons::list)),
                        Tuple.of(
                                1, Arbitraries.maps(texts(), inner).ofMaxSize(4).map(Jsons::map))),
                0,
                4);
    }

    /** Texts with everything in them that needs care. */
    static Arbitrary<String> texts() {
        Arbitrary<Character> special = Arbitraries.of(
                '"', '\\', '/', '\n', '\r', '\t', '\b', '\f', '\u0000', '\u001f', '\u007f', '\u0080', '\u2028',
                '\ufeff');
        return Arbitraries.strings()
                .withChars(' ', '~')
                .withCharRange('a', 'z')
                .withCharRange('\u00a0', '\u0500')
                .ofMaxLength(12)
                .flatMap(text -> special.list().ofMaxSize(3).map(chars -> {
                    StringBuilder mixed = new StringBuilder(text);
                    chars.forEach(c -> mixed.insert(mixed.length() / 2, c));
                    return mixed + (text.length() % 3 == 0 ? "😀" : "");
                }));
    }

    /** Stands for null, which collections of jqwik do not take. */
    static final Object NULL = new Object();

    static Object plain(Object value) {
        return value == NULL ? null : value;
    }

    /** What a reader makes of a value: small numbers are Long, decimals Double, names of non-numbers text. */
    static Object read(Object value) {
        if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
            return number.toString();
        } else if (value instanceof BigInteger whole) {
            return whole.bitLength() < 64 ? (Object) whole.longValue() : whole;
        } else if (value instanceof BigDecimal decimal) {
            return decimal.doubleValue();
        } else if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(read(item)));
            return copy;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put((String) key, read(item)));
            return copy;
        }
        return value;
    }

    static String write(Object value) {
        return new JsonWriter(new Utf8Buffer(0)).value(value).out().toString();
    }

    private static Object list(List<Object> items) {
        List<Object> list = new ArrayList<>();
        items.forEach(item -> list.add(plain(item)));
        return list;
    }

    private static Object map(Map<String, Object> items) {
        Map<String, Object> map = new LinkedHashMap<>();
        items.forEach((key, item) -> map.put(key, plain(item)));
        return map;
    }
}
