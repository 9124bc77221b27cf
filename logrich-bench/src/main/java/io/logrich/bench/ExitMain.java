package io.logrich.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * A program logs and calls {@code System.exit} without telling its logging system: how many events are missing in the file.
 * Arguments: events (100,000), rounds (3).
 */
public final class ExitMain {
    private static final List<String> SYSTEMS = List.of(
            "logrich",
            "control",
            "logback-sync",
            "logback-buffered",
            "logback-async",
            "log4j-sync",
            "log4j-async",
            "tinylog");

    private ExitMain() {}

    public static void main(String[] args) throws Exception {
        int events = Arguments.number(args, 0, 100_000);
        Rounds.print(
                "exit without shutdown after " + events + " events",
                SYSTEMS,
                Arguments.number(args, 1, 3),
                "%.0f missing",
                system -> new double[] {missing(system, events)});
    }

    private static double missing(String system, int events) throws Exception {
        Path directory = Forks.temporaryDirectory();
        Path file = directory.resolve("events.jsonl");
        Forks.await(Forks.jvm(
                Speaker.class, system, Target.Kind.FILE.name(), file.toString(), "" + events, "0", "0", "none"));
        long missing = events - Forks.eventsIn(file);
        Forks.delete(directory);
        return missing;
    }
}
