package io.logrich.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really full, and has room again. */
@Tag("it")
@Timeout(120)
class FullDiskTest {
    private static final int EVENTS = 2000;

    @TempDir
    Path directory;

    @Test
    void the_sink_waits_and_every_event_is_there_once() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        Path outside = Files.createDirectory(directory.resolve("outside"));
        String mount = "mount -t tmpfs -o size=1m none '" + small + "'";
        assumeTrue(
                run(List.of("unshare", "-m", "sh", "-c", mount)).exitCode == 0,
                "SKIPPED: no file system can be mounted here (unshare -m, as root)");

        Outcome outcome = run(List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                mount + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                "io.logrich.process.FullDisk",
                small.toString(),
                outside.toString(),
                String.valueOf(EVENTS)));

        assertThat(outcome.exitCode).as(outcome.out).isZero();
        assertThat(outcome.out).contains("No space left on device").contains("complete=true");
        RolledOutput output = RolledOutput.of(outside.resolve("log.jsonl"));
        assertThat(output.messages())
                .isEqualTo(IntStream.range(0, EVENTS).mapToObj(String::valueOf).toList());
        assertThat(output.files()).hasSizeGreaterThan(5);
    }

    private record Outcome(int exitCode, String out) {}

    private static Outcome run(List<String> command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(new ArrayList<>(command))
                    .redirectErrorStream(true)
                    .start();
        } catch (java.io.IOException noSuchProgram) {
            return new Outcome(127, noSuchProgram.toString());
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out);
    }
}
