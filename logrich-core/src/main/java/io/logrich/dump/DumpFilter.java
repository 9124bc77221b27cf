package io.logrich.dump;

import io.logrich.codec.EventView;
import io.logrich.codec.MalformedEventException;
import io.logrich.event.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Which events a dump shows: the newest of those that pass every condition that was set. Immutable.
 *
 * <pre>{@code
 * DumpFilter.ALL.withMinimum(LogLevel.WARNING).withLogger("com.acme").withLast(Duration.ofMinutes(5)).withNewest(100)
 * }</pre>
 */
public final class DumpFilter {
    /** Shows everything. */
    public static final DumpFilter ALL = new DumpFilter(List.of(), 0);

    private final List<Condition> conditions;
    private final int newest;

    private DumpFilter(List<Condition> conditions, int newest) {
        this.conditions = conditions;
        this.newest = newest;
    }

    /** Besides, only events of that level or above. */
    public DumpFilter withMinimum(LogLevel level) {
        return with(event -> event.level().atLeast(level));
    }

    /** Besides, only events of that level or below. */
    public DumpFilter withMaximum(LogLevel level) {
        return with(event -> level.atLeast(event.level()));
    }

    /** Besides, only events of exactly these levels. */
    public DumpFilter withLevels(LogLevel level, LogLevel... more) {
        Set<LogLevel> levels = EnumSet.of(level, more);
        return with(event -> levels.contains(event.level()));
    }

    /** Besides, only events of loggers whose name is one of these, or goes on after it with {@code .} or {@code $}. */
    public DumpFilter withLogger(String name, String... more) {
        return with(Conditions.logger(Conditions.both(name, more)));
    }

    /** Besides, only events from that time on. */
    public DumpFilter withSince(Instant time) {
        long micros = micros(time);
        return with(event -> event.timeMicros() >= micros);
    }

    /** Besides, only events before that time. */
    public DumpFilter withUntil(Instant time) {
        long micros = micros(time);
        return with(event -> event.timeMicros() < micros);
    }

    /** Besides, only events that are not older than that now. */
    public DumpFilter withLast(Duration age) {
        return withSince(Instant.now().minus(age));
    }

    /** Besides, only events with that text in their message, exception or stack, in upper or lower case. */
    public DumpFilter withText(String text) {
        String folded = FieldMatch.folded(text);
        return with(Conditions.text(part -> FieldMatch.folded(part).contains(folded)));
    }

    /**
     * Besides, only events in whose message, exception or stack the expression is found. Where it takes too long to say
     * it is not found; the history tells how often that was so.
     */
    public DumpFilter withText(Pattern expression) {
        return with(Conditions.text(part -> BoundedText.finds(expression, part)));
    }

    /** Besides, only events of that run of a process. */
    public DumpFilter withRun(UUID run) {
        return with(event ->
                event.runHigh() == run.getMostSignificantBits() && event.runLow() == run.getLeastSignificantBits());
    }

    /** Besides, no events of these runs. */
    public DumpFilter withoutRuns(Set<UUID> runs) {
        Set<UUID> hidden = Set.copyOf(runs);
        return hidden.isEmpty() ? this : with(event -> !hidden.contains(new UUID(event.runHigh(), event.runLow())));
    }

    /** Besides, only events whose context names that process. */
    public DumpFilter withPid(long pid) {
        return withContext("process_id", FieldMatch.exact(pid));
    }

    /** Besides, only events of that process and of those that descend from it. */
    public DumpFilter withLineage(long pid) {
        return with(Conditions.lineage(pid));
    }

    /** Besides, only events with that trace. */
    public DumpFilter withTrace(String traceId) {
        return withContext("trace_id", FieldMatch.text(traceId));
    }

    /**
     * Besides, only events that have such a value in a field of the context.
     *
     * @param field the name that it has in JSON, such as {@code job_id}
     * @throws IllegalArgumentException if the context has no such field
     */
    public DumpFilter withContext(String field, FieldMatch match, FieldMatch... orElse) {
        return with(Conditions.context(field, Conditions.both(match, orElse)));
    }

    /** Besides, only events that have such a value under that key of the context's extra. */
    public DumpFilter withContextExtra(String key, FieldMatch match, FieldMatch... orElse) {
        return with(Conditions.contextExtra(key, Conditions.both(match, orElse)));
    }

    /** Besides, only events that have such a value in a field of their own. */
    public DumpFilter withExtra(String key, FieldMatch match, FieldMatch... orElse) {
        return with(Conditions.extra(key, Conditions.both(match, orElse)));
    }

    /** Of the events that pass only so many, the newest. */
    public DumpFilter withNewest(int events) {
        if (events <= 0) {
            throw new IllegalArgumentException("a dump must have room for at least one event, was " + events);
        }
        return new DumpFilter(conditions, events);
    }

    /** How many events are shown at most, if that was said. */
    int newest(int otherwise) {
        return newest == 0 ? otherwise : newest;
    }

    /** Whether the event passes. */
    public boolean accepts(EventView event) {
        try {
            return judge(event);
        } catch (TooMuchWork undecided) {
            return false;
        }
    }

    /**
     * Whether the event passes.
     *
     * @throws TooMuchWork if that takes too long to say
     */
    boolean judge(EventView event) {
        try {
            for (Condition condition : conditions) {
                if (!condition.holds(event)) {
                    return false;
                }
            }
            return true;
        } catch (MalformedEventException unreadable) {
            return false;
        }
    }

    private DumpFilter with(Condition condition) {
        List<Condition> all = new ArrayList<>(conditions);
        all.add(condition);
        return new DumpFilter(List.copyOf(all), newest);
    }

    private static long micros(Instant time) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, time);
        } catch (ArithmeticException farAway) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
