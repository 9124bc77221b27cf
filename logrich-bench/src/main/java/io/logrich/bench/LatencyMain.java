package io.logrich.bench;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How long a call takes at an even pace for 5 s, after 2 s of the same to warm up, into a sink that does nothing: the call
 * itself, and from when it was due, which includes what the calls before it have kept it waiting. The pace is kept by
 * spinning, so the caller is never asleep. Arguments: events a second (0 for 10,000 and 50,000), rounds (3), seconds (5).
 */
public final class LatencyMain {
    private static final List<String> SYSTEMS =
            List.of("logrich", "control", "logback-async", "logback-drop", "log4j-async", "tinylog");
    private static final double[] PERCENTILES = {50, 99, 99.9, 100};

    private LatencyMain() {}

    public static void main(String[] args) throws Exception {
        if (Arguments.isChild(args)) {
            measure(args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            return;
        }
        int pace = Arguments.number(args, 0, 0);
        for (int rate : pace == 0 ? new int[] {10_000, 50_000} : new int[] {pace}) {
            Rounds.print(
                    "a call at " + rate + " events/s, us",
                    SYSTEMS,
                    Arguments.number(args, 1, 3),
                    "p50 %.2f, p99 %.1f, p99.9 %.1f, longest %.0f; from when due p50 %.2f, p99 %.1f, p99.9 %.1f, longest %.0f",
                    system -> Forks.numbers(Forks.jvm(
                            LatencyMain.class, "child", system, "" + rate, "" + Arguments.number(args, 2, 5))));
        }
    }

    private static void measure(String system, int rate, int seconds) throws Exception {
        try (Contender contender = Contender.open(system, Target.NOTHING)) {
            contender.bind();
            paced(contender, rate, Math.min(2, seconds) * rate, new Histogram(3), new Histogram(3));
            Histogram calls = new Histogram(3);
            Histogram responses = new Histogram(3);
            paced(contender, rate, seconds * rate, calls, responses);
            for (Histogram histogram : List.of(calls, responses)) {
                for (double percentile : PERCENTILES) {
                    System.out.printf(Locale.ROOT, "%.3f ", histogram.getValueAtPercentile(percentile) / 1e3);
                }
            }
        }
    }

    private static void paced(Contender contender, int rate, int calls, Histogram taken, Histogram sinceDue) {
        long each = 1_000_000_000L / rate;
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            long due = start + i * each;
            long now = System.nanoTime();
            while (now < due) {
                Thread.onSpinWait();
                now = System.nanoTime();
            }
            contender.log(i);
            long end = System.nanoTime();
            taken.recordValue(end - now);
            sinceDue.recordValue(end - due);
        }
    }
}
