package io.logrich.example;

import io.logrich.LogRich;
import io.logrich.Logger;
import io.logrich.capture.ProcessCapture;
import io.logrich.event.LogLevel;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Compresses the files of a folder with four worker processes, and has a shell script count them meanwhile. All of them
 * log into one log: the one of {@code logrich run}, or this process's own if it was started without.
 */
public final class EncodeBatch {
    private static final int WORKERS = 4;
    private static final String ONCE = "1";
    private static final String WITHOUT_END = String.valueOf(Integer.MAX_VALUE);

    private static final Logger LOG = LogRich.get("encode.batch");

    private EncodeBatch() {}

    /** Arguments: {@code [--kill-one] [FOLDER]}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean killOne = rest.remove("--kill-one");
        String folder = rest.isEmpty() ? System.getProperty("example.folder", ".") : rest.get(0);

        LogRich.attach();
        int failed;
        try {
            failed = encode(Path.of(folder), killOne);
        } finally {
            LogRich.shutdown();
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static int encode(Path folder, boolean killOne) throws IOException, InterruptedException {
        long start = System.nanoTime();
        LOG.info("encoding {} with {} workers", folder.getFileName(), WORKERS);

        List<Process> workers = new ArrayList<>();
        for (int number = 0; number < WORKERS; number++) {
            boolean victim = killOne && number == 0;
            workers.add(startWorker(number, folder, victim ? WITHOUT_END : ONCE));
        }
        Process inventory = startInventory(folder);
        ProcessCapture output = LogRich.capture(inventory, "inventory");
        if (killOne) {
            kill(workers.get(0));
        }

        int failed = 0;
        for (Process worker : workers) {
            failed += worker.waitFor() == 0 ? 0 : 1;
        }
        failed += inventory.waitFor() == 0 ? 0 : 1;
        output.awaitEnd(Duration.ofSeconds(1));

        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        LOG.atLevel(failed == 0 ? LogLevel.INFO : LogLevel.WARNING)
                .with("workers", WORKERS)
                .with("failed", failed)
                .with("seconds", seconds)
                .log("batch done");
        return failed;
    }

    /** A child that logs by itself: it inherits context, lineage and destination. */
    private static Process startWorker(int number, Path folder, String passes) throws IOException {
        ProcessBuilder worker = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EncodeWorker.class.getName(),
                String.valueOf(number),
                String.valueOf(WORKERS),
                folder.toString(),
                passes);
        return LogRich.start(worker.redirectError(Redirect.INHERIT));
    }

    /** A child that knows nothing of us; what it prints is captured. */
    private static Process startInventory(Path folder) throws IOException {
        String script = System.getProperty("example.home", ".") + "/inventory.sh";
        return LogRich.start(new ProcessBuilder("sh", script, folder.toString()));
    }

    /** Waits until the worker says that it is in full flow, and kills it as the kernel would that is short of memory. */
    private static void kill(Process worker) throws IOException {
        String ready = worker.inputReader().readLine();
        LOG.warning("worker {} says '{}' and is killed", worker.pid(), ready);
        worker.destroyForcibly();
    }
}
