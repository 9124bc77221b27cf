package io.logrich;

import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.pipeline.LogCall;
import io.logrich.pipeline.LoggerName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that is being put together: fields, a throwable, at last the message, which sends it. Without a call of
 * {@code log} nothing is logged; after it the entry is spent, and does nothing more. One thread only.
 */
public final class LogEntry {
    static final LogEntry UNWANTED = new LogEntry(null, LogLevel.INFO, null);

    /** A boundary that no call passes: where an event was logged cannot be known. */
    static final String NOWHERE = "";

    private final @Nullable RuntimeReference runtime;
    private final LogLevel level;
    private @Nullable LogCall call;

    private LogEntry(@Nullable RuntimeReference runtime, LogLevel level, @Nullable LogCall call) {
        this.runtime = runtime;
        this.level = level;
        this.call = call;
    }

    /** An entry of a level that somebody wants. */
    static LogEntry of(RuntimeReference runtime, LogLevel level, LoggerName logger) {
        LogCall call = runtime.newCall(level, logger);
        if (call != null) {
            try {
                return new LogEntry(runtime, level, call);
            } catch (OutOfMemoryError noMemory) {
                runtime.emit(level, null);
                return UNWANTED;
            }
        }
        runtime.emit(level, null);
        return UNWANTED;
    }

    /** Adds a field of the event; the value of one that is there already is replaced. */
    public LogEntry with(String key, @Nullable Object value) {
        LogCall open = call;
        if (open != null) {
            try {
                open.field(key, value);
            } catch (OutOfMemoryError leftOut) {
                return this; // the event may still have room
            }
        }
        return this;
    }

    /** Adds a field; a number is not boxed when nobody wants the event. */
    public LogEntry with(String key, long value) {
        LogCall open = call;
        if (open != null) {
            try {
                open.field(key, value);
            } catch (OutOfMemoryError leftOut) {
                return this; // the event may still have room
            }
        }
        return this;
    }

    /** Adds fields; of a map that fails while it is read, those read before. */
    public LogEntry with(@Nullable Map<String, ?> map) {
        LogCall open = call;
        if (open != null) {
            open.fields(map);
        }
        return this;
    }

    /** Logs a throwable with the event. */
    public LogEntry thrown(@Nullable Throwable thrown) {
        LogCall open = call;
        if (open != null) {
            open.thrown(thrown);
        }
        return this;
    }

    /**
     * Says through which class the application logs, where that is none of ours: what calls that class is the event's
     * place in the code, if it is to say it ({@code callerLocation}). For bridges from other logging systems.
     *
     * @param className as {@link Class#getName()} has it; null for our own
     */
    public LogEntry boundary(@Nullable String className) {
        LogCall open = call;
        if (open != null) {
            open.boundary(className);
        }
        return this;
    }

    /** Says where the application logs, as another logging system knows it. */
    LogEntry place(@Nullable StackTraceElement where) {
        LogCall open = call;
        if (open != null) {
            open.place(where);
        }
        return this;
    }

    /** Sends the event. */
    public LogResult log(@Nullable String message) {
        LogCall open = call;
        return open == null ? LogResult.BELOW_LEVEL : send(open.message(message));
    }

    /** Sends the event, its message with a parameter. */
    public LogResult log(@Nullable String message, @Nullable Object a) {
        LogCall open = call;
        return open == null ? LogResult.BELOW_LEVEL : send(open.message(message).parameters(1, a, null, null));
    }

    /** Sends the event, its message with parameters. */
    public LogResult log(@Nullable String message, @Nullable Object... parameters) {
        LogCall open = call;
        return open == null ? LogResult.BELOW_LEVEL : send(open.message(message).parameters(parameters));
    }

    private LogResult send(LogCall open) {
        call = null;
        return runtime == null ? LogResult.BELOW_LEVEL : runtime.emit(level, open);
    }
}
