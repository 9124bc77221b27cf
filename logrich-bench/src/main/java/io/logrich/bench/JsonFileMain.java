package io.logrich.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * JSON lines into a file: speed, processor time, memory. The control puts strings together and writes them through a buffer.
 * Arguments: events (2,000,000), rounds (3).
 */
public final class JsonFileMain {
    private static final List<String> SYSTEMS =
            List.of("logrich", "control", "logback-sync", "logback-buffered", "log4j-sync", "log4j-async", "tinylog");

    private JsonFileMain() {}

    public static void main(String[] args) throws Exception {
        int events = Arguments.number(args, 0, 2_000_000);
        Rounds.print(
                "json to a file, " + events + " events",
                SYSTEMS,
                Arguments.number(args, 1, 3),
                "%,.0f/s, %.2f us CPU an event, peak %.0f MB, %.0f collections, %.0f missing",
                system -> run(system, events));
    }

    private static double[] run(String system, int events) throws Exception {
        Path directory = Forks.temporaryDirectory();
        Path file = directory.resolve("events.jsonl");
        double[] run = Speaker.run(system, Target.file(file), events, 0);
        long missing = events - Forks.eventsIn(file);
        Forks.delete(directory);
        return new double[] {run[0], run[1], run[2], run[3], missing};
    }
}
