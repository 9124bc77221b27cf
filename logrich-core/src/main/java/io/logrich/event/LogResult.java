package io.logrich.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a log call. Immutable, and small: the event's id is put into words only when it is asked for.
 */
public final class LogResult {
    /** The level is below what anybody wants. */
    public static final LogResult BELOW_LEVEL = new LogResult("logger_level", List.of(), 0, 0, 0, false);

    /** There is no runtime to take the event. */
    public static final LogResult NOT_INITIALISED = new LogResult("not_initialised", List.of(), 0, 0, 0, false);

    private final @Nullable String reason;
    private final List<String> failedSinks;
    private final long timeMicros;
    private final long sequence;
    private final int runTag;
    private final boolean queued;

    private LogResult(
            @Nullable String reason,
            List<String> failedSinks,
            long timeMicros,
            long sequence,
            int runTag,
            boolean queued) {
        this.reason = reason;
        this.failedSinks = failedSinks;
        this.timeMicros = timeMicros;
        this.sequence = sequence;
        this.runTag = runTag;
        this.queued = queued;
    }

    /** The event is in the spool and survives the process. */
    public static LogResult accepted(long timeMicros, int runTag, long sequence) {
        return new LogResult(null, List.of(), timeMicros, sequence, runTag, true);
    }

    /** The event is in the spool, every sink has been offered it, and those named did not take it yet. */
    public static LogResult attempted(long timeMicros, int runTag, long sequence, List<String> failedSinks) {
        String reason = failedSinks.isEmpty() ? null : "adapter_error";
        return new LogResult(reason, List.copyOf(failedSinks), timeMicros, sequence, runTag, false);
    }

    /** The event was not accepted, for a reason. */
    public static LogResult dropped(String reason, long timeMicros, int runTag, long dropNumber) {
        return new LogResult(reason, List.of(), timeMicros, -dropNumber, runTag, false);
    }

    /** Whether nothing went wrong: the event is accepted and, without a queue, every sink has it. */
    public boolean ok() {
        return reason == null;
    }

    /** Whether the event is in the spool, so that it will be delivered, now or later. */
    public boolean accepted() {
        return sequence > 0;
    }

    /** Why it is not ok: {@code logger_level}, {@code queue_full}, {@code adapter_error}, …; null if it is. */
    public @Nullable String reason() {
        return reason;
    }

    /** Whether the sinks get the event later, on threads of their own. */
    public boolean queued() {
        return queued;
    }

    /** The sinks that could not take the event, in a runtime without a queue. */
    public List<String> failedSinks() {
        return failedSinks;
    }

    /** The event's id; null if there was no event, since nobody wanted its level. */
    public @Nullable String eventId() {
        if (sequence == 0) {
            return null;
        }
        EventId id = sequence > 0
                ? EventId.of(timeMicros, runTag, sequence)
                : EventId.ofDropped(timeMicros, runTag, -sequence);
        return id.toString();
    }

    /** The event's number among the accepted events of this process, 0 if it was not accepted. */
    public long sequence() {
        return Math.max(0, sequence);
    }

    @Override
    public String toString() {
        return "LogResult[ok=" + ok() + ", eventId=" + eventId() + ", reason=" + reason + ", queued=" + queued + "]";
    }
}
