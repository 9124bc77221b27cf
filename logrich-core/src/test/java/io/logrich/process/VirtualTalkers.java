package io.logrich.process;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.context.ContextBinder;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process in which 10,000 virtual threads log while they hold a monitor, each in a context of its own. The ring takes
 * few events and the sink takes none until somebody waits for room, so that threads are parked inside their monitors.
 * Prints what became of the calls.
 */
final class VirtualTalkers {
    private static final int THREADS = 10_000;
    private static final int ROOM = 256;

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong returned = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong mixed = new AtomicLong();
    private final Object shared = new Object();
    private final LogRuntime runtime;
    private final Logger log;

    private VirtualTalkers() throws Exception {
        runtime = LogRuntime.openRoot(RuntimeConfig.builder("virtual", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .queueMaxsize(ROOM)
                .queuePutTimeout(Duration.ofMinutes(5))
                .laneStallAfter(Duration.ofMinutes(5))
                .sink(new CustomSink("counting", LogLevel.TRACE, counting()))
                .build());
        log = runtime.get("virtual");
    }

    public static void main(String[] arguments) throws Exception {
        new VirtualTalkers().run();
    }

    private void run() throws Exception {
        ContextBinder binder = runtime.binder();
        ExecutorService virtual = binder.wrap((ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            try (var ignored = binder.bind("request_id", String.valueOf(number))) {
                tasks.add(virtual.submit(() -> talk(binder, number)));
            }
        }
        while (returned.get() < ROOM / 2 || begun.get() == returned.get()) {
            Thread.onSpinWait(); // until one waits for room
        }
        System.out.println("waiting");
        release.countDown();
        for (Future<?> task : tasks) {
            task.get();
        }
        boolean complete = runtime.shutdown().complete();
        long dropped = runtime.severitySnapshot().droppedTotal();
        System.out.println("returned " + returned + " lost " + (THREADS - accepted.get() - dropped) + " undelivered "
                + (accepted.get() - written.get()) + " mixed " + mixed + " complete " + complete);
    }

    private void talk(ContextBinder binder, int number) {
        String mine = String.valueOf(number);
        synchronized (number % 2 == 0 ? shared : new Object()) {
            try (var scope = binder.bind("user_id", mine)) {
                begun.incrementAndGet();
                LogResult result = log.info("thread {}", number);
                returned.incrementAndGet();
                if (result.accepted()) {
                    accepted.incrementAndGet();
                }
                if (number % 1000 == 999) {
                    runtime.flush(Duration.ofMinutes(5));
                }
                if (binder.current() != scope.context()
                        || !mine.equals(scope.context().requestId())) {
                    mixed.incrementAndGet();
                }
            }
        }
    }

    private Sink counting() {
        return new Sink() {
            @Override
            public int write(EventBatch batch) {
                try {
                    release.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return 0;
                }
                written.addAndGet(batch.size());
                return batch.size();
            }
        };
    }
}
