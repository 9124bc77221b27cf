package io.logrich.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class LogLevelTest {
    @Test
    void names_are_understood_in_any_case_and_any_language() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            for (LogLevel level : LogLevel.values()) {
                assertThat(LogLevel.of(" " + level.name().toLowerCase(Locale.ROOT) + "\t"))
                        .isEqualTo(level);
                assertThat(LogLevel.of(level.code())).isEqualTo(level);
                assertThat(LogLevel.of(level.lowerName())).isEqualTo(level);
            }
        } finally {
            Locale.setDefault(before);
        }
        assertThat(LogLevel.of("warn")).isEqualTo(LogLevel.WARNING);
        assertThat(LogLevel.of("Fatal")).isEqualTo(LogLevel.CRITICAL);
    }

    @Test
    void unknown_names_and_numbers_are_named_in_the_message() {
        assertThatThrownBy(() -> LogLevel.of("loud"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown log level: 'loud'");
        assertThatThrownBy(() -> LogLevel.of(25))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unsupported log level numeric: 25");
    }

    @Test
    void every_number_has_a_level_at_or_below_it() {
        assertThat(LogLevel.COUNT).isEqualTo(LogLevel.values().length);
        for (int number = -5; number < 300; number++) {
            LogLevel level = LogLevel.atMost(number);
            int wanted = number;
            assertThat(level.number() <= Math.max(number, LogLevel.TRACE.number()))
                    .isTrue();
            assertThat(LogLevel.values())
                    .noneMatch(other -> other.number() <= wanted && other.number() > level.number());
        }
        for (LogLevel level : LogLevel.values()) {
            assertThat(LogLevel.of(level.number())).isEqualTo(level).isEqualTo(LogLevel.at(level.ordinal()));
        }
    }

    @Test
    void a_threshold_lets_its_own_level_pass() {
        assertThat(LogLevel.WARNING.atLeast(LogLevel.WARNING)).isTrue();
        assertThat(LogLevel.ERROR.atLeast(LogLevel.WARNING)).isTrue();
        assertThat(LogLevel.INFO.atLeast(LogLevel.WARNING)).isFalse();
    }
}
