package io.logrich.example;

import io.logrich.LogRich;
import io.logrich.Logger;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parent: initialises logging, starts four workers with a context to work in, and waits for them. */
public final class SpawnRecipe {
    private static final int WORKERS = 4;
    private static final Map<String, String> BASE_CONTEXT =
            Map.of("job_id", "batch-742", "request_id", "req-18", "user_id", "system");

    private static final Logger LOG = LogRich.get("parent");

    private SpawnRecipe() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        LogRich.init(RuntimeConfig.builder("video-encoder", "prod")
                .consoleStream(ConsoleSettings.Stream.STDOUT)
                .build());
        int failed = 0;
        try {
            List<Process> workers = new ArrayList<>();
            for (int number = 1; number <= WORKERS; number++) {
                workers.add(LogRich.start(worker(number)));
            }
            for (Process worker : workers) {
                failed += worker.waitFor() == 0 ? 0 : 1;
            }
            LOG.atInfo().with("workers", WORKERS).with("failed", failed).log("all workers are done");
        } finally {
            LogRich.shutdown();
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    /** A fresh JVM; what it is to bind stands in its arguments. */
    private static ProcessBuilder worker(int number) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SpawnWorker.class.getName(),
                String.valueOf(number)));
        BASE_CONTEXT.forEach((field, value) -> command.add(field + "=" + value));
        return new ProcessBuilder(command).inheritIO();
    }
}
