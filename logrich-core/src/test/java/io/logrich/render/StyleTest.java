package io.logrich.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StyleTest {
    /** Each line: a style, and what Rich 13 for Python sends for it to terminals with 16, 256 and all colours. */
    @Test
    void sends_what_Rich_sends_for_every_color_it_knows_and_for_others() throws IOException {
        List<String> lines;
        try (InputStream table = StyleTest.class.getResourceAsStream("rich-styles.txt")) {
            lines = new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(lines).hasSizeGreaterThan(750);
        for (String line : lines) {
            String[] columns = line.split("\\|", -1);
            Style style = Style.parse(columns[0]);

            assertThat(List.of(
                            style.parameters(ColorDepth.BASIC),
                            style.parameters(ColorDepth.INDEXED),
                            style.parameters(ColorDepth.TRUE)))
                    .as(columns[0])
                    .isEqualTo(List.of(columns).subList(1, 4));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bold red on #123456|1;31;48;2;18;52;86",
                "BOLD Red ON Blue|1;31;44",
                "dim italic|2;3",
                "not bold|''",
                "bold not b|''",
                "none|''",
                "''|''",
                "color( 123 )|38;5;123",
                "rgb(1, 2, 3)|38;2;1;2;3",
                "red green|32",
                "on default|49",
            })
    void understands_the_grammar_of_Rich(String text, String parameters) {
        assertThat(Style.parse(text).parameters(ColorDepth.TRUE)).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "blod|'blod' is neither an attribute nor a colour (character 1)",
                "bold  Blurple|'Blurple' is neither an attribute nor a colour (character 7)",
                "red on|a colour must follow 'on' (character 7)",
                "red on bold|'bold' is neither an attribute nor a colour (character 8)",
                "not red|an attribute must follow 'not' (character 5)",
                "red not|an attribute must follow 'not' (character 8)",
                "bold color(256)|'color(256)' has a number above 255 (character 6)",
                "rgb(1,2,999)|'rgb(1,2,999)' has a number above 255 (character 1)",
                "rgb(1,2)|'rgb(1,2)' is neither an attribute nor a colour (character 1)",
                "#12345|'#12345' is neither an attribute nor a colour (character 1)",
                "red=1|'red=1' is neither an attribute nor a colour (character 1)",
                "link https://x|'link' is neither an attribute nor a colour (character 1)",
            })
    void says_which_word_is_wrong_and_where(String text, String message) {
        assertThatThrownBy(() -> Style.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Property
    void any_text_is_a_style_or_refused_with_a_reason(@ForAll String text) {
        try {
            assertThat(Style.parse(text).parameters(ColorDepth.TRUE)).matches("[0-9;]*");
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).+ \\(character [0-9]+\\)");
        }
    }

    @Test
    void sends_nothing_where_there_are_no_colours() {
        assertThat(Style.parse("bold red").start(ColorDepth.NONE)).isEmpty();
        assertThat(Style.parse("none").start(ColorDepth.TRUE)).isEmpty();
    }
}
