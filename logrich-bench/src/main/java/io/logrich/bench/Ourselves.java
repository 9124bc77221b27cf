package io.logrich.bench;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.context.ContextScope;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.EventBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The event that everything here logs, through logrich: five bound fields, three of its own, one parameter. All settings
 * are the defaults but {@code laneStallAfter}: on a machine with more work than processors a sink's thread may stand still
 * for longer than the default, is taken for hung, and callers no longer wait for it. The environment variable
 * {@code BENCH_STALL_MILLIS} changes it; 200 is the default of the library.
 */
final class Ourselves {
    private Ourselves() {}

    static LogRuntime intoNothing() throws IOException {
        return LogRuntime.openRoot(silent().sink(new CustomSink("nothing", LogLevel.INFO, EventBatch::size))
                .build());
    }

    static LogRuntime intoFile(Path file) throws IOException {
        return LogRuntime.openRoot(
                silent().file(file, FileSettings.Format.JSONL, LogLevel.INFO).build());
    }

    /** To the standard output, in lines of the default preset. */
    static LogRuntime intoConsole() throws IOException {
        return LogRuntime.openRoot(
                silent().consoleStream(ConsoleSettings.Stream.STDOUT).build());
    }

    static ContextScope bind(LogRuntime runtime) {
        return runtime.binder()
                .bind(
                        "request_id", "req-4711",
                        "user_id", "u-42",
                        "user_name", "ada",
                        "trace_id", "4bf92f3577b34da6a3ce929d0e0e4736",
                        "span_id", "00f067aa0ba902b7");
    }

    static LogResult log(Logger logger, int number) {
        return logger.atInfo()
                .with("chunk", number)
                .with("bytes_in", 65_536)
                .with("codec", "deflate")
                .log("compressed {}", "movie.mkv");
    }

    private static RuntimeConfig.Builder silent() {
        long stallMillis = Long.parseLong(System.getenv().getOrDefault("BENCH_STALL_MILLIS", "10000"));
        return RuntimeConfig.builder("bench", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .laneStallAfter(Duration.ofMillis(stallMillis));
    }
}
