package io.logrich.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Runtime.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SLF4J and its MDC on virtual threads, in a JVM of their own that has them, whatever JVM the test runs in. */
@Timeout(240)
class VirtualThreadsTest {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    @TempDir
    Path directory;

    /** One carrier thread and no spare one: whoever waits without letting go of it stops everybody. */
    @Test
    void ten_thousand_on_one_carrier_log_with_their_own_mdc_and_lose_nothing() throws Exception {
        Optional<Path> home = newJava();
        if (home.isEmpty()) {
            System.err.println("SKIPPED: no Java " + FIRST_WITH_VIRTUAL_THREADS + " or later, neither running nor in "
                    + INSTALLED + "; SLF4J on virtual threads is not tested");
        }
        Assumptions.assumeTrue(home.isPresent(), "Java 21 or later");
        Path out = directory.resolve("out");
        Process process = Tree.java(
                        home.get(),
                        List.of(
                                "-Djdk.virtualThreadScheduler.parallelism=1",
                                "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                                "-Xmx256m"),
                        VirtualTalkers.class.getName())
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES))
                    .as("frozen: " + Files.readString(out))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(out)).isEqualTo("threads 10000 events 30000 mixed 0 complete true\n");
    }

    private static Optional<Path> newJava() throws Exception {
        if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
            return Optional.of(Tree.ownHome());
        }
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> feature(home) >= FIRST_WITH_VIRTUAL_THREADS)
                    .findFirst();
        }
    }

    private static int feature(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
                    .map(version -> Version.parse(version).feature())
                    .findFirst()
                    .orElse(0);
        } catch (Exception unknown) {
            return 0;
        }
    }
}
