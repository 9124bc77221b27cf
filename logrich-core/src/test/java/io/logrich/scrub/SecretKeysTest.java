package io.logrich.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which keys are those of secrets, and which values. */
class SecretKeysTest {
    private final SecretKeys keys = new SecretKeys(
            Map.of("password", Pattern.compile(".+"), " PIN ", Pattern.compile("[0-9]{4}"), "  ", Pattern.compile(".")),
            key -> {});

    @Test
    void a_key_is_known_in_any_case_and_with_blanks_around_it() {
        assertThat(keys.of("password")).isNotNull();
        assertThat(keys.of(" PassWord ")).isNotNull();
        assertThat(keys.of("pin")).isNotNull();
        assertThat(keys.of("passwordx")).isNull();
        assertThat(keys.of("my_password")).as("only the whole key").isNull();
        assertThat(keys.of("")).isNull();
        assertThat(keys.of("  ")).isNull();
    }

    @Test
    void the_default_expression_finds_anything_but_ends_of_lines() {
        SecretPattern anything = java.util.Objects.requireNonNull(keys.of("password"));

        assertThat(anything.isIn("x")).isTrue();
        assertThat(anything.isIn("\n x")).isTrue();
        assertThat(anything.isIn("")).isFalse();
        assertThat(anything.isIn("\n\r\u0085\u2028\u2029")).isFalse();
        for (char c = 0; c < 0x2100; c++) {
            String text = String.valueOf(c);
            assertThat(anything.isIn(text))
                    .as("U+%04x", (int) c)
                    .isEqualTo(Pattern.compile(".+").matcher(text).find());
        }
    }

    @Test
    void other_expressions_are_looked_for_anywhere_in_the_value() {
        SecretPattern pin = java.util.Objects.requireNonNull(keys.of("pin"));

        assertThat(pin.isIn("is 1234.")).isTrue();
        assertThat(pin.isIn("123")).isFalse();
    }
}
