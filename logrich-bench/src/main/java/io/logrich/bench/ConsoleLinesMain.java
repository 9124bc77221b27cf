package io.logrich.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Console lines to a pipe that {@code wc} reads and to the null device. Every line has the same content: time, level,
 * message, three fields. Arguments: events (2,000,000), rounds (3).
 */
public final class ConsoleLinesMain {
    private static final List<String> SYSTEMS =
            List.of("logrich", "control", "logback-sync", "logback-async", "log4j-sync", "log4j-async", "tinylog");

    private ConsoleLinesMain() {}

    public static void main(String[] args) throws Exception {
        int events = Arguments.number(args, 0, 2_000_000);
        for (String target : List.of("pipe", "null device")) {
            Rounds.print(
                    "console lines to the " + target + ", " + events,
                    SYSTEMS,
                    Arguments.number(args, 1, 3),
                    "%,.0f/s, %.2f us CPU a line, peak %.0f MB, %.0f missing",
                    system -> run(system, events, target.equals("pipe")));
        }
    }

    private static double[] run(String system, int events, boolean pipe) throws IOException, InterruptedException {
        Path directory = Forks.temporaryDirectory();
        Path answer = directory.resolve("answer");
        Path lines = directory.resolve("lines");
        String java = Speaker.command(system, Target.CONSOLE, events, 0, answer).command().stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        String script = pipe ? java + " | wc -l >'" + lines + "'" : java + " >/dev/null";
        Forks.await(new ProcessBuilder("sh", "-c", script).redirectError(ProcessBuilder.Redirect.INHERIT));
        double[] run = Speaker.answer(answer);
        long missing = pipe ? events - Long.parseLong(Files.readString(lines).strip()) : 0;
        Forks.delete(directory);
        return new double[] {run[0], run[1], run[2], missing};
    }
}
