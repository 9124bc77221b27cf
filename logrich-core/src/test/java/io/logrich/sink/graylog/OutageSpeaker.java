package io.logrich.sink.graylog;

import io.logrich.LogRich;
import io.logrich.Logger;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that logs at a pace while Graylog is gone. Arguments: how many events, how many a second. Prints how many
 * were accepted and how many microseconds the longest call took, and ends when everything is delivered.
 */
final class OutageSpeaker {
    private static final int WARM_UP = 2000;

    private OutageSpeaker() {}

    public static void main(String[] arguments) throws java.io.IOException {
        int events = Integer.parseInt(arguments[0]);
        long gap = 1_000_000_000L / Integer.parseInt(arguments[1]);
        LogRich.attach();
        Logger log = LogRich.get("speaker");
        long longest = 0;
        int accepted = 0;
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            long due = start + i * gap;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long before = System.nanoTime();
            accepted += log.atInfo().with("n", i).log("event {}", i).accepted() ? 1 : 0;
            long took = System.nanoTime() - before;
            longest = i < WARM_UP ? longest : Math.max(longest, took); // classes are loaded before
        }
        System.out.println(accepted + " " + longest / 1000);
        System.out.flush();
        LogRich.shutdown();
    }
}
