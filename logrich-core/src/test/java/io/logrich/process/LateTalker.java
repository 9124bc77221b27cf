package io.logrich.process;

import io.logrich.LogRich;
import io.logrich.Logger;

/** A program of which a shutdown hook takes its time, and logs what it does. */
final class LateTalker {
    static final int STEPS = 40;
    private static final long STEP_MILLIS = 10;

    private LateTalker() {}

    public static void main(String[] arguments) throws Exception {
        LogRich.attach();
        Logger log = LogRich.get("late");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(log), "stop"));
        log.info("started");
    }

    private static void stop(Logger log) {
        for (int i = 0; i < STEPS; i++) {
            log.info("stopping {}", i);
            try {
                Thread.sleep(STEP_MILLIS); // the work that stopping is
            } catch (InterruptedException ended) {
                return;
            }
        }
        log.info("stopped");
    }
}
