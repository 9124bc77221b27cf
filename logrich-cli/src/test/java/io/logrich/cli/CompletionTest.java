package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shells complete, and the manual page. */
class CompletionTest {
    @TempDir
    Path scratch;

    private Shell shell;

    @BeforeEach
    void aShell() throws Exception {
        shell = Shell.in(scratch);
    }

    @Test
    void bash_completes_commands_options_and_their_values() throws Exception {
        assertThat(completed("ta")).isEqualTo("tail\n");
        assertThat(completed("")).contains("run", "collect", "dump", "tail", "ps", "level", "doctor", "man");
        assertThat(completed("ps", "--js")).isEqualTo("--json\n");
        assertThat(completed("tail", "--f")).contains("--follow", "--format");
        assertThat(completed("tail", "--color", "al")).isEqualToIgnoringCase("always\n");
        assertThat(completed("completion", "ba")).isEqualToIgnoringCase("bash\n");
    }

    @Test
    void the_script_for_zsh_makes_zsh_understand_that_of_bash() {
        Outcome zsh = Outcome.of("completion", "zsh");
        assertThat(zsh.exitCode()).isZero();
        assertThat(zsh.out())
                .startsWith("autoload")
                .contains("bashcompinit")
                .endsWith(Outcome.of("completion", "bash").out());
    }

    @Tag("it")
    @Test
    void zsh_completes_by_it() throws Exception {
        String install = "apt-get -qq update; apt-get -qq install --yes --no-install-recommends zsh";
        if (!shell.run("command -v zsh").out().endsWith("zsh\n")) {
            assumeTrue(
                    shell.run(install + " >&2").exitCode() == 0,
                    "zsh is not there and cannot be installed: " + install);
        }
        Files.writeString(shell.directory().resolve("complete.zsh"), """
                zmodload zsh/zpty
                zpty -b z zsh -f -i
                zpty -w z 'PS1=; autoload -Uz compinit; compinit -u -D; source <(logrich completion zsh); print READ""Y'
                zpty -r z answer '*READY*'
                zpty -n -w z $'logrich ta\\t'
                zpty -r z answer '*tail*'
                print -r -- "$answer"
                zpty -d z
                """);
        Outcome zsh = shell.run("zsh -f complete.zsh");
        assertThat(zsh.out()).as(zsh.err()).contains("logrich tail");
        assertThat(zsh.err()).isEmpty();
    }

    @Test
    void the_manual_has_every_command_and_nothing_that_roff_would_take_for_a_request() {
        Outcome man = Outcome.of("man");
        assertThat(man.exitCode()).isZero();
        assertThat(man.out())
                .startsWith(".TH LOGRICH 1")
                .contains(".SH LOGRICH TAIL\n", ".SH LOGRICH LEVEL\n", "\\-\\-follow", ".SH EXIT STATUS\n");
        assertThat(man.out().lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                .allMatch(line -> line.matches("\\.(TH|SH) .*|\\.nf|\\.fi"));
        assertThat(ManCommand.roff(".x \\n -y")).isEqualTo("\\&.x \\en \\-y");
    }

    private String completed(String... words) throws Exception {
        StringBuilder script = new StringBuilder("set -e\n"
                + "compopt() { :; } # there is no line that is being completed\n"
                + "source <(logrich completion bash)\n"
                + "COMP_WORDS=(logrich");
        for (String word : words) {
            script.append(" '").append(word).append('\'');
        }
        script.append(")\nCOMP_CWORD=")
                .append(words.length)
                .append("\nCOMP_LINE=\"${COMP_WORDS[*]}\"\nCOMP_POINT=${#COMP_LINE}\n")
                .append("set +e\n_complete_logrich\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
        Outcome outcome = shell.run(script.toString());
        assertThat(outcome.err()).isEmpty();
        return outcome.out();
    }
}
