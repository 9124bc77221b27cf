package io.logrich.dump;

import io.logrich.codec.ContextReader;
import io.logrich.codec.EventView;
import io.logrich.codec.MalformedEventException;
import io.logrich.context.ContextField;
import io.logrich.event.LogLevel;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which events a dump shows: those that pass every condition that was set. Immutable. */
public final class DumpFilter {
    /** Shows everything. */
    public static final DumpFilter ALL = new DumpFilter(LogLevel.TRACE, null, null);

    private final LogLevel minimum;
    private final @Nullable UUID run;
    private final @Nullable Long pid;

    private DumpFilter(LogLevel minimum, @Nullable UUID run, @Nullable Long pid) {
        this.minimum = minimum;
        this.run = run;
        this.pid = pid;
    }

    /** Besides, only events of that level or above. */
    public DumpFilter withMinimum(LogLevel level) {
        return new DumpFilter(level, run, pid);
    }

    /** Besides, only events of that run of a process. */
    public DumpFilter withRun(UUID onlyRun) {
        return new DumpFilter(minimum, onlyRun, pid);
    }

    /** Besides, only events whose context names that process. */
    public DumpFilter withPid(long onlyPid) {
        return new DumpFilter(minimum, run, onlyPid);
    }

    /** Whether the event is shown. */
    public boolean accepts(EventView event) {
        return event.level().atLeast(minimum)
                && (run == null
                        || event.runHigh() == run.getMostSignificantBits()
                                && event.runLow() == run.getLeastSignificantBits())
                && (pid == null || Objects.equals(pid, pidOf(event)));
    }

    private static @Nullable Object pidOf(EventView event) {
        try {
            ContextReader context = event.context();
            while (context.advance()) {
                if (context.field() == ContextField.PROCESS_ID) {
                    return context.value().value();
                }
            }
            return null;
        } catch (MalformedEventException unreadable) {
            return null;
        }
    }
}
