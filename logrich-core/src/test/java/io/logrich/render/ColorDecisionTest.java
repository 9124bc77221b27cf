package io.logrich.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorDecisionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // environment | terminal | forced | forbidden | depth | part of the reason
                "-|true|false|false|BASIC|TERM is not set",
                "TERM=xterm|true|false|false|BASIC|TERM=xterm",
                "TERM=xterm-256color|true|false|false|INDEXED|TERM=xterm-256color",
                "TERM=xterm-direct|true|false|false|TRUE|TERM=xterm-direct",
                "TERM=xterm COLORTERM=truecolor|true|false|false|TRUE|COLORTERM=truecolor",
                "TERM=xterm COLORTERM=24bit|true|false|false|TRUE|COLORTERM=24bit",
                "TERM=xterm COLORTERM=yes|true|false|false|BASIC|TERM=xterm",
                "TERM=dumb COLORTERM=truecolor|true|false|false|NONE|TERM=dumb",
                "TERM=unknown|true|false|false|NONE|TERM=unknown",
                "WT_SESSION=1|true|false|false|TRUE|Windows Terminal",
                "CI=true|true|false|false|BASIC|CI is set",
                "CI=true TERM=xterm-256color|false|false|false|NONE|no terminal",
                "TERM=xterm-256color COLORTERM=truecolor|false|false|false|NONE|no terminal",
                "NO_COLOR=1 TERM=xterm|true|false|false|NONE|NO_COLOR",
                "NO_COLOR= TERM=xterm|true|false|false|BASIC|TERM=xterm",
                "NO_COLOR=1 FORCE_COLOR=3|true|false|false|NONE|NO_COLOR",
                "NO_COLOR=1 CLICOLOR_FORCE=1|false|false|false|NONE|NO_COLOR",
                "CLICOLOR=0 TERM=xterm|true|false|false|NONE|CLICOLOR=0",
                "CLICOLOR=1 TERM=xterm|true|false|false|BASIC|TERM=xterm",
                "CLICOLOR=1 TERM=xterm|false|false|false|NONE|no terminal",
                "CLICOLOR=0 CLICOLOR_FORCE=1 TERM=xterm|false|false|false|BASIC|CLICOLOR_FORCE",
                "CLICOLOR_FORCE=1 TERM=xterm-256color|false|false|false|INDEXED|CLICOLOR_FORCE",
                "CLICOLOR_FORCE=1 TERM=dumb|false|false|false|BASIC|CLICOLOR_FORCE",
                "CLICOLOR_FORCE=0 TERM=xterm|false|false|false|NONE|no terminal",
                "FORCE_COLOR=0 TERM=xterm|true|false|false|NONE|FORCE_COLOR=0",
                "FORCE_COLOR=1 TERM=xterm-256color|false|false|false|BASIC|FORCE_COLOR=1",
                "FORCE_COLOR=2|false|false|false|INDEXED|FORCE_COLOR=2",
                "FORCE_COLOR=3 TERM=dumb|false|false|false|TRUE|FORCE_COLOR=3",
                "FORCE_COLOR=true TERM=xterm-256color|false|false|false|INDEXED|FORCE_COLOR=true",
                "FORCE_COLOR=true TERM=dumb|false|false|false|BASIC|FORCE_COLOR=true",
                "FORCE_COLOR= TERM=xterm|false|false|false|NONE|no terminal",
                "FORCE_COLOR=0 CLICOLOR_FORCE=1|false|false|false|NONE|FORCE_COLOR=0",
                "-|false|true|false|BASIC|forceColor",
                "TERM=xterm-256color|false|true|false|INDEXED|forceColor",
                "TERM=dumb|false|true|false|NONE|TERM=dumb",
                "NO_COLOR=1 TERM=xterm|false|true|false|BASIC|forceColor",
                "TERM=xterm FORCE_COLOR=3|true|true|true|NONE|noColor"
            })
    void decides_and_says_why(
            String environment, boolean terminal, boolean forced, boolean forbidden, ColorDepth depth, String reason) {
        ColorDecision decision = ColorDecision.of(variables(environment), terminal, forced, forbidden);

        assertThat(decision.depth()).isEqualTo(depth);
        assertThat(decision.reason()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "TERM=xterm-256color|true|256 colours: the stream is a terminal, TERM=xterm-256color",
                "TERM=dumb|true|no colours: the stream is a terminal, but TERM=dumb",
                "COLORTERM=truecolor|true|all colours: the stream is a terminal, COLORTERM=truecolor",
                "CI=true|true|16 colours: the stream is a terminal, CI is set",
                "-|false|no colours: the stream is no terminal",
                "NO_COLOR=1|true|no colours: NO_COLOR is set",
                "FORCE_COLOR=2|false|256 colours: FORCE_COLOR=2",
                "CLICOLOR_FORCE=1|false|16 colours: CLICOLOR_FORCE=1, TERM is not set",
            })
    void says_it_in_a_sentence(String environment, boolean terminal, String sentence) {
        assertThat(ColorDecision.of(variables(environment), terminal, false, false)
                        .sentence())
                .isEqualTo(sentence);
    }

    @Test
    void knows_the_terminals_of_Linux() {
        assertThat(Terminal.isDevice("/dev/pts/0")).isTrue();
        assertThat(Terminal.isDevice("/dev/tty1")).isTrue();
        assertThat(Terminal.isDevice("/dev/ttyS0")).isTrue();
        assertThat(Terminal.isDevice("/dev/console")).isTrue();
        assertThat(Terminal.isDevice("pipe:[4711]")).isFalse();
        assertThat(Terminal.isDevice("/dev/null")).isFalse();
        assertThat(Terminal.isDevice("/home/x/dev/pts/0")).isFalse();
        assertThat(Terminal.isDevice("/dev/pts/ptmx")).isFalse();
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> map = new HashMap<>();
        if (text != null) {
            for (String pair : text.split(" ")) {
                map.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        return map;
    }
}
