package io.logrich.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * GELF over TCP and UDP to a receiver in a process of its own, which only counts: until everything is sent, and what has not
 * arrived. {@code logback-logstash} sends JSON lines instead, over TCP. Datagrams are not compressed. Arguments: events
 * (1,000,000), rounds (1).
 */
public final class GelfMain {
    private static final List<String> OVER_TCP =
            List.of("logrich", "logback-sync", "logback-async", "logback-logstash", "log4j-sync", "log4j-async");
    private static final List<String> OVER_UDP = List.of("logrich", "logback-sync", "logback-async", "log4j-async");

    private GelfMain() {}

    public static void main(String[] args) throws Exception {
        int events = Arguments.number(args, 0, 1_000_000);
        for (Target.Kind kind : new Target.Kind[] {Target.Kind.GELF_TCP, Target.Kind.GELF_UDP}) {
            String protocol = kind == Target.Kind.GELF_TCP ? "TCP" : "UDP";
            Rounds.print(
                    "GELF over " + protocol + ", " + events + " events",
                    protocol.equals("TCP") ? OVER_TCP : OVER_UDP,
                    Arguments.number(args, 1, 1),
                    "%,.0f/s, %.2f us CPU an event, peak %.0f MB, %.0f lost",
                    system -> run(system, kind, protocol.toLowerCase(Locale.ROOT), events));
        }
    }

    private static double[] run(String system, Target.Kind kind, String protocol, int events)
            throws IOException, InterruptedException {
        Process receiver = Forks.jvm(GelfReceiver.class, protocol).start();
        try {
            var said = receiver.inputReader();
            double[] run = Speaker.run(system, new Target(kind, said.readLine()), events, 0);
            receiver.getOutputStream().write('\n');
            receiver.getOutputStream().flush();
            return new double[] {run[0], run[1], run[2], events - Long.parseLong(said.readLine())};
        } finally {
            receiver.destroyForcibly();
        }
    }
}
