package io.logrich.bench;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.IntConsumer;

/**
 * How long a call takes at 50,000 events/s for 5 s, after 2 s of the same to warm up, into a sink that does nothing; each
 * system in JVMs of its own, in turn. The pace is kept by spinning, so the caller is never asleep. Argument: rounds (3).
 */
public final class LatencyMain {
    private static final List<String> SYSTEMS = List.of("logrich", "logback");
    private static final int EACH_NANOS = 20_000;
    private static final int WARM_UP = 100_000;
    private static final int CALLS = 250_000;

    private LatencyMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 2) {
            child(args[0]);
            return;
        }
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        Map<String, List<double[]>> runs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String system : SYSTEMS) {
                double[] run = Forks.numbers(Forks.jvm(LatencyMain.class, system, "child"));
                runs.computeIfAbsent(system, name -> new ArrayList<>()).add(run);
            }
        }
        StringJoiner line = new StringJoiner("; ", "a call at 50,000 events/s: ", "");
        runs.forEach((system, all) -> line.add(text(system, Forks.medians(all))));
        System.out.println(line);
    }

    private static String text(String system, double[] run) {
        return String.format(
                Locale.ROOT,
                "%s p50 %.2f, p99 %.1f, p99.9 %.1f, longest %.0f us",
                system,
                run[0],
                run[1],
                run[2],
                run[3]);
    }

    private static void child(String system) throws IOException {
        if (system.equals("logrich")) {
            try (LogRuntime runtime = Ourselves.intoNothing();
                    var scope = Ourselves.bind(runtime)) {
                Logger logger = runtime.get("bench");
                measure(i -> Ourselves.log(logger, i));
            }
        } else {
            Logback.intoNothing(true);
            Logback.bind();
            org.slf4j.Logger logger = Logback.logger("bench");
            measure(i -> Logback.log(logger, i));
            Logback.close();
        }
    }

    private static void measure(IntConsumer call) {
        paced(call, WARM_UP);
        long[] nanos = paced(call, CALLS);
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%f %f %f %f%n",
                nanos[CALLS / 2] / 1e3,
                nanos[CALLS / 100 * 99] / 1e3,
                nanos[CALLS / 1000 * 999] / 1e3,
                nanos[CALLS - 1] / 1e3);
    }

    /** What each call takes; a late one starts late and does not count the lateness of those before it. */
    private static long[] paced(IntConsumer call, int calls) {
        long[] nanos = new long[calls];
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            long due = start + (long) i * EACH_NANOS;
            long now = System.nanoTime();
            while (now < due) {
                Thread.onSpinWait();
                now = System.nanoTime();
            }
            call.accept(i);
            nanos[i] = System.nanoTime() - now;
        }
        return nanos;
    }
}
