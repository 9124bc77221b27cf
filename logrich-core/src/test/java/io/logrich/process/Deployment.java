package io.logrich.process;

import io.logrich.LogRich;
import io.logrich.Logger;
import io.logrich.context.ContextBinder;
import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/**
 * An application that a container deploys in a class loader of its own and that uses the container's threads, as
 * carelessly as applications do: it leaves scopes open in them, and a child process behind, which it returns.
 */
final class Deployment implements BiFunction<ExecutorService, Path, Process> {
    /** How many threads the container's pool has. */
    static final int THREADS = 3;

    private static final Logger LOG = LogRich.get("deployment");

    @Override
    public Process apply(ExecutorService pool, Path directory) {
        try {
            return live(pool, directory);
        } catch (Exception failed) {
            throw new IllegalStateException(failed.toString()); // none of ours may reach the container
        }
    }

    private static Process live(ExecutorService pool, Path directory) throws Exception {
        LogRich.init(RuntimeConfig.builder("deployment", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(directory.resolve("tree"))
                .file(directory.resolve("log.jsonl"), FileSettings.Format.JSONL, LogLevel.TRACE)
                .diagnosticHook((name, payload) -> {})
                .build());
        CyclicBarrier all = new CyclicBarrier(THREADS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            running.add(pool.submit(() -> {
                all.await();
                LogRich.bind("request_id", number, "a", 1);
                LogRich.bind("user_id", number).close();
                LogRich.bind("job_id", "left open");
                if (number == 0) {
                    LogRich.binder().deserialize(LogRich.binder().serialize());
                }
                LOG.error("thread {}", number, new IllegalStateException("of the application"));
                return null;
            }));
        }
        ExecutorService carrying = LogRich.wrap(pool);
        running.add(carrying.submit(() ->
                LogRich.bind("user_id", "left open, too").context().toMap(true).size()));
        running.add(ForkJoinPool.commonPool()
                .submit(LogRich.wrap(() -> LOG.info("in the common pool").accepted())));
        for (Future<?> one : running) {
            one.get();
        }
        LogRich.bind("request_id", "of the deployer").close();
        LogRich.bind("trace_id", "left open by the deployer");
        LogRich.without("trace_id");
        Process left = LogRich.start(new ProcessBuilder("sleep", "600"));
        LogRich.flush(null);
        for (DumpFormat format : DumpFormat.values()) {
            LogRich.dump(format, DumpFilter.ALL.withText("thread"));
        }
        LogRich.severitySnapshot();
        ContextBinder binder = LogRich.binder();
        if (!LogRich.shutdown().complete()) {
            throw new IOException("not everything was delivered");
        }
        binder.bind("request_id", "after the end");
        pool.submit(() -> LogRich.bind("request_id", "after the end").context().processId())
                .get();
        LOG.info("after the end");
        return left;
    }
}
