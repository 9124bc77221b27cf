package io.logrich.bench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A sink that hangs at its first event, for some time or for good, and another one beside it, at 10,000 events/s: the longest
 * call, how many calls the application could make, and how many of their events the other sink did not get. Who has not been
 * let go that time after all should be over is blocked; the events of calls that were never made are not missing.
 * Arguments: seconds (10), rounds (1), milliseconds of the hang (5,000).
 */
public final class HangingSinkMain {
    private static final List<String> SYSTEMS =
            List.of("logrich", "logback-sync", "logback-async", "logback-drop", "log4j-async", "tinylog");
    private static final int RATE = 10_000;

    private HangingSinkMain() {}

    public static void main(String[] args) throws Exception {
        if (Arguments.isChild(args)) {
            measure(args[1], args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            return;
        }
        int seconds = Arguments.number(args, 0, 10);
        int hang = Arguments.number(args, 2, 5_000);
        for (int millis : new int[] {hang, 0}) {
            Rounds.print(
                    "a sink that hangs " + (millis == 0 ? "for good" : "for " + millis + " ms") + ", " + RATE * seconds
                            + " events",
                    SYSTEMS,
                    Arguments.number(args, 1, 1),
                    "longest call %,.1f ms, %.0f calls, %.0f of them missing in the other sink",
                    system -> Forks.numbers(
                            Forks.jvm(HangingSinkMain.class, "child", system, "" + millis, "" + seconds, "" + hang)));
        }
    }

    private static void measure(String system, String millis, int seconds, long grace) throws Exception {
        Contender contender = Contender.open(system, new Target(Target.Kind.HANGING, millis));
        contender.bind();
        AtomicLong began = new AtomicLong();
        AtomicLong longest = new AtomicLong();
        AtomicLong calls = new AtomicLong();
        Thread caller = new Thread(
                () -> {
                    long start = System.nanoTime();
                    for (int i = 0; i < RATE * seconds; i++) {
                        LockSupport.parkNanos(start + i * (1_000_000_000L / RATE) - System.nanoTime());
                        began.set(System.nanoTime());
                        contender.log(i);
                        longest.accumulateAndGet(System.nanoTime() - began.get(), Math::max);
                        calls.incrementAndGet();
                    }
                },
                "caller");
        caller.start();
        caller.join(seconds * 1000L + grace);
        if (caller.isAlive()) {
            longest.accumulateAndGet(System.nanoTime() - began.get(), Math::max);
        }
        long end = System.nanoTime() + grace * 1_000_000;
        while (Hanging.counted() < calls.get() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        System.out.printf(
                Locale.ROOT,
                "%.3f %d %d%n",
                longest.get() / 1e6,
                calls.get(),
                Math.max(0, calls.get() - Hanging.counted()));
        System.out.flush();
        Runtime.getRuntime().halt(0); // some could not end otherwise
    }
}
