package io.logrich.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The program in a JVM of its own, with a runtime directory of its own; its output goes to files. */
final class Program implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** The command line of a JVM for a main class of the tests. */
    static List<String> java(Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        return command;
    }

    /** Prepares the program, for a test that wants to change its environment or its input. */
    static ProcessBuilder builder(Path directory, List<String> arguments) throws IOException {
        Path runtime = directory.resolve("runtime");
        if (!Files.exists(runtime)) {
            Files.createDirectory(runtime);
            new ProcessBuilder("chmod", "700", runtime.toString())
                    .start()
                    .onExit()
                    .join();
        }
        ProcessBuilder builder = new ProcessBuilder(java(LogRichCli.class, arguments.toArray()));
        builder.environment().keySet().removeIf(name -> name.startsWith("LOG_"));
        builder.environment().put("XDG_RUNTIME_DIR", runtime.toString());
        return builder;
    }

    static Program start(Path directory, ProcessBuilder builder) throws IOException {
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        return new Program(process, out, err);
    }

    static Program start(Path directory, String... arguments) throws IOException {
        return start(directory, builder(directory, List.of(arguments)));
    }

    /** Runs it to its end. */
    static Outcome run(Path directory, String... arguments) throws Exception {
        try (Program program = start(directory, arguments)) {
            return program.await();
        }
    }

    Process process() {
        return process;
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    Outcome await() throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the program does not end; out: " + out() + " err: " + err());
        }
        return new Outcome(process.exitValue(), out(), err());
    }

    /** Waits until the program has written that. */
    void awaitOut(String text) throws IOException {
        await("'" + text + "' on the standard output", () -> contains(out, text));
    }

    void signal(String name) throws Exception {
        signal(process.pid(), name);
    }

    static void signal(long pid, String name) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
    }

    /** Waits until something is so, as long as it may take on a busy machine. */
    static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new AssertionError("in vain waited for " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Whether a file holds that text by now. */
    static boolean contains(Path file, String text) {
        try {
            return Files.exists(file) && new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains(text);
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
