package io.logrich.process;

import com.sun.management.ThreadMXBean;
import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.context.ContextScope;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.EventBatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Logs until the bytes that a call takes no longer change, and prints them, for each kind of call. */
public final class Allocating {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 10_000;
    private static final int LEAST_WINDOWS = 20;
    private static final int MOST_WINDOWS = 200;
    private static final int STEADY = 10;

    private static volatile StackTraceElement @Nullable [] frames;

    private Allocating() {}

    /** Needs no arguments. */
    public static void main(String[] arguments) throws IOException {
        RuntimeConfig config = RuntimeConfig.builder("cost", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .sink(new CustomSink("nothing", LogLevel.INFO, EventBatch::size))
                .build();
        try (LogRuntime runtime = LogRuntime.openRoot(config);
                ContextScope scope = runtime.binder()
                        .bind("a", "req-4711", "b", "u-42", "c", "ada", "d", "4bf92f3577b34da6", "e", "00f067aa")) {
            Logger logger = runtime.get("cost");
            print("disabled", number -> logger.debug("chunk {} of {}", "one", "two"));
            print("plain", number -> logger.info("text"));
            Exception thrown = deep(50);
            print("frames", number -> frames = thrown.getStackTrace());
            print("thrown", number -> logger.exception("text", thrown));
            print(
                    "fields",
                    number -> logger.atInfo()
                            .with("chunk", number)
                            .with("bytes_in", 65_536)
                            .with("codec", "deflate")
                            .log("compressed {}", "movie.mkv"));
        }
    }

    private static Exception deep(int calls) {
        return calls == 0 ? new IllegalStateException("no such file", new IOException("not found")) : deep(calls - 1);
    }

    /** Once a millisecond the clock of a runtime takes a few bytes: less than one for a call, which the division drops. */
    private static void print(String kind, IntConsumer call) {
        long each = -1;
        int steady = 0;
        for (int window = 0; window < LEAST_WINDOWS || steady < STEADY && window < MOST_WINDOWS; window++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.accept(i);
            }
            long now = (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
            steady = now == each ? steady + 1 : 0;
            each = now;
        }
        System.out.println(kind + " " + each);
    }
}
