package io.logrich;

import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.pipeline.LogCall;
import io.logrich.pipeline.LoggerName;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an application logs with. Each {@code {}} in a message stands for the next parameter; a throwable as the last
 * parameter is logged with its stack trace. A call whose level nobody wants costs a few instructions and, with up to
 * three parameters, no memory; more than three make an array. No call throws, and none waits longer than
 * {@code queuePutTimeout}. Loggers may be static: they follow the current runtime. Thread-safe.
 */
public final class Logger {
    private final RuntimeReference runtime;
    private final LoggerName name;
    private volatile LogLevel threshold = LogLevel.TRACE;
    private volatile Passage passage = Passage.NONE;

    Logger(RuntimeReference runtime, String name) {
        this.runtime = runtime;
        this.name = LoggerName.of(name);
    }

    public String name() {
        return name.text();
    }

    /** Sets the threshold of this logger alone, in addition to those of the sinks. */
    public synchronized void setLevel(LogLevel level) {
        threshold = level;
        passage = Passage.NONE;
    }

    /** Whether an event of that level would be wanted by anybody. */
    public boolean isEnabled(LogLevel level) {
        return !passage.isOff(level.number()) && isWanted(level);
    }

    private boolean isWanted(LogLevel level) {
        LogRuntime current = runtime.current();
        if (current == null) {
            return level.atLeast(threshold);
        }
        Passage known = passage;
        Gate gate = current.thresholds().gate();
        return level.number() >= (known.isOf(gate) ? known : passage(gate)).number();
    }

    /** Whether an event of that level would say where it was logged. */
    boolean locates(LogLevel level) {
        LogRuntime current = runtime.current();
        return current != null && current.locates(level);
    }

    /** Asks the rules, once for as long as they hold. */
    private synchronized Passage passage(Gate gate) {
        Passage found = gate.passage(name.text(), threshold);
        passage = found; // over already if another gate or runtime holds by now
        return found;
    }

    public LogResult trace(@Nullable String message) {
        return log(LogLevel.TRACE, message, 0, null, null, null);
    }

    public LogResult trace(@Nullable String message, @Nullable Object a) {
        return log(LogLevel.TRACE, message, 1, a, null, null);
    }

    public LogResult trace(@Nullable String message, @Nullable Object a, @Nullable Object b) {
        return log(LogLevel.TRACE, message, 2, a, b, null);
    }

    public LogResult trace(@Nullable String message, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return log(LogLevel.TRACE, message, 3, a, b, c);
    }

    public LogResult trace(@Nullable String message, @Nullable Object... parameters) {
        return log(LogLevel.TRACE, message, parameters);
    }

    public LogResult trace(Supplier<@Nullable String> message) {
        return log(LogLevel.TRACE, message);
    }

    public LogResult debug(@Nullable String message) {
        return log(LogLevel.DEBUG, message, 0, null, null, null);
    }

    public LogResult debug(@Nullable String message, @Nullable Object a) {
        return log(LogLevel.DEBUG, message, 1, a, null, null);
    }

    public LogResult debug(@Nullable String message, @Nullable Object a, @Nullable Object b) {
        return log(LogLevel.DEBUG, message, 2, a, b, null);
    }

    public LogResult debug(@Nullable String message, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return log(LogLevel.DEBUG, message, 3, a, b, c);
    }

    public LogResult debug(@Nullable String message, @Nullable Object... parameters) {
        return log(LogLevel.DEBUG, message, parameters);
    }

    public LogResult debug(Supplier<@Nullable String> message) {
        return log(LogLevel.DEBUG, message);
    }

    public LogResult info(@Nullable String message) {
        return log(LogLevel.INFO, message, 0, null, null, null);
    }

    public LogResult info(@Nullable String message, @Nullable Object a) {
        return log(LogLevel.INFO, message, 1, a, null, null);
    }

    public LogResult info(@Nullable String message, @Nullable Object a, @Nullable Object b) {
        return log(LogLevel.INFO, message, 2, a, b, null);
    }

    public LogResult info(@Nullable String message, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return log(LogLevel.INFO, message, 3, a, b, c);
    }

    public LogResult info(@Nullable String message, @Nullable Object... parameters) {
        return log(LogLevel.INFO, message, parameters);
    }

    public LogResult info(Supplier<@Nullable String> message) {
        return log(LogLevel.INFO, message);
    }

    public LogResult warning(@Nullable String message) {
        return log(LogLevel.WARNING, message, 0, null, null, null);
    }

    public LogResult warning(@Nullable String message, @Nullable Object a) {
        return log(LogLevel.WARNING, message, 1, a, null, null);
    }

    public LogResult warning(@Nullable String message, @Nullable Object a, @Nullable Object b) {
        return log(LogLevel.WARNING, message, 2, a, b, null);
    }

    public LogResult warning(@Nullable String message, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return log(LogLevel.WARNING, message, 3, a, b, c);
    }

    public LogResult warning(@Nullable String message, @Nullable Object... parameters) {
        return log(LogLevel.WARNING, message, parameters);
    }

    public LogResult warning(Supplier<@Nullable String> message) {
        return log(LogLevel.WARNING, message);
    }

    public LogResult error(@Nullable String message) {
        return log(LogLevel.ERROR, message, 0, null, null, null);
    }

    public LogResult error(@Nullable String message, @Nullable Object a) {
        return log(LogLevel.ERROR, message, 1, a, null, null);
    }

    public LogResult error(@Nullable String message, @Nullable Object a, @Nullable Object b) {
        return log(LogLevel.ERROR, message, 2, a, b, null);
    }

    public LogResult error(@Nullable String message, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return log(LogLevel.ERROR, message, 3, a, b, c);
    }

    public LogResult error(@Nullable String message, @Nullable Object... parameters) {
        return log(LogLevel.ERROR, message, parameters);
    }

    public LogResult error(Supplier<@Nullable String> message) {
        return log(LogLevel.ERROR, message);
    }

    public LogResult critical(@Nullable String message) {
        return log(LogLevel.CRITICAL, message, 0, null, null, null);
    }

    public LogResult critical(@Nullable String message, @Nullable Object a) {
        return log(LogLevel.CRITICAL, message, 1, a, null, null);
    }

    public LogResult critical(@Nullable String message, @Nullable Object a, @Nullable Object b) {
        return log(LogLevel.CRITICAL, message, 2, a, b, null);
    }

    public LogResult critical(@Nullable String message, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return log(LogLevel.CRITICAL, message, 3, a, b, c);
    }

    public LogResult critical(@Nullable String message, @Nullable Object... parameters) {
        return log(LogLevel.CRITICAL, message, parameters);
    }

    public LogResult critical(Supplier<@Nullable String> message) {
        return log(LogLevel.CRITICAL, message);
    }

    /** Logs a throwable with its stack trace, at ERROR. */
    public LogResult exception(@Nullable String message, @Nullable Throwable thrown) {
        if (!isEnabled(LogLevel.ERROR)) {
            return LogResult.BELOW_LEVEL;
        }
        LogCall call = runtime.newCall(LogLevel.ERROR, name);
        return runtime.emit(
                LogLevel.ERROR, call == null ? null : call.message(message).thrown(thrown));
    }

    /** Logs at a level that is known only when the program runs; null is INFO. */
    public LogResult log(@Nullable LogLevel level, @Nullable String message, @Nullable Object... parameters) {
        LogLevel known = known(level);
        if (!isEnabled(known)) {
            return LogResult.BELOW_LEVEL;
        }
        LogCall call = runtime.newCall(known, name);
        return runtime.emit(known, call == null ? null : call.message(message).parameters(parameters));
    }

    /** Logs a message that is expensive to make: it is made only if somebody wants it. */
    public LogResult log(@Nullable LogLevel level, Supplier<@Nullable String> message) {
        LogLevel known = known(level);
        if (!isEnabled(known)) {
            return LogResult.BELOW_LEVEL;
        }
        LogCall call = runtime.newCall(known, name);
        return runtime.emit(known, call == null ? null : call.message(textOf(message)));
    }

    /** Begins an event with fields of its own: {@code atLevel(INFO).with("chunk", 3).log("compressed")}. */
    public LogEntry atLevel(@Nullable LogLevel level) {
        LogLevel known = known(level);
        return isEnabled(known) ? LogEntry.of(runtime, known, name) : LogEntry.UNWANTED;
    }

    public LogEntry atTrace() {
        return atLevel(LogLevel.TRACE);
    }

    public LogEntry atDebug() {
        return atLevel(LogLevel.DEBUG);
    }

    public LogEntry atInfo() {
        return atLevel(LogLevel.INFO);
    }

    public LogEntry atWarning() {
        return atLevel(LogLevel.WARNING);
    }

    public LogEntry atError() {
        return atLevel(LogLevel.ERROR);
    }

    public LogEntry atCritical() {
        return atLevel(LogLevel.CRITICAL);
    }

    private LogResult log(
            LogLevel level,
            @Nullable String message,
            int count,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c) {
        if (!isEnabled(level)) {
            return LogResult.BELOW_LEVEL;
        }
        LogCall call = runtime.newCall(level, name);
        return runtime.emit(level, call == null ? null : call.message(message).parameters(count, a, b, c));
    }

    private static LogLevel known(@Nullable LogLevel level) {
        return level == null ? LogLevel.INFO : level;
    }

    private static @Nullable String textOf(Supplier<@Nullable String> message) {
        try {
            return message.get();
        } catch (Throwable failed) { // never into the application
            return "[message failed: " + failed.getClass().getName() + "]";
        }
    }
}
