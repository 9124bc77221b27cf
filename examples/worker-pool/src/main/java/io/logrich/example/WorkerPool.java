package io.logrich.example;

import io.logrich.LogRich;
import io.logrich.Logger;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two worker processes that live as long as there are jobs. One job is poison: the worker dies of it, another takes its
 * place, and the log knows what the dead one had said.
 */
public final class WorkerPool {
    private static final int WORKERS = 2;
    private static final List<String> JOBS = List.of("7", "12", "30", "seven", "91", "128", "200", "365");

    private static final Logger LOG = LogRich.get("pool");

    private final Queue<String> jobs = new ConcurrentLinkedQueue<>(JOBS);
    private final AtomicInteger lost = new AtomicInteger();

    private WorkerPool() {}

    public static void main(String[] arguments) throws Exception {
        LogRich.init(RuntimeConfig.builder("worker-pool", "local")
                .consoleStream(ConsoleSettings.Stream.STDOUT)
                .build());
        try (var job = LogRich.bind("job_id", "batch-742")) {
            new WorkerPool().run();
        } finally {
            LogRich.shutdown();
        }
    }

    /** One thread for each worker; they work in the context that is bound here. */
    private void run() throws InterruptedException, ExecutionException {
        ExecutorService threads = LogRich.wrap(Executors.newFixedThreadPool(WORKERS));
        List<Future<?>> serving = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            serving.add(threads.submit(() -> {
                serve();
                return null;
            }));
        }
        for (Future<?> one : serving) {
            one.get();
        }
        threads.shutdown();
        LOG.atInfo().with("jobs", JOBS.size()).with("lost", lost.get()).log("all jobs are done");
    }

    private void serve() throws IOException, InterruptedException {
        PooledWorker worker = PooledWorker.start();
        for (String job = jobs.poll(); job != null; job = jobs.poll()) {
            if (!worker.isAlive()) {
                worker = PooledWorker.start();
            }
            serve(worker, job);
        }
        worker.close();
    }

    private void serve(PooledWorker worker, String job) throws InterruptedException {
        try (var request = LogRich.bind("request_id", "req-" + job)) {
            try {
                LOG.info("{} squared is {}", job, worker.ask(job));
            } catch (IOException died) {
                lost.incrementAndGet();
                LOG.warning("'{}' has cost us worker {}", job, worker.pid());
                worker.close();
            }
        }
    }
}
