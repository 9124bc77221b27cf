package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.Runtime.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Virtual threads, in a JVM of their own that has them, whatever JVM the test runs in. */
class VirtualThreadsTest {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    @TempDir
    Path directory;

    /** One carrier thread and no spare one: whoever waits without letting go of it stops everybody. */
    @Test
    void ten_thousand_on_one_carrier_inside_monitors_do_not_freeze() throws Exception {
        Optional<Path> home = newJava();
        if (home.isEmpty()) {
            System.err.println("SKIPPED: no Java " + FIRST_WITH_VIRTUAL_THREADS + " or later, neither running nor in "
                    + INSTALLED + "; virtual threads are not tested");
        }
        Assumptions.assumeTrue(home.isPresent(), "Java 21 or later");
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = Jvms.java(
                List.of(
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                        "-Xmx256m"),
                VirtualTalkers.class);
        builder.command().set(0, home.get().resolve("bin/java").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("LOG_"));
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            assertThat(ended)
                    .as("frozen: " + Files.readString(out) + stacks(home.get(), process, ended))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(err)).isEmpty();
        assertThat(Files.readString(out))
                .isEqualTo("waiting\nreturned 10000 lost 0 undelivered 0 mixed 0 complete true\n");
    }

    private static Optional<Path> newJava() throws IOException {
        if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
            return Optional.of(Path.of(System.getProperty("java.home")));
        }
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> feature(home) >= FIRST_WITH_VIRTUAL_THREADS)
                    .max(Comparator.comparing(VirtualThreadsTest::feature));
        }
    }

    private static int feature(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
                    .map(version -> Version.parse(version).feature())
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException unknown) {
            return 0;
        }
    }

    /** What the threads of a JVM that does not end are doing. */
    private String stacks(Path home, Process process, boolean ended) throws Exception {
        if (ended) {
            return "";
        }
        Path dump = directory.resolve("stacks");
        new ProcessBuilder(home.resolve("bin/jstack").toString(), String.valueOf(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(dump.toFile())
                .start()
                .waitFor(30, TimeUnit.SECONDS);
        return Files.readString(dump);
    }
}
