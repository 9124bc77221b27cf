package io.logrich;

import io.logrich.event.LogResult;
import io.logrich.pipeline.LogCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that is being put together: fields, a throwable, at last the message, which sends it. Without a call of
 * {@code log} nothing is logged; after it the entry is spent, and does nothing more. One thread only.
 */
public final class LogEntry {
    static final LogEntry UNWANTED = new LogEntry(null, null);

    private final @Nullable RuntimeReference runtime;
    private @Nullable LogCall call;

    LogEntry(@Nullable RuntimeReference runtime, @Nullable LogCall call) {
        this.runtime = runtime;
        this.call = call;
    }

    /** Adds a field of the event; the value of one that is there already is replaced. */
    public LogEntry with(String key, @Nullable Object value) {
        LogCall open = call;
        if (open != null) {
            open.field(key, value);
        }
        return this;
    }

    /** Adds a field; a number is not boxed when nobody wants the event. */
    public LogEntry with(String key, long value) {
        LogCall open = call;
        if (open != null) {
            open.field(key, value);
        }
        return this;
    }

    /** Adds fields. */
    public LogEntry with(Map<String, ?> map) {
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
        return runtime == null ? LogResult.BELOW_LEVEL : runtime.emit(open);
    }
}
