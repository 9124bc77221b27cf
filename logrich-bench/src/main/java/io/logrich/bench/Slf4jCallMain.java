package io.logrich.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What calls through SLF4J cost the calling thread, in processor time and bytes, with whatever provider is on the class path:
 * one that is off, one that is on and goes nowhere. One provider for each JVM, as in programs: with two of them every call
 * would have to ask which. Ours is to be run with {@code LOG_CONSOLE_STREAM=none}.
 */
public final class Slf4jCallMain {
    private static final int ROUNDS = 25;
    private static final int OFF_CALLS = 20_000_000;
    private static final int ON_CALLS = 100_000;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Slf4jCallMain() {}

    /**
     * Measures, after a third of the rounds, and prints the least and the median.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        String provider = LoggerFactory.getILoggerFactory().getClass().getName();
        if (provider.startsWith("ch.qos.logback")) {
            Logback.open("drop", Target.NOTHING);
        }
        Logger logger = LoggerFactory.getLogger("bench");
        System.out.println(provider + ", Java " + Runtime.version().feature());
        measure("off, two parameters", OFF_CALLS, count -> off(logger, count));
        measure("on, no parameter", ON_CALLS, count -> on(logger, count));
    }

    private static void off(Logger logger, int count) {
        for (int i = 0; i < count; i++) {
            logger.debug("chunk {} of {}", "one", "two");
        }
    }

    private static void on(Logger logger, int count) {
        for (int i = 0; i < count; i++) {
            logger.info("text");
        }
    }

    private static void measure(String what, int calls, IntConsumer batch) {
        double[] nanos = new double[ROUNDS];
        long bytes = 0;
        long thread = Thread.currentThread().getId();
        for (int round = 0; round < ROUNDS; round++) {
            long allocated = THREADS.getThreadAllocatedBytes(thread);
            long began = THREADS.getCurrentThreadCpuTime();
            batch.accept(calls);
            nanos[round] = (double) (THREADS.getCurrentThreadCpuTime() - began) / calls;
            bytes = (THREADS.getThreadAllocatedBytes(thread) - allocated) / calls;
        }
        double[] warm = Arrays.copyOfRange(nanos, ROUNDS / 3, ROUNDS);
        Arrays.sort(warm);
        System.out.println(String.format(
                Locale.ROOT, "%s: %.2f ns, median %.2f; %d B", what, warm[0], warm[warm.length / 2], bytes));
    }
}
