package io.logrich.process;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import io.logrich.sink.EventBatch;
import java.util.ArrayList;
import java.util.List;

/** A process that logs in every way while its heap is full to the last byte, and counts what is thrown at it. */
final class NoMemory {
    private static final int CALLS = 40;
    private static final RuntimeException FAILURE = new IllegalStateException("made before");

    private NoMemory() {}

    public static void main(String[] arguments) throws Exception {
        LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("no-memory", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolPlace(SpoolSettings.Place.MEMORY)
                .spoolBytes(1 << 20)
                .sink(new CustomSink("nothing", LogLevel.INFO, EventBatch::size))
                .build());
        Logger log = runtime.get("test");
        logAll(log); // the literals of this class are made when they are first used, which takes memory too
        List<Object> heap = new ArrayList<>(1 << 20);
        int thrown = 0;
        fill(heap);
        for (int i = 0; i < CALLS; i++) {
            try {
                logAll(log);
            } catch (Throwable theirs) {
                thrown++;
            }
        }
        heap.clear();
        long attempted = runtime.severitySnapshot().totalEvents()
                + runtime.severitySnapshot().droppedTotal();
        boolean closed = runtime.shutdown().complete();
        System.out.println(
                "thrown " + thrown + ", all counted " + (attempted == 4 * (CALLS + 1)) + ", complete " + closed);
    }

    private static void logAll(Logger log) {
        log.info("plain");
        log.info("with {}", "text");
        log.atInfo().with("a", 123_456L).with("b", "text").log("entry");
        log.exception("failed", FAILURE);
    }

    private static void fill(List<Object> heap) {
        int size = 1 << 20;
        while (size > 0) {
            try {
                heap.add(new byte[size]);
            } catch (OutOfMemoryError full) {
                size /= 2;
            }
        }
    }
}
