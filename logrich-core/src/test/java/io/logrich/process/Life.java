package io.logrich.process;

import io.logrich.LogRich;
import io.logrich.Logger;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that ends in a way that is worth a test; {@link ExitTest} says how. */
final class Life {
    static final int EXIT_CODE = 7;
    static final int EVENTS = 500;

    private static final Logger LOG = LogRich.get("life");

    private Life() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        RuntimeConfig.Builder config = RuntimeConfig.builder("life", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .queueStopTimeout(null)
                .spoolDirectory(file.resolveSibling("tree"))
                .file(file, FileSettings.Format.JSONL, LogLevel.INFO);
        switch (arguments[0]) {
            case "no-init" -> logMany();
            case "no-shutdown" -> {
                LogRich.init(config.build());
                logMany();
            }
            case "exit-in-sink" -> {
                LogRich.init(config.sink(new CustomSink("fatal", LogLevel.CRITICAL, batch -> {
                            System.exit(EXIT_CODE);
                            return 0;
                        }))
                        .build());
                logMany();
                LOG.critical("the end");
                new CountDownLatch(1).await();
            }
            case "exit-in-hook" -> {
                LogRich.init(config.diagnosticHook((name, payload) -> System.exit(EXIT_CODE))
                        .build());
                logMany();
                LOG.info("x".repeat(5000));
                new CountDownLatch(1).await();
            }
            case "exit-in-value" -> {
                LogRich.init(config.build());
                logMany();
                LOG.info("{}", new Object() {
                    @Override
                    public String toString() {
                        System.exit(EXIT_CODE);
                        return "never";
                    }
                });
            }
            case "exit-in-early-value" ->
                LOG.info("{}", new Object() {
                    @Override
                    public String toString() {
                        LOG.info("kept");
                        System.exit(EXIT_CODE);
                        return "never";
                    }
                });
            case "exit-while-shutting-down" -> {
                LogRich.init(config.sink(new CustomSink("fatal", LogLevel.CRITICAL, batch -> {
                            System.exit(EXIT_CODE);
                            return 0;
                        }))
                        .build());
                logMany();
                LOG.critical("the end");
                LogRich.shutdown();
                System.out.println("shut down");
                new CountDownLatch(1).await();
            }
            case "init-in-shutdown-hook" ->
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        LogRich.init(config.build());
                        logMany();
                        LogRich.shutdown();
                    } catch (java.io.IOException failed) {
                        failed.printStackTrace();
                    }
                }));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void logMany() {
        for (int i = 0; i < EVENTS; i++) {
            LOG.info("event {}", i);
        }
    }
}
