package io.logrich.sink.graylog;

import io.logrich.LogRuntime;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.FileSettings;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.RuntimeConfig;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A collector with a file and a Graylog. Arguments: the directory of the tree, the file, endpoint, transport, the
 * authority's certificate. Prints the environment that a child inherits, then {@code collecting}; ends in order when its
 * standard input ends.
 */
final class OutageCollector {
    private OutageCollector() {}

    public static void main(String[] arguments) throws Exception {
        RuntimeConfig config = RuntimeConfig.builder("collector", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(Path.of(arguments[0]))
                .treeLog(true)
                .queueStopTimeout(Duration.ofMinutes(2))
                // an overloaded machine makes a write look hung, and what is evicted then is counted, not kept
                .laneStallAfter(Duration.ofMinutes(1))
                .file(Path.of(arguments[1]), FileSettings.Format.JSONL, LogLevel.INFO)
                .sink(GraylogSettings.of(arguments[2])
                        .withTransport(GraylogSettings.transportOf(arguments[3]))
                        .withLevel(LogLevel.INFO)
                        .withTls(tls -> tls.withCaFile(Path.of(arguments[4]))))
                .build();
        LogRuntime runtime = LogRuntime.openRoot(config);
        ProcessBuilder child = new ProcessBuilder("true");
        child.environment().clear();
        runtime.inherit(child);
        child.environment().forEach((name, value) -> System.out.println(name + "=" + value));
        System.out.println("collecting");
        while (System.in.read() >= 0) {
            // until the end
        }
        runtime.shutdown();
    }
}
