package io.logrich.slf4j;

import io.logrich.LogRuntime;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tree that this process collects for, and the programs in it. Thread-safe. */
final class Tree implements AutoCloseable {
    private final List<LogEvent> events = new CopyOnWriteArrayList<>();
    private final LogRuntime runtime;

    private Tree() throws IOException {
        runtime = LogRuntime.openRoot(RuntimeConfig.builder("tree", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .sink(new CustomSink("seen", LogLevel.INFO, batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        events.add(batch.event(i));
                    }
                    return batch.size();
                }))
                .build());
    }

    static Tree open() throws IOException {
        return new Tree();
    }

    /** A JVM like this one, with its class path and without its {@code LOG_*} variables. */
    static ProcessBuilder java(Path home, List<String> options, String main, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main);
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LOG_"));
        return builder;
    }

    /** As {@link #java(Path, List, String, Object...)}, with the Java of this process. */
    static ProcessBuilder java(Class<?> main, Object... arguments) {
        return java(ownHome(), List.of("-XX:TieredStopAtLevel=1"), main.getName(), arguments);
    }

    static Path ownHome() {
        return Path.of(System.getProperty("java.home"));
    }

    Process start(ProcessBuilder program) throws IOException {
        return runtime.start(program);
    }

    /** Everything that has been logged so far, in the order of arrival. */
    List<LogEvent> all() {
        runtime.flush(Duration.ofSeconds(30));
        return List.copyOf(events);
    }

    /** What a process has logged itself. */
    List<LogEvent> of(Process process) {
        return all().stream()
                .filter(event -> event.context().processId() == process.pid()
                        && !event.loggerName().startsWith("logrich."))
                .toList();
    }

    @Override
    public void close() {
        runtime.close();
    }
}
