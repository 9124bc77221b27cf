package io.logrich.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The script that runs the rows knows those that the document describes, and programs that exist. */
class RunScriptTest {
    private static final Path ROOT = Path.of(System.getProperty("logrich.basedir", ".."));
    private static final Path SCRIPT = ROOT.resolve("logrich-bench/run");

    @Test
    void it_knows_the_rows_that_are_documented() throws Exception {
        List<String> documented =
                matches("(?m)^\\| `([a-z0-9-]+)` \\|", Files.readString(ROOT.resolve("docs/benchmarks.md")));

        assertThat(documented).contains("call", "growth");
        assertThat(usage("rows: ").split(" ")).containsExactlyElementsOf(documented);
    }

    @Test
    void every_row_has_a_program() throws Exception {
        String script = Files.readString(SCRIPT);
        List<String> rows = matches("(?m)^        ([a-z0-9-]+)\\) ", script);

        assertThat(rows).containsExactlyInAnyOrder(usage("rows: ").split(" "));
        for (String program : matches("program ([A-Z]\\w+)", script)) {
            assertThatCode(() -> Class.forName("io.logrich.bench." + program)).doesNotThrowAnyException();
        }
    }

    private static String usage(String beginning) throws Exception {
        Process process = new ProcessBuilder(SCRIPT.toString()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        return said.lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow()
                .substring(beginning.length());
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(RunScriptTest::first)
                .toList();
    }

    private static String first(MatchResult match) {
        return match.group(1);
    }
}
