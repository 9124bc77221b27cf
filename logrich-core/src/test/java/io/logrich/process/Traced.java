package io.logrich.process;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.context.ContextScope;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.EventBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Logs some times over between two system calls that somebody who traces it can find, while its sink is busy. */
public final class Traced {
    static final String BEGIN = "/logrich-the-calls-begin";
    static final String END = "/logrich-the-calls-end";

    private static final int WINDOWS = 5;

    private Traced() {}

    /**
     * Logs and looks at no file, or with any argument at one.
     *
     * @param arguments none, or anything
     */
    public static void main(String[] arguments) throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        RuntimeConfig config = RuntimeConfig.builder("traced", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .laneStallAfter(Duration.ofMinutes(1))
                .sink(new CustomSink("busy", LogLevel.INFO, batch -> {
                    taken.countDown();
                    return hold(batch, release);
                }))
                .build();
        try (LogRuntime runtime = LogRuntime.openRoot(config);
                ContextScope scope = runtime.binder().bind("request_id", "req-4711")) {
            Logger logger = runtime.get("traced");
            log(logger, 100); // classes are loaded
            taken.await();
            for (int window = 0; window < WINDOWS; window++) {
                Files.exists(Path.of(BEGIN));
                log(logger, 1000);
                if (arguments.length > 0) {
                    Files.exists(Path.of("/"));
                }
                Files.exists(Path.of(END));
            }
            release.countDown();
        }
    }

    private static void log(Logger logger, int rounds) {
        for (int i = 0; i < rounds; i++) {
            logger.debug("chunk {} of {}", "one", "two");
            logger.info("text");
            logger.atInfo().with("chunk", i).with("codec", "deflate").log("compressed {}", "movie.mkv");
        }
    }

    private static int hold(EventBatch batch, CountDownLatch release) throws IOException {
        try {
            release.await();
        } catch (InterruptedException ended) {
            throw new IOException(ended);
        }
        return batch.size();
    }
}
