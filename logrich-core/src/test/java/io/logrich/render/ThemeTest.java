package io.logrich.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LogLevel;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThemeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "classic|BASIC|2 2 36 33 31 1;31",
                "dark|BASIC|2 90 97 1;33 1;31 1;37;41",
                "dark|INDEXED|2 38;5;242 97 1;38;5;178 1;38;5;160 1;37;48;5;160",
                "neon|BASIC|2;96 96 92 93 91 1;95;40",
                "neon|TRUE|2;38;2;0;255;213 38;2;0;255;213 38;2;57;255;20 38;2;255;247;0 38;2;255;7;58 1;38;2;255;0;255;40",
                "pastel|INDEXED|2;38;5;122 38;5;122 38;5;153 38;5;228 38;5;216 1;38;5;219",
            })
    void has_the_four_palettes(String name, ColorDepth depth, String expected) {
        Theme theme = Theme.of(name.toUpperCase(java.util.Locale.ROOT));

        assertThat(Arrays.stream(LogLevel.values())
                        .map(level -> theme.of(level).parameters(depth))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @Test
    void single_levels_can_look_otherwise() {
        Theme theme = Theme.of("dark").with(Map.of(LogLevel.INFO, "italic"));

        assertThat(theme.of(LogLevel.INFO).parameters(ColorDepth.TRUE)).isEqualTo("3");
        assertThat(theme.of(LogLevel.WARNING).parameters(ColorDepth.BASIC)).isEqualTo("1;33");
        assertThatThrownBy(() -> Theme.of("dark").with(Map.of(LogLevel.INFO, "itallic")))
                .hasMessageContaining("'itallic'");
    }

    @Test
    void there_are_no_others() {
        assertThat(Theme.names()).containsExactly("classic", "dark", "neon", "pastel");
        assertThatThrownBy(() -> Theme.of("mauve")).hasMessage("Unknown theme: 'mauve'");
    }
}
