package io.logrich.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.settings.SettingsException;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, really killed, in the middle of lines, rolls and compressions. */
@Tag("it")
@Timeout(300)
class KilledWhileRollingTest {
    private static final int KILLS = Integer.getInteger("logrich.kills", 12);

    @TempDir
    Path directory;

    @Test
    void every_event_is_there_once_and_only_once_over_all_files() throws Exception {
        Path path = directory.resolve("log.jsonl");
        Random random = new Random(7);
        for (int i = 0; i < KILLS; i++) {
            Process process = start(path);
            try {
                process.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS); // a random point, not a synchronisation
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertThat(process.exitValue()).isEqualTo(137);
        }
        FileSink.open(RollingProcess.settings(path)).close();
        finish(path);

        List<String> messages = RolledOutput.of(path).messages();
        assertThat(messages)
                .isEqualTo(IntStream.range(0, messages.size())
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(RolledOutput.of(path).files()).hasSizeGreaterThan(KILLS);
        System.out.printf(
                "%d kills, %d events, %d files%n",
                KILLS, messages.size(), RolledOutput.of(path).files().size());
    }

    @Test
    void another_process_is_refused_until_the_first_one_is_dead() throws Exception {
        Path path = directory.resolve("log.jsonl");
        Process process = start(path);
        try {
            assertThatThrownBy(() -> FileSink.open(RollingProcess.settings(path)))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("is written and rolled by another process or sink already");
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        FileSink.open(RollingProcess.settings(path)).close();
    }

    /** What a closing sink has left to its successor on a busy machine. */
    private static void finish(Path path) throws Exception {
        for (Path file : RolledOutput.of(path).files()) {
            if (!file.equals(path) && !file.toString().endsWith(".gz")) {
                assertThat(Compression.replace(file, () -> false)).isTrue();
            }
        }
        try (var all = Files.list(path.getParent())) {
            assertThat(all).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    private static Process start(Path path) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RollingProcess.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        assertThat(out.readLine()).isEqualTo("counting");
        return process;
    }
}
