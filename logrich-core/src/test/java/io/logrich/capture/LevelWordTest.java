package io.logrich.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LevelWordTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "ERROR no such file|ERROR",
                "ERROR|ERROR",
                "ERROR: no such file|ERROR",
                "error: no such file|ERROR",
                "Error: Cannot find module|ERROR",
                "[ERROR] Failed to execute goal|ERROR",
                "[error] lower case|ERROR",
                "[INFO ] padded|INFO",
                "(warn) in round ones|WARNING",
                "<warning> in angles|WARNING",
                "  WARN\tindented|WARNING",
                "WARNING:root:python|WARNING",
                "SEVERE: of java.util.logging|ERROR",
                "CRITICAL disk|CRITICAL",
                "FATAL: role does not exist|CRITICAL",
                "panic: runtime error|CRITICAL",
                "DEBUG x|DEBUG",
                "FINE: x|DEBUG",
                "TRACE x|TRACE",
                "FINEST: x|TRACE",
                "NOTICE: x|INFO",
            })
    void reads_the_word_that_a_line_begins_with(String line, LogLevel level) {
        assertThat(LevelWord.atBeginningOf(line, 0)).isEqualTo(level);
        assertThat(LevelWord.atBeginningOf("<7>" + line, 3)).isEqualTo(level);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "[]",
                "Error opening the file", // a sentence, not a level
                "errors: 0",
                "ERRORS found",
                "ERROR=1",
                "no ERROR here",
                "[ERROR no end",
                "(ERROR]",
                "           ERROR too far in",
                "INFORMATIONAL: x",
                "ERRORERRORERRORERRORERROR: x",
            })
    void reads_nothing_into_other_lines(String line) {
        assertThat(LevelWord.atBeginningOf(line, 0)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0,CRITICAL",
        "1,CRITICAL",
        "2,CRITICAL",
        "3,ERROR",
        "4,WARNING",
        "5,INFO",
        "6,INFO",
        "7,DEBUG",
    })
    void reads_a_systemd_prefix(int priority, LogLevel level) {
        assertThat(LevelWord.prefix("<" + priority + ">ERROR text", 0)).isEqualTo(level);
    }

    @Test
    void leaves_what_only_looks_like_a_prefix() {
        for (String line : new String[] {"<8>x", "<>x", "<33>x", "<3", "< 3>x"}) {
            assertThat(LevelWord.prefix(line, 0)).isNull();
        }
    }
}
