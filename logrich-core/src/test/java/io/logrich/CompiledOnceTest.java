package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.logrich.pipeline.Pipeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Some methods are on purpose too long for HotSpot to inline, so that what they do is compiled once, and not again for each
 * method that calls them: see "Why are some methods so long?" in {@code docs/rationale.md}.
 */
class CompiledOnceTest {
    private static final Pattern INSTRUCTION = Pattern.compile("^ +(\\d+): [a-z]", Pattern.MULTILINE);

    @ParameterizedTest
    @CsvSource({
        "io.logrich.pipeline.Pipeline, LogResult send",
        "io.logrich.pipeline.Appender, Verdict append",
        "io.logrich.codec.EventJson, void write",
    })
    void is_too_long_to_be_inlined(String type, String method) throws Exception {
        assertThat(lastInstruction(type, method)).isGreaterThan(longestInlined());
    }

    @Test
    void what_is_short_is_seen_to_be_short() throws Exception {
        assertThat(lastInstruction("io.logrich.pipeline.Pipeline", "LogResult emit"))
                .isBetween(5, longestInlined());
    }

    /** Where the last instruction of a method begins: it has some bytes more. */
    private static int lastInstruction(String type, String method) throws Exception {
        Path classes = Path.of(Pipeline.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        int exit = ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(out, out, "-c", "-p", "-cp", classes.toString(), type);
        String code = printed.toString();
        assertThat(exit).as(code).isZero();
        Matcher heading =
                Pattern.compile("[ .]" + Pattern.quote(method) + "\\(").matcher(code);
        assertThat(heading.find()).as(method).isTrue();
        int start = heading.start();
        int end = code.indexOf("\n\n", start);
        Matcher instructions = INSTRUCTION.matcher(code.substring(start, end));
        int last = -1;
        while (instructions.find()) {
            last = Integer.parseInt(instructions.group(1));
        }
        return last;
    }

    private static int longestInlined() {
        HotSpotDiagnosticMXBean hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return Integer.parseInt(hotSpot.getVMOption("FreqInlineSize").getValue());
    }
}
