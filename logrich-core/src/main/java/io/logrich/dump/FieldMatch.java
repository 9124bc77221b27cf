package io.logrich.dump;

import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the value of a field has to be like. All but {@link #exact} look at its text: a text as it is, numbers as printed,
 * maps and lists as JSON; a field that is not there, or is null, has none. Immutable.
 */
public final class FieldMatch {
    private final Predicate<@Nullable Object> test;

    private FieldMatch(Predicate<@Nullable Object> test) {
        this.test = test;
    }

    /** Equal to that: numbers by their value, so that 1 is 1.0, but neither "1" nor true; null for a field without value. */
    public static FieldMatch exact(@Nullable Object wanted) {
        return new FieldMatch(value -> same(wanted, value));
    }

    /** Its text is that. */
    public static FieldMatch text(String wanted) {
        return ofText(wanted::equals);
    }

    /** Its text contains that. */
    public static FieldMatch contains(String part) {
        return ofText(text -> text.contains(part));
    }

    /** Its text contains that, in upper or lower case. */
    public static FieldMatch containsIgnoringCase(String part) {
        String folded = folded(part);
        return ofText(text -> folded(text).contains(folded));
    }

    /** The expression is found somewhere in its text; if that takes too long, it is not. */
    public static FieldMatch regex(Pattern expression) {
        return ofText(text -> BoundedText.finds(expression, text));
    }

    boolean matches(@Nullable Object value) {
        return test.test(value);
    }

    static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static FieldMatch ofText(Predicate<String> test) {
        return new FieldMatch(value -> value != null && test.test(textOf(value)));
    }

    private static String textOf(Object value) {
        if (value instanceof Map || value instanceof Iterable) {
            Utf8Buffer json = new Utf8Buffer(128);
            new JsonWriter(json).value(value);
            return json.toString();
        }
        return value.toString();
    }

    private static boolean same(@Nullable Object wanted, @Nullable Object value) {
        if (wanted == null || value == null) {
            return wanted == value;
        }
        if (value instanceof Number number) {
            return wanted instanceof Number other && sameNumber(other, number);
        }
        if (value instanceof Boolean || wanted instanceof Number || wanted instanceof Boolean) {
            return wanted.equals(value);
        }
        return textOf(wanted).equals(textOf(value));
    }

    private static boolean sameNumber(Number one, Number other) {
        try {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        } catch (NumberFormatException notFinite) {
            return one.toString().equals(other.toString());
        }
    }
}
