package io.logrich.bench;

import java.util.List;

/**
 * Four JVMs log, one file gets it all; then the same with one of them killed half-way, of which an event whose call had
 * begun and not returned may arrive: -1 is one of those. Arguments: events of each JVM (1,000,000), rounds (1).
 */
public final class FourJvmsMain {
    private static final List<String> SYSTEMS = List.of("logrich", "logback-logstash", "log4j-sync", "log4j-async");
    private static final int JVMS = 4;

    private FourJvmsMain() {}

    public static void main(String[] args) throws Exception {
        int events = Arguments.number(args, 0, 1_000_000);
        for (boolean killing : new boolean[] {false, true}) {
            Rounds.print(
                    "four JVMs, " + events + " events each, into one file" + (killing ? ", one of them killed" : ""),
                    SYSTEMS,
                    Arguments.number(args, 1, 1),
                    "%,.0f/s, %.2f us CPU an event, %.0f refused, %.0f lost",
                    system -> Gathering.run(system, JVMS, events, killing, 0));
        }
    }
}
