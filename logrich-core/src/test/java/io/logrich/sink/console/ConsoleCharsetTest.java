package io.logrich.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.settings.ConsoleSettings.Stream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleCharsetTest {
    @ParameterizedTest
    @CsvSource({
        "LANG, de_DE.ISO-8859-1, ISO-8859-1",
        "LANG, de_DE.ISO-8859-15@euro, ISO-8859-15",
        "LANG, ja_JP.eucJP, EUC-JP",
        "LANG, C.UTF-8, UTF-8",
        "LANG, en_US.utf8, UTF-8",
        "LANG, C, UTF-8",
        "LANG, POSIX, UTF-8",
        "LANG, en_US.ANSI_X3.4-1968, UTF-8",
        "LANG, xx_XX.NO-SUCH, UTF-8",
        "LANG, xx_XX.?!, UTF-8",
        "LC_CTYPE, de_DE.ISO-8859-1, ISO-8859-1",
        "LC_ALL, de_DE.ISO-8859-1, ISO-8859-1",
        "TERM, de_DE.ISO-8859-1, UTF-8"
    })
    void is_that_of_the_locale(String variable, String locale, String expected) {
        assertThat(of(Map.of(), Map.of(variable, locale))).isEqualTo(Charset.forName(expected));
    }

    @Test
    void the_more_special_variable_wins_also_when_it_says_nothing() {
        Map<String, String> environment = Map.of("LC_ALL", "C", "LC_CTYPE", "de_DE.ISO-8859-1", "LANG", "x.EUC-JP");

        assertThat(of(Map.of(), environment)).isEqualTo(StandardCharsets.UTF_8);
        assertThat(of(Map.of(), Map.of("LC_CTYPE", "de_DE.ISO-8859-1", "LANG", "x.EUC-JP")))
                .isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(of(Map.of(), Map.of("LC_ALL", "", "LANG", "x.ISO-8859-1"))).isEqualTo(StandardCharsets.ISO_8859_1);
    }

    @Test
    void what_the_VM_knows_of_the_stream_wins_over_the_locale_and_that_over_the_platform() {
        Map<String, String> latin = Map.of("LANG", "de_DE.ISO-8859-1");

        assertThat(of(Map.of("stdout.encoding", "windows-1252"), latin)).isEqualTo(Charset.forName("windows-1252"));
        assertThat(of(Map.of("sun.stdout.encoding", "windows-1252"), latin)).isEqualTo(Charset.forName("windows-1252"));
        assertThat(of(Map.of("stderr.encoding", "windows-1252"), latin)).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(of(Map.of("native.encoding", "windows-1252"), latin)).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(of(Map.of("native.encoding", "windows-1252"), Map.of())).isEqualTo(Charset.forName("windows-1252"));
    }

    @Test
    void each_stream_has_its_own() {
        Map<String, String> properties = Map.of("stdout.encoding", "ISO-8859-1", "stderr.encoding", "EUC-JP");

        assertThat(ConsoleCharset.of(Stream.STDERR, properties::get, Map.of())).isEqualTo(Charset.forName("EUC-JP"));
    }

    private static Charset of(Map<String, String> properties, Map<String, String> environment) {
        return ConsoleCharset.of(Stream.STDOUT, properties::get, environment);
    }
}
