package io.logrich;

import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** What an application server deploys, see {@link RedeployTest}: reached by reflection alone, from another class loader. */
public final class RedeployedApplication {
    private RedeployedApplication() {}

    public static Object open(Path directory, int number) throws IOException {
        return Opening.open(
                RuntimeConfig.builder("deployed", "test")
                        .consoleStream(ConsoleSettings.Stream.NONE)
                        .treeLog(true)
                        .diagnosticHook((name, payload) -> note(directory, name + payload))
                        .file(
                                directory.resolve("events-" + number + ".jsonl"),
                                FileSettings.Format.JSONL,
                                LogLevel.INFO)
                        .build(),
                Map.of("XDG_RUNTIME_DIR", directory.toString()));
    }

    private static void note(Path directory, String report) {
        try {
            Files.writeString(
                    directory.resolve("reports"), report + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public static void log(Object runtime) {
        ((LogRuntime) runtime).get("app").info("x".repeat(5000));
    }

    /** Ends it; says what is left if that is not nothing. */
    public static String close(Object runtime) {
        ShutdownResult result = ((LogRuntime) runtime).shutdown();
        return result.complete() ? "" : result.toString();
    }
}
