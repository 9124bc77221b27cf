package io.logrich.process;

import io.logrich.LogRich;
import io.logrich.Logger;
import io.logrich.event.LogResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that logs until it is killed, or until it kills itself. Arguments: its number, the file of its counter page,
 * how many threads, how many events a second and thread (0 for as fast as it can), how it ends: {@code never},
 * {@code halt:N}, {@code oom:N}, {@code soe:N}, {@code close:N}, {@code eat:N}: takes memory without end, after N events of
 * the first thread.
 */
final class Victim {
    private static final List<byte[]> HEAP = new ArrayList<>();

    private Victim() {}

    public static void main(String[] arguments) throws Exception {
        int number = Integer.parseInt(arguments[0]);
        CounterPage page = CounterPage.open(Path.of(arguments[1]));
        int threads = Integer.parseInt(arguments[2]);
        int rate = Integer.parseInt(arguments[3]);
        String[] end = arguments[4].split(":");
        long last = end.length > 1 ? Long.parseLong(end[1]) : Long.MAX_VALUE;
        LogRich.attach();
        Logger log = LogRich.get("victim");
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            Thread started = new Thread(() -> work(log, page, number, thread, rate, end[0], last));
            started.start();
            running.add(started);
        }
        System.out.println("running");
        for (Thread thread : running) {
            thread.join();
        }
        LogRich.shutdown();
    }

    private static void work(Logger log, CounterPage page, int number, int thread, int rate, String end, long last) {
        long start = System.nanoTime();
        for (long n = 1; n <= last || end.equals("eat"); n++) {
            if (end.equals("soe") && n % 50 == 0) {
                overflow(log, number, thread, n);
            }
            if (end.equals("oom") && n % 100 == 0) {
                exhaust(log);
            }
            LogResult result = log.info(Message.of(number, thread, n));
            while (!result.accepted()) {
                result = log.info(Message.of(number, thread, n)); // dropped for lack of room: again, it must arrive
            }
            page.set(thread, n);
            if (end.equals("eat") && n == last && thread == 0) {
                while (true) {
                    HEAP.add(new byte[1 << 20]); // is written to when it is made, and so is there
                }
            }
            if (rate > 0) {
                long due = start + n * 1_000_000_000L / rate;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
        }
        if (end.equals("halt")) {
            Runtime.getRuntime().halt(9);
        }
    }

    /** Logs at the very end of the stack: whatever is thrown strikes somewhere inside the call. */
    private static void overflow(Logger log, int number, int thread, long n) {
        try {
            deeper(log, 0);
        } catch (StackOverflowError expected) {
            // the log calls of the recursion may or may not have been accepted; none is counted
        }
    }

    private static int deeper(Logger log, int depth) {
        if (depth % 7 == 0) {
            log.info("uncounted");
        }
        return deeper(log, depth + 1) + 1;
    }

    private static void exhaust(Logger log) {
        try {
            while (true) {
                HEAP.add(new byte[64 * 1024]);
                log.info("uncounted");
            }
        } catch (OutOfMemoryError expected) {
            log.info("uncounted");
            HEAP.clear();
        }
    }
}
