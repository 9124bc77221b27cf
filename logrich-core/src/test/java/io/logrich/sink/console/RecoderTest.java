package io.logrich.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecoderTest {
    @Test
    void text_that_the_encoding_has_is_encoded() {
        assertThat(recoded("Grüße\n", "ISO-8859-1")).isEqualTo("Grüße\n");
        assertThat(recoded("世界 →", "EUC-JP")).isEqualTo("世界 →");
    }

    @Test
    void what_it_lacks_is_replaced_and_nothing_else() {
        assertThat(recoded("ü ✓ ⚠\ufe0f — “x” … 世 🐞 ‹1>2›", "ISO-8859-1"))
                .isEqualTo("ü [OK] [!] - \"x\" ... ? [d] <1>2>");
        assertThat(recoded("— €", "windows-1252")).as("both are in it").isEqualTo("— €");
        assertThat(recoded("— 世", "windows-1252")).isEqualTo("— ?");
    }

    @Test
    void every_icon_of_a_level_has_a_stand_in() {
        for (LogLevel level : LogLevel.values()) {
            assertThat(recoded(level.icon(), "US-ASCII")).matches("\\.|\\[[diX!]+]");
        }
    }

    private static String recoded(String text, String charset) {
        Utf8Buffer lines = new Utf8Buffer(16);
        lines.put(text.getBytes(StandardCharsets.UTF_8));
        return new String(new Recoder(Charset.forName(charset)).recode(lines), Charset.forName(charset));
    }
}
