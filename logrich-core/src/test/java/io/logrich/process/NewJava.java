package io.logrich.process;

import java.io.IOException;
import java.lang.Runtime.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where a Java is that has virtual threads, whatever Java the test runs in. */
public final class NewJava {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    /** One carrier thread and no spare one: whoever waits without letting go of it stops everybody. */
    public static final List<String> ONE_CARRIER = List.of(
            "-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1", "-Xmx256m");

    private NewJava() {}

    /** Its home; the test is skipped, and that said, if there is none. */
    public static Path required() throws IOException {
        Optional<Path> home = find();
        if (home.isEmpty()) {
            System.err.println("SKIPPED: no Java " + FIRST_WITH_VIRTUAL_THREADS + " or later, neither running nor in "
                    + INSTALLED + "; virtual threads are not tested");
        }
        Assumptions.assumeTrue(home.isPresent(), "Java 21 or later");
        return home.get();
    }

    private static Optional<Path> find() throws IOException {
        if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
            return Optional.of(Path.of(System.getProperty("java.home")));
        }
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> feature(home) >= FIRST_WITH_VIRTUAL_THREADS)
                    .max(Comparator.comparing(NewJava::feature));
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
}
