package io.logrich.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsiTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain|plain",
                "^[31mred^[0m|red",
                "^[1;38;5;208mbold^[m text|bold text",
                "^[38:2::1:2:3mcolons|colons",
                "10%^[K|10%",
                "^[?25lhidden^[?25h|hidden",
                "^[2 qcursor|cursor",
                "^]0;title^Gtext|text",
                "^]8;;http://x/^\\link^]8;;^\\ end|link end",
                "^Pq data^\\text|text",
                "^(Bcharset|charset",
                "^=keypad^>|keypad",
                "end^|end",
                "end^[|end",
                "end^[31|end",
                "^]0;no end|0;no end",
                "^[31é|é",
                "a^[31^[32mb|ab",
                "^]0;one^]0;two^Gx|x",
            })
    void takes_escape_sequences_out(String text, String plain) {
        assertThat(Ansi.strip(text.replace('^', '\u001b').replace("\u001bG", "\u0007")))
                .isEqualTo(plain);
    }

    @Test
    void takes_out_those_of_one_byte() {
        assertThat(Ansi.strip("\u009b31mred")).isEqualTo("red");
    }

    @Test
    void leaves_text_without_any_as_it_is() {
        String text = "as it is [31m";
        assertThat(Ansi.strip(text)).isSameAs(text);
    }

    @Property
    void leaves_no_escape(@ForAll("texts") String text) {
        assertThat(Ansi.strip(text)).doesNotContain("\u001b", "\u009b");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "\u001b", "[", "]", "P", "\\", "\u0007", "3", ";", "m", "x", " ", "\u009b", "\u009c", "(", "é")
                .list()
                .ofMaxSize(20)
                .map(pieces -> String.join("", pieces));
    }

    @Test
    @Timeout(30)
    void takes_a_time_that_grows_with_the_length_alone() {
        for (String piece :
                List.of("\u001b", "\u001b]", "\u001b[", "\u001b[3", "\u001b]\u001b", "\u001bP\u001b]\u0007")) {
            assertThat(Ansi.strip(piece.repeat(1 << 19))).doesNotContain("\u001b");
        }
    }
}
