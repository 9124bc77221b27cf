package io.logrich.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every program measures something, in a size in which the figures mean nothing, and no event of ours is missing. */
@Tag("it")
class SmokeTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    JsonFileMain     | 500 1         | 7
                    ConsoleLinesMain | 500 1         | 14
                    FourJvmsMain     | 500 1         | 4
                    FirstLineMain    | 1             | 6
                    LatencyMain      | 1000 1 1      | 6
                    GelfMain         | 500 1         | 10
                    HangingSinkMain  | 1 1 100       | 12
                    ExitMain         | 500 1         | 8
                    DumpMain         | 500 2         | 4
                    GrowthMain       | 500 1 1       | 16
                    CaptureMain      | 500 1         | 3
                    """)
    void every_program_says_a_figure_of_each_system(String program, String arguments, int figures) throws Exception {
        Path said = directory.resolve("stdout");
        Path complaints = directory.resolve("stderr");
        ProcessBuilder jvm = Forks.jvm(Class.forName("io.logrich.bench." + program), arguments.split(" "));
        if (program.equals("FourJvmsMain")) {
            jvm.environment().put("BENCH_SYSTEMS", "logrich,logback-logstash"); // five JVMs for each
        } else if (program.equals("GrowthMain")) {
            jvm.environment().put("BENCH_SYSTEMS", "logrich");
        }
        jvm.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process process = jvm.redirectOutput(said.toFile())
                .redirectError(complaints.toFile())
                .start();

        assertThat(process.waitFor()).as(Files.readString(complaints)).isZero();
        List<String> lines = Files.readString(said, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.endsWith(":"))
                .toList();
        assertThat(lines).hasSize(figures);
        assertThat(lines)
                .filteredOn(line -> line.contains("logrich ") && line.contains("missing") && !line.contains("longest"))
                .allMatch(line -> line.contains(" 0 missing"));
    }
}
