package io.logrich.tree;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM that does what it is told, a line at a time, and answers each line with one of its own. */
public final class Jvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private Jvm(Process process) {
        this.process = process;
        this.answers = process.inputReader();
    }

    public static Jvm start(Class<?> main, Object... arguments) throws IOException {
        return new Jvm(builder(main, arguments).start());
    }

    /** Starts one that may open few files. */
    static Jvm startWithFiles(int files, Class<?> main, Object... arguments) throws IOException {
        return new Jvm(withFiles(files, builder(main, arguments)).start());
    }

    /** The same command, which may open few files then. */
    static ProcessBuilder withFiles(int files, ProcessBuilder builder) {
        builder.command().addAll(0, List.of("sh", "-c", "ulimit -n " + files + "; exec \"$@\"", "sh"));
        return builder;
    }

    /** The command for a small JVM. */
    static ProcessBuilder builder(Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Xshare:auto", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Tells it something without waiting for the answer. */
    void tell(String line) {
        try {
            process.outputWriter().write(line + "\n");
            process.outputWriter().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    String answer() throws IOException {
        return answers.readLine();
    }

    public String ask(String line) throws IOException {
        tell(line);
        return answer();
    }

    /** Kills it, and returns when it is dead. */
    @Override
    public void close() throws IOException {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
