package io.logrich.process;

import io.logrich.LogRuntime;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A collector that is killed. Arguments: the directory of the tree, {@code -} for a temporary one, the file to write; if
 * wanted, either {@code roll} and after how many bytes, or what another sink fails of. Prints the environment that a child
 * inherits, one variable a line, then {@code collecting}; ends in order when its standard input ends.
 */
final class CollectorProcess {
    private CollectorProcess() {}

    public static void main(String[] arguments) throws Exception {
        boolean temporary = arguments[0].equals("-");
        RuntimeConfig.Builder config = RuntimeConfig.builder("collector", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(temporary ? null : Path.of(arguments[0]))
                .treeLog(true)
                .treeLogBytes(16 << 20)
                // an overloaded machine makes a write look hung, and what is evicted then is counted, not kept
                .laneStallAfter(Duration.ofMinutes(1))
                .sink(FileSettings.of(Path.of(arguments[1])).withRollSize(rollSize(arguments)))
                .diagnosticHook((name, payload) -> System.err.println("collector: " + name + payload));
        if (arguments.length == 3) {
            config.sink(new CustomSink("custom", LogLevel.INFO, batch -> {
                throw new IOException(arguments[2]);
            }));
        }
        LogRuntime runtime = LogRuntime.openRoot(config.build());
        ProcessBuilder child = new ProcessBuilder("true");
        child.environment().clear();
        runtime.inherit(child);
        child.environment().forEach((name, value) -> System.out.println(name + "=" + value));
        System.out.println("collecting");
        while (System.in.read() >= 0) {
            // until the end
        }
        System.out.println(runtime.shutdown());
    }

    private static long rollSize(String[] arguments) {
        return arguments.length > 3 && arguments[2].equals("roll") ? Long.parseLong(arguments[3]) : 0;
    }
}
