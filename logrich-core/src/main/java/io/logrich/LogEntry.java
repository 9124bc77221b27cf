package io.logrich;

import io.logrich.event.Fields;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that is being put together: fields, a throwable, at last the message, which sends it. Without a call of
 * {@code log} nothing is logged. One thread only.
 */
public final class LogEntry {
    static final LogEntry UNWANTED = new LogEntry(null, LogLevel.TRACE);

    private static final @Nullable Object[] NONE = {};

    private final @Nullable Logger logger;
    private final LogLevel level;
    private final @Nullable Fields fields;
    private @Nullable Throwable thrown;

    LogEntry(@Nullable Logger logger, LogLevel level) {
        this.logger = logger;
        this.level = level;
        this.fields = logger == null ? null : new Fields();
    }

    /** Adds a field of the event. */
    public LogEntry with(String key, @Nullable Object value) {
        if (fields != null) {
            fields.add(key, value);
        }
        return this;
    }

    /** Adds a field; a number is not boxed when nobody wants the event. */
    public LogEntry with(String key, long value) {
        if (fields != null) {
            fields.add(key, value);
        }
        return this;
    }

    /** Adds fields. */
    public LogEntry with(Map<String, ?> map) {
        if (fields != null) {
            fields.addAll(map);
        }
        return this;
    }

    /** Logs a throwable with the event. */
    public LogEntry thrown(@Nullable Throwable newThrown) {
        if (logger != null) {
            thrown = newThrown;
        }
        return this;
    }

    /** Sends the event. */
    public LogResult log(@Nullable String message) {
        return logger == null ? LogResult.BELOW_LEVEL : logger.emit(level, message, NONE, thrown, fields);
    }

    /** Sends the event, its message with parameters. */
    public LogResult log(@Nullable String message, @Nullable Object... parameters) {
        return logger == null ? LogResult.BELOW_LEVEL : logger.emit(level, message, parameters, thrown, fields);
    }
}
