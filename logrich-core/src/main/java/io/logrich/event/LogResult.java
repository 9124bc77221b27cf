package io.logrich.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a log call. Immutable, and small: the event's id is put into words only when it is asked for.
 */
public final class LogResult {
    /** The level is below what anybody wants. */
    public static final LogResult BELOW_LEVEL = new LogResult(new Outcome("logger_level", List.of(), false), 0, 0, 0);

    /** There is no runtime yet: the event waits in memory for one. */
    public static final LogResult DEFERRED = new LogResult(new Outcome("deferred", List.of(), false), 0, 0, 0);

    /** There is no runtime to take the event, and too many events wait for one already. */
    public static final LogResult NOT_INITIALISED =
            new LogResult(new Outcome("not_initialised", List.of(), false), 0, 0, 0);

    /** The event is in the spool, and there was no memory or stack to say more. */
    public static final LogResult ACCEPTED = new LogResult(new Outcome(null, List.of(), true), 0, 0, 0);

    /** The call failed, and there was not even memory or stack for an answer of its own. */
    public static final LogResult FAILED = new LogResult(new Outcome("internal_error", List.of(), false), 0, 0, 0);

    private static final Outcome QUEUED = new Outcome(null, List.of(), true);
    private static final Outcome TAKEN = new Outcome(null, List.of(), false);

    private final Outcome outcome;
    private final long timeMicros;
    private final long sequence;
    private final int runTag;

    private LogResult(Outcome outcome, long timeMicros, long sequence, int runTag) {
        this.outcome = outcome;
        this.timeMicros = timeMicros;
        this.sequence = sequence;
        this.runTag = runTag;
    }

    /** The event is in the spool and survives the process. */
    public static LogResult accepted(long timeMicros, int runTag, long sequence) {
        return new LogResult(QUEUED, timeMicros, sequence, runTag);
    }

    /** The event is in the spool, every sink has been offered it, and those named did not take it yet. */
    public static LogResult attempted(long timeMicros, int runTag, long sequence, List<String> failedSinks) {
        Outcome outcome = failedSinks.isEmpty() ? TAKEN : new Outcome("adapter_error", List.copyOf(failedSinks), false);
        return new LogResult(outcome, timeMicros, sequence, runTag);
    }

    /** The event was not accepted, for a reason. */
    public static LogResult dropped(String reason, long timeMicros, int runTag, long dropNumber) {
        return new LogResult(new Outcome(reason, List.of(), false), timeMicros, -dropNumber, runTag);
    }

    /** Whether nothing went wrong: the event is accepted and, without a queue, every sink has it. */
    public boolean ok() {
        return outcome.reason == null;
    }

    /** Whether the event is in the spool, so that it will be delivered, now or later. */
    public boolean accepted() {
        return sequence > 0 || this == ACCEPTED;
    }

    /** Why it is not ok: {@code logger_level}, {@code queue_full}, {@code deferred}, …; null if it is. */
    public @Nullable String reason() {
        return outcome.reason;
    }

    /** Whether the sinks get the event later, on threads of their own. */
    public boolean queued() {
        return outcome.queued;
    }

    /** The sinks that could not take the event, in a runtime without a queue. */
    public List<String> failedSinks() {
        return outcome.failedSinks;
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
        return "LogResult[ok=" + ok() + ", eventId=" + eventId() + ", reason=" + reason() + ", queued=" + queued()
                + "]";
    }

    /** What several results may have in common. */
    private record Outcome(@Nullable String reason, List<String> failedSinks, boolean queued) {}
}
