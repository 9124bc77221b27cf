package io.logrich;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.IntPredicate;

/** Four threads that do the same thing a thousand times each, beginning together. Stateless. */
public final class Together {
    private static final int THREADS = 4;
    private static final int TIMES = 1000;

    /** How often it is done in all. */
    public static final int ALL = THREADS * TIMES;

    private Together() {}

    /** Threads whose numbers end alike, so that they meet in whatever is shared out by them. */
    @SuppressWarnings("deprecation") // getId(): threadId() is not in JDK 17
    private static Thread threadLikeTheOthers(Runnable task) {
        while (true) {
            Thread thread = new Thread(task);
            if ((thread.getId() & 63) == 0) {
                return thread;
            }
        }
    }

    /** How often the answer was yes. */
    public static int count(IntPredicate one) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<FutureTask<Integer>> tasks = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            FutureTask<Integer> task = new FutureTask<>(() -> {
                go.await();
                int passed = 0;
                for (int n = 0; n < TIMES; n++) {
                    passed += one.test(n) ? 1 : 0;
                }
                return passed;
            });
            tasks.add(task);
            threadLikeTheOthers(task).start();
        }
        go.countDown();
        int passed = 0;
        for (FutureTask<Integer> task : tasks) {
            passed += task.get();
        }
        return passed;
    }
}
