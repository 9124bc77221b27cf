package io.logrich.event;

import io.logrich.context.LogContext;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finished event, as sinks, filters and tests see it. Immutable, from its first moment: all values were frozen on the
 * thread that logged it. Values of {@code extra} are {@code null}, {@link Boolean}, {@link Long}, {@link Double},
 * {@link java.math.BigInteger}, {@link java.math.BigDecimal}, {@link String}, {@link java.util.List} or {@link Map} of
 * such.
 *
 * @param eventId 32 hexadecimal digits that sort by time, see {@link EventId}
 * @param timestamp when it was logged, to the microsecond
 * @param loggerName the name given to {@code LogRich.get}
 * @param level how much it matters
 * @param message the text, parameters filled in
 * @param context what was bound when it was logged
 * @param extra the event's own fields, in the order they were given
 * @param excInfo the stack trace of the exception logged with it
 * @param stackInfo the stack at the call, where it was asked for
 * @param threadName the thread that logged it
 * @param sequence the event's number among the accepted events of its process, from 1
 * @param runId the run of the process that logged it
 */
public record LogEvent(
        String eventId,
        Instant timestamp,
        String loggerName,
        LogLevel level,
        String message,
        LogContext context,
        Map<String, @Nullable Object> extra,
        @Nullable String excInfo,
        @Nullable String stackInfo,
        String threadName,
        long sequence,
        UUID runId) {}
