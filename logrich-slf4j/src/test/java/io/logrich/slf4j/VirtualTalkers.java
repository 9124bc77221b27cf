package io.logrich.slf4j;

import io.logrich.LogRich;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A process in which 10,000 virtual threads log through SLF4J while they hold a monitor, each with an MDC of its own, into a
 * queue that is far too short for them. Prints what became of it.
 */
final class VirtualTalkers {
    private static final int THREADS = 10_000;
    private static final int EVENTS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(VirtualTalkers.class);
    private static final Object SHARED = new Object();

    private static final Map<String, Long> SEEN = new ConcurrentHashMap<>();
    private static final AtomicLong MIXED = new AtomicLong();

    private VirtualTalkers() {}

    public static void main(String[] arguments) throws Exception {
        LogRich.init(RuntimeConfig.builder("virtual", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .queueMaxsize(256)
                .queuePutTimeout(null)
                .sink(new CustomSink("seen", LogLevel.INFO, batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        look(batch.event(i));
                    }
                    return batch.size();
                }))
                .build());
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            tasks.add(virtual.submit(() -> talk(number)));
        }
        for (Future<?> task : tasks) {
            task.get();
        }
        boolean complete = LogRich.shutdown().complete();
        long events = SEEN.values().stream().mapToLong(count -> count).sum();
        System.out.println(
                "threads " + SEEN.size() + " events " + events + " mixed " + MIXED + " complete " + complete);
    }

    private static void talk(int number) {
        String mine = String.valueOf(number);
        MDC.put("thread", mine);
        synchronized (number % 2 == 0 ? SHARED : new Object()) {
            for (int i = 0; i < EVENTS; i++) {
                MDC.put("request_id", mine + "-" + i);
                LOG.atInfo().addKeyValue("event", i).log("thread {}", number);
                if (!mine.equals(MDC.get("thread"))) {
                    MIXED.incrementAndGet();
                }
                Thread.yield();
            }
        }
        if (number % 3 > 0) {
            MDC.clear(); // the others leave it to the end of their thread
        }
    }

    private static void look(LogEvent event) {
        String thread = event.message().substring("thread ".length());
        boolean own = thread.equals(event.context().extra().get("thread"))
                && (thread + "-" + event.extra().get("event"))
                        .equals(event.context().requestId());
        if (!own) {
            MIXED.incrementAndGet();
        }
        SEEN.merge(thread, 1L, Long::sum);
    }
}
