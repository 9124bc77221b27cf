package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines that need no process: help, information, and wrong usage. */
class UsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense|'nonsense'",
                "--nonsense|'--nonsense'",
                "run|COMMAND",
                "run --nonsense|'--nonsense'",
                "run --nonsense x|'--nonsense'",
                "run --console-level loud x|loud",
                "run --console-stream nowhere x|nowhere",
                "run --file-format xml --file x x|xml",
                "run --file-level loud --file x x|loud",
                "run --dump-format html_table x|--dump-format needs --dump",
                "run --dump-level info x|--dump-level needs --dump",
                "run --dump-preset short x|--dump-preset needs --dump",
                "run --dump-template x x|--dump-template needs --dump",
                "run --dump-newest 1 x|--dump-newest needs --dump",
                "run --dump-newest 0 --dump x x|at least one",
                "run --dump-preset huge --dump x x|huge",
                "run --dump-template {nothing} --dump x x|nothing",
                "run --dump-format yaml --dump x x|yaml",
                "run --capture maybe x|maybe",
                "run --linger soon x|soon",
                "run --linger -1 x|--linger",
                "run --linger NaN x|--linger",
                "run --bind novalue x|novalue",
                "run --bind =value x|=value",
                "run --force-color --no-color x|mutually exclusive",
                "run --theme sombre x|sombre",
                "run --console-format-preset huge x|huge",
                "run --file /no/such/directory/f x|/no/such/directory/f",
                "collect|--spool",
                "collect --spool /no/such/tree|/no/such/tree",
                "collect --spool /|--spool",
                "dump --spool /no/such/tree|/no/such/tree",
                "dump --pid 0 --spool x|mutually exclusive",
                "dump --pid many|many",
                "dump --only-pid|--pid",
                "dump --format yaml|html_txt",
                "dump --preset huge|huge",
                "dump --template {nothing}|nothing",
                "dump --theme sombre|sombre",
                "level --spool /no/such/tree a=INFO|/no/such/tree",
                "level --pid 4194304|4194304",
                "level --tree zzz|zzz",
                "level --tree a --pid 1|mutually exclusive",
                "dump --max-level loud|loud",
                "dump --only-level info,loud|loud",
                "dump --since yesterday|yesterday",
                "dump --last soon|soon",
                "dump --regex (|--regex",
                "dump --newest 0|at least one",
                "dump --newest many|many",
                "dump --lineage x|--lineage",
                "dump --extra-exact novalue|novalue",
                "dump --extra-regex k=(|regular expression",
                "dump --context-exact getClass=x|getClass",
                "tail --theme sombre|sombre",
                "tail --preset huge|huge",
                "tail --template {nonsense}|nonsense",
                "tail --color sometimes|sometimes",
                "tail --format xml|xml",
                "tail -n 0|at least one",
                "tail --spool /no/such/tree|/no/such/tree",
                "doctor x|'x'",
                "logdemo --preset huge|huge",
                "logdemo --theme sombre|sombre",
                "logdemo --dump-format yaml|yaml",
                "logdemo --extra-exact novalue|novalue",
                "completion|SHELL",
                "completion fish|fish",
                "ps --over -1|--over",
                "ps --over 61|--over",
                "ps --over NaN|--over",
                "ps x|'x'",
                "info x|'x'",
                "hello x|'x'",
                "fail x|'x'",
            })
    void wrong_usage_is_said_in_one_line_and_ends_with_2(String arguments, String expected) {
        Outcome outcome = Outcome.of(arguments.split(" "));
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("logrich").contains(expected).endsWith("\n");
        assertThat(outcome.err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOG_CONSOLE_LEVEL=loud", "LOG_QUEUE_MAXSIZE=some", "LOG_CONSOLE_STREAM=nowhere"})
    void a_variable_that_cannot_be_used_is_wrong_usage_too(String variable) {
        String[] parts = variable.split("=");
        Outcome outcome = Outcome.in(Map.of(parts[0], parts[1]), "run", "--", "true");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).contains(parts[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "collect",
                "dump",
                "tail",
                "ps",
                "doctor",
                "logdemo",
                "completion",
                "man",
                "level",
                "info",
                "hello",
                "fail"
            })
    void every_command_has_help_that_fits_a_terminal(String command) {
        Outcome outcome = Outcome.of((command + " --help").strip().split(" "));
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("Usage: logrich " + command, "--help");
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void says_what_it_is() {
        Outcome info = Outcome.of("info");
        assertThat(info.exitCode()).isZero();
        assertThat(info.out())
                .startsWith("Info for logrich:\n\n    name          = logrich\n    title         = ")
                .endsWith("    shell_command = logrich\n");
        assertThat(info.out().lines()).hasSize(9);
        assertThat(Outcome.of().out()).startsWith(info.out());
        assertThat(Outcome.of("--hello").out()).startsWith("Hello World\n" + info.out());
        assertThat(Outcome.of("--version").out()).matches("logrich version \\S+\n");
    }

    @Test
    void greets() {
        assertThat(Outcome.of("hello")).isEqualTo(new Outcome(0, "Hello World\n", ""));
    }

    @Test
    void fails_on_purpose() {
        assertThat(Outcome.of("fail")).isEqualTo(new Outcome(1, "", "IllegalStateException: I should fail\n"));
        Outcome traced = Outcome.of("fail", "--traceback");
        assertThat(traced.exitCode()).isEqualTo(1);
        assertThat(traced.err())
                .startsWith("java.lang.IllegalStateException: I should fail\n")
                .contains("\tat ");
    }
}
