package io.logrich.pipeline;

import io.logrich.context.LogContext;
import io.logrich.event.Fields;
import io.logrich.event.LogLevel;
import org.jspecify.annotations.Nullable;

/**
 * What a caller said, as it said it: nothing is looked at yet. Immutable but for what the caller's objects do. Lives for
 * one call, and is meant to be taken apart by the compiler.
 */
public final class LogCall {
    private static final @Nullable Object[] NONE = {};

    private final LogLevel level;
    private final LoggerName logger;
    private final LogContext context;
    private final long timeMicros;
    private final @Nullable CharSequence message;
    private final int count;
    private final @Nullable Object first;
    private final @Nullable Object second;
    private final @Nullable Object third;
    private final @Nullable Object[] all;
    private final @Nullable Throwable thrown;
    private final @Nullable Fields fields;
    private final @Nullable CapturedText captured;

    private LogCall(
            LogLevel level,
            LoggerName logger,
            LogContext context,
            long timeMicros,
            @Nullable CharSequence message,
            int count,
            @Nullable Object first,
            @Nullable Object second,
            @Nullable Object third,
            @Nullable Object[] all,
            @Nullable Throwable thrown,
            @Nullable Fields fields,
            @Nullable CapturedText captured) {
        this.level = level;
        this.logger = logger;
        this.context = context;
        this.timeMicros = timeMicros;
        this.message = message;
        this.count = count;
        this.first = first;
        this.second = second;
        this.third = third;
        this.all = all;
        this.thrown = thrown;
        this.fields = fields;
        this.captured = captured;
    }

    /** A call with up to three parameters. */
    public static LogCall of(
            LogLevel level,
            LoggerName logger,
            LogContext context,
            long timeMicros,
            @Nullable String message,
            int count,
            @Nullable Object first,
            @Nullable Object second,
            @Nullable Object third) {
        return new LogCall(
                level, logger, context, timeMicros, message, count, first, second, third, NONE, null, null, null);
    }

    /** A call with any number of parameters, a throwable and fields. */
    public static LogCall of(
            LogLevel level,
            LoggerName logger,
            LogContext context,
            long timeMicros,
            @Nullable String message,
            @Nullable Object[] parameters,
            @Nullable Throwable thrown,
            @Nullable Fields fields) {
        return new LogCall(
                level,
                logger,
                context,
                timeMicros,
                message,
                parameters.length,
                null,
                null,
                null,
                parameters,
                thrown,
                fields,
                null);
    }

    /**
     * Text that a program wrote which is not ours, or that the runtime writes about the tree.
     *
     * @param flags of the record, see {@code RecordLayout}
     */
    public static LogCall captured(
            LogLevel level,
            LoggerName logger,
            LogContext context,
            long timeMicros,
            CharSequence message,
            @Nullable CharSequence excInfo,
            String source,
            int flags,
            @Nullable Fields fields) {
        return new LogCall(
                level,
                logger,
                context,
                timeMicros,
                message,
                0,
                null,
                null,
                null,
                NONE,
                null,
                fields,
                new CapturedText(excInfo, source, flags));
    }

    public LogLevel level() {
        return level;
    }

    public LoggerName logger() {
        return logger;
    }

    LogContext context() {
        return context;
    }

    public long timeMicros() {
        return timeMicros;
    }

    @Nullable
    CharSequence message() {
        return message;
    }

    int parameterCount() {
        return count;
    }

    @Nullable
    Object parameter(int index) {
        if (all.length > 0) {
            return all[index];
        }
        return index == 0 ? first : index == 1 ? second : third;
    }

    /** The throwable given, or the last parameter if it is one: the convention of SLF4J. */
    @Nullable
    Throwable thrown() {
        if (thrown != null || count == 0) {
            return thrown;
        }
        return parameter(count - 1) instanceof Throwable last ? last : null;
    }

    @Nullable
    Fields fields() {
        return fields;
    }

    int flags() {
        return captured == null ? 0 : captured.flags;
    }

    @Nullable
    CharSequence excInfo() {
        return captured == null ? null : captured.excInfo;
    }

    @Nullable
    CharSequence stackInfo() {
        return null;
    }

    @Nullable
    String threadName() {
        return captured == null ? null : captured.source;
    }

    private record CapturedText(@Nullable CharSequence excInfo, String source, int flags) {}
}
