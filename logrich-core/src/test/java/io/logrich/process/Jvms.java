package io.logrich.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts JVMs like the one the test runs in. */
final class Jvms {
    private Jvms() {}

    /** One that starts quickly, since it compiles little. */
    static ProcessBuilder java(List<String> options, Class<?> main, Object... arguments) {
        List<String> all = new ArrayList<>(options);
        all.add("-XX:TieredStopAtLevel=1");
        return compiling(all, main, arguments);
    }

    /** One that compiles as programs do. */
    static ProcessBuilder compiling(List<String> options, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-XX:+UseSerialGC");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Reads lines of a process's output until one is the given one. */
    static void awaitLine(Process process, String wanted) throws java.io.IOException {
        var reader = process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.equals(wanted)) {
                return;
            }
        }
        throw new java.io.IOException("the process ended without printing '" + wanted + "'");
    }
}
