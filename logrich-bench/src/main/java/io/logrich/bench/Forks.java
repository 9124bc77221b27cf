package io.logrich.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Fresh JVMs for measurements that must not share one, and what is left to do with their answers. */
final class Forks {
    private Forks() {}

    /** A JVM like this one that runs a main class; what it complains about is seen on our standard error. */
    static ProcessBuilder jvm(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Runs it to its end and reads the numbers that it prints. */
    static double[] numbers(ProcessBuilder jvm) throws IOException, InterruptedException {
        Process process = jvm.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        requireSuccess(jvm, process);
        return numbersIn(answer);
    }

    /** The numbers in a text, with anything but digits, points and signs between them. */
    static double[] numbersIn(String text) {
        return Pattern.compile("[-+.\\dE]+")
                .matcher(text)
                .results()
                .mapToDouble(number -> Double.parseDouble(number.group()))
                .toArray();
    }

    /** Runs it to its end; what it prints is of no interest. */
    static void await(ProcessBuilder jvm) throws IOException, InterruptedException {
        requireSuccess(jvm, jvm.redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    }

    private static void requireSuccess(ProcessBuilder command, Process process)
            throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw new IOException("exit code " + process.exitValue() + " of " + command.command());
        }
    }

    /** How many events are in a file of lines. */
    static long eventsIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.contains("compressed")).count();
        }
    }

    /** The median of each column of some runs. */
    static double[] medians(List<double[]> runs) {
        double[] medians = new double[runs.get(0).length];
        for (int column = 0; column < medians.length; column++) {
            int place = column;
            double[] sorted =
                    runs.stream().mapToDouble(run -> run[place]).sorted().toArray();
            medians[column] = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        }
        return medians;
    }

    static Path temporaryDirectory() throws IOException {
        return Files.createTempDirectory("logrich-bench");
    }

    /** The bytes of all files in a directory. */
    static long size(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : paths.toList()) {
                bytes += Files.size(path);
            }
        }
        return bytes;
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
