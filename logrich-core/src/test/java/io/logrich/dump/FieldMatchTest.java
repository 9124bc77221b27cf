package io.logrich.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Values as events hold them: long, double, decimal, boolean, text, map, list, null. */
class FieldMatchTest {
    @Test
    void numbers_are_equal_by_value_and_to_numbers_alone() {
        assertThat(FieldMatch.exact(1).matches(1L)).isTrue();
        assertThat(FieldMatch.exact(1).matches(1.0)).isTrue();
        assertThat(FieldMatch.exact(0.5f).matches(0.5)).isTrue();
        assertThat(FieldMatch.exact(new BigInteger("9223372036854775808"))
                        .matches(new BigDecimal("9223372036854775808.0")))
                .isTrue();
        assertThat(FieldMatch.exact(Double.NaN).matches(Double.NaN)).isTrue();
        assertThat(FieldMatch.exact(1).matches(2L)).isFalse();
        assertThat(FieldMatch.exact(1).matches("1")).isFalse();
        assertThat(FieldMatch.exact(1).matches(true)).isFalse();
        assertThat(FieldMatch.exact("1").matches(1L)).isFalse();
        assertThat(FieldMatch.exact(true).matches(true)).isTrue();
        assertThat(FieldMatch.exact("true").matches(true)).isFalse();
        assertThat(FieldMatch.exact(true).matches("true")).isFalse();
    }

    @Test
    void other_values_are_equal_by_what_an_event_keeps_of_them() {
        UUID id = new UUID(1, 2);

        assertThat(FieldMatch.exact("a").matches("a")).isTrue();
        assertThat(FieldMatch.exact("a").matches("A")).isFalse();
        assertThat(FieldMatch.exact(id).matches(id.toString())).isTrue();
        assertThat(FieldMatch.exact(Map.of("a", List.of(1))).matches(Map.of("a", List.of(1L))))
                .isTrue();
        assertThat(FieldMatch.exact(List.of(1)).matches(List.of(2L))).isFalse();
        assertThat(FieldMatch.exact(null).matches(null)).isTrue();
        assertThat(FieldMatch.exact(null).matches("null")).isFalse();
        assertThat(FieldMatch.exact("null").matches(null)).isFalse();
    }

    @Test
    void text_is_what_is_printed() {
        assertThat(FieldMatch.text("12").matches(12L)).isTrue();
        assertThat(FieldMatch.text("[1,2]").matches(List.of(1L, 2L))).isTrue();
        assertThat(FieldMatch.text("true").matches(true)).isTrue();
        assertThat(FieldMatch.text("1").matches(12L)).isFalse();
        assertThat(FieldMatch.contains("2").matches(12L)).isTrue();
        assertThat(FieldMatch.contains("\"a\":1").matches(Map.of("a", 1L))).isTrue();
        assertThat(FieldMatch.contains("A").matches("bab")).isFalse();
        assertThat(FieldMatch.containsIgnoringCase("ÄB").matches("xäbx")).isTrue();
        assertThat(FieldMatch.containsIgnoringCase("b").matches("a")).isFalse();
        assertThat(FieldMatch.regex(Pattern.compile("b+")).matches("abba")).isTrue();
        assertThat(FieldMatch.regex(Pattern.compile("^b+$")).matches("abba")).isFalse();
    }

    @Test
    void nothing_has_no_text() {
        assertThat(FieldMatch.text("null").matches(null)).isFalse();
        assertThat(FieldMatch.contains("").matches(null)).isFalse();
        assertThat(FieldMatch.containsIgnoringCase("").matches(null)).isFalse();
        assertThat(FieldMatch.regex(Pattern.compile("")).matches(null)).isFalse();
    }
}
