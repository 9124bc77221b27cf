package io.logrich.process;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * Logs into a file system of 1 MiB that is full at first. Once the ballast is gone there is room for all events as they
 * are: when the lane is faster than the one who compresses, plain files alone must not fill it again, for good.
 * Arguments: that file system's directory, one outside for what is there at the end, how many events.
 */
final class FullDisk {
    private FullDisk() {}

    public static void main(String[] arguments) throws Exception {
        Path small = Path.of(arguments[0]);
        int events = Integer.parseInt(arguments[2]);
        Path ballast = Files.write(small.resolve("ballast"), new byte[912 * 1024]);
        CountDownLatch failed = new CountDownLatch(1);
        LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("full", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .queueStopTimeout(Duration.ofSeconds(60))
                .laneStallAfter(Duration.ofMinutes(1))
                .sink(FileSettings.of(small.resolve("log.jsonl"))
                        .withRollSize(16 * 1024)
                        .withGzip(true))
                .diagnosticHook((name, payload) -> {
                    if (name.equals("queue_worker_error")) {
                        System.out.println(payload);
                        failed.countDown();
                    }
                })
                .build());
        Logger logger = runtime.get("full");
        for (int i = 0; i < events; i++) {
            logger.info("{}", i);
        }
        failed.await();
        Files.delete(ballast);
        System.out.println(runtime.shutdown());
        try (Stream<Path> files = Files.list(small)) {
            for (Path file : files.toList()) {
                Files.copy(file, Path.of(arguments[1]).resolve(file.getFileName()));
            }
        }
    }
}
