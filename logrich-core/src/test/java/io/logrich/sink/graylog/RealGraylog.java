package io.logrich.sink.graylog;

import static org.junit.jupiter.api.Assumptions.abort;

import io.logrich.text.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Graylog's own inputs in a JVM of their own ({@code MiniGraylog}), which Maven gets the classes for. Needs a JDK of 21 or
 * later and Maven; skips the test, loudly, where they are missing. Not thread-safe.
 */
final class RealGraylog implements AutoCloseable {
    private static final String VERSION = "7.0.1";
    private static final String INNER_POM = "META-INF/maven/org.graylog2/graylog2-server/pom.xml";
    private static final int LEAST_JDK = 21;
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path complaints;
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    private RealGraylog(Process process, Path complaints) {
        this.process = process;
        this.complaints = complaints;
    }

    /** Starts it, with that identity for TLS. */
    static RealGraylog start(Path scratch, TestIdentity identity) throws Exception {
        Path java = jdk();
        Path program = scratch.resolve("MiniGraylog.java");
        try (InputStream source = RealGraylog.class.getResourceAsStream("MiniGraylog.java")) {
            Files.write(program, source.readAllBytes());
        }
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-XX:+UseSerialGC",
                "-cp",
                classPath(scratch),
                program.toString(),
                identity.certificateFile(scratch).toString(),
                identity.keyFile(scratch).toString());
        Path complaints = scratch.resolve("graylog.err");
        RealGraylog graylog =
                new RealGraylog(builder.redirectError(complaints.toFile()).start(), complaints);
        BufferedReader out = graylog.process.inputReader();
        for (String line = out.readLine(); !"@ ready".equals(line); line = out.readLine()) {
            if (line == null) {
                throw new AssertionError(graylog.complaints());
            }
            String[] words = line.split(" ");
            if (words[0].equals("@")) {
                graylog.ports.put(words[1], Integer.valueOf(words[2]));
            }
        }
        Thread reading = new Thread(() -> graylog.read(out), "graylog's output");
        reading.setDaemon(true);
        reading.start();
        return graylog;
    }

    /** What it says of itself. */
    String complaints() throws IOException {
        return (process.isAlive() ? "" : "exit code " + process.exitValue() + ": ") + Files.readString(complaints);
    }

    private void read(BufferedReader out) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("@ ")) {
                    synchronized (lines) {
                        lines.add(line.substring(2));
                        lines.notifyAll();
                    }
                }
            }
        } catch (IOException ended) {
            // with the process
        }
    }

    /** Where the input of that name listens: tcp, tls, udp, http, bulk. */
    String endpoint(String input) {
        return "127.0.0.1:" + ports.get(input);
    }

    /** Waits for so many messages of an input since the last call, and gives them back, as Graylog has them. */
    List<Map<?, ?>> take(String input, int messages) throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        synchronized (lines) {
            while (lines.stream().filter(line -> line.startsWith(input + " ")).count() < messages
                    && System.nanoTime() < patience) {
                lines.wait(100);
            }
            List<Map<?, ?>> taken = new ArrayList<>();
            for (String line : lines) {
                if (line.startsWith(input + " refused")) {
                    throw new AssertionError(line);
                } else if (line.startsWith(input + " ")) {
                    taken.add((Map<?, ?>) JsonReader.read(line.substring(input.length() + 1)));
                }
            }
            lines.clear();
            return taken;
        }
    }

    private static Path jdk() throws IOException {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        Path all = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(all)) {
            try (Stream<Path> found = Files.list(all)) {
                found.sorted().forEach(homes::add);
            }
        }
        for (Path home : homes) {
            if (feature(home) >= LEAST_JDK && Files.isExecutable(home.resolve("bin/javac"))) {
                return home.resolve("bin/java");
            }
        }
        return skip("Graylog needs a JDK of " + LEAST_JDK + " or later, here or under /usr/lib/jvm");
    }

    private static int feature(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(release)) {
            properties.load(in);
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.split("[.+-]")[0]);
    }

    /** The published POM names no dependencies; the one inside the jar does. */
    private static String classPath(Path scratch) throws Exception {
        String given = System.getProperty("logrich.graylog.classpath");
        if (given != null) {
            return given;
        }
        Path jar = scratch.resolve("graylog2-server-" + VERSION + ".jar");
        maven(
                scratch,
                "dependency:copy",
                "-Dartifact=org.graylog2:graylog2-server:" + VERSION,
                "-DoutputDirectory=" + scratch,
                "-Dmdep.useBaseVersion=true");
        Path pom = Files.createDirectories(scratch.resolve("graylog")).resolve("pom.xml");
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream inner = zip.getInputStream(zip.getEntry(INNER_POM))) {
            Files.write(pom, inner.readAllBytes());
        }
        Path list = scratch.resolve("graylog.cp");
        maven(
                scratch,
                "-f",
                pom.toString(),
                "dependency:build-classpath",
                "-DincludeScope=runtime",
                "-Dmdep.outputFile=" + list);
        return jar
                + System.getProperty("path.separator")
                + Files.readString(list).strip();
    }

    /** From what there is already, else from the net. */
    private static void maven(Path scratch, String... arguments) throws Exception {
        for (String mode : List.of("-o", "-U")) {
            List<String> command = new ArrayList<>(List.of("mvn", "-B", "-q", "-ntp", mode));
            command.addAll(List.of(arguments));
            Path log = scratch.resolve("maven.log");
            try {
                Process maven = new ProcessBuilder(command)
                        .directory(scratch.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
                if (maven.waitFor(PATIENCE_SECONDS * 3, TimeUnit.SECONDS) && maven.exitValue() == 0) {
                    return;
                }
                maven.destroyForcibly();
            } catch (IOException none) {
                skip("Maven gets Graylog's classes: " + none.getMessage());
            }
        }
        skip("Graylog's classes cannot be had: " + Files.readString(scratch.resolve("maven.log")));
    }

    private static <T> T skip(String why) {
        System.err.println("SKIPPED: " + why);
        return abort(why);
    }

    @Override
    public void close() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
