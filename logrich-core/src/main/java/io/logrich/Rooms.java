package io.logrich;

import io.logrich.context.ContextBinder;
import io.logrich.context.LogContext;
import io.logrich.diagnostics.Diagnostics;
import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.lane.LaneSet;
import io.logrich.lane.Losses;
import io.logrich.pipeline.LoggerName;
import io.logrich.pipeline.Pipeline;
import io.logrich.settings.RuntimeConfig;
import io.logrich.spool.Spool;
import io.logrich.tree.Lease;
import io.logrich.tree.Leftovers;
import io.logrich.tree.OwnRun;
import io.logrich.tree.TreeDirectory;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Assembly} has put together: the rooms of one runtime. Immutable.
 *
 * @param tree the tree's directory, null in a process whose ring is anonymous memory
 * @param lease the right to collect, null in a process that another one collects for
 * @param run this process's own directory
 * @param own what is known about this process, for every event
 * @param gate which events are wanted, as configured
 */
record Rooms(
        RuntimeConfig config,
        UUID runId,
        @Nullable TreeDirectory tree,
        @Nullable Lease lease,
        @Nullable OwnRun run,
        Leftovers leftovers,
        Spool spool,
        LaneSet lanes,
        Losses losses,
        Pipeline pipeline,
        ContextBinder binder,
        LogContext own,
        Gate gate,
        SeverityMonitor monitor,
        Diagnostics diagnostics) {

    /** What this thread's events carry: what is bound, else what is known about this process. */
    LogContext context() {
        LogContext bound = binder.current();
        return bound == null ? own : bound;
    }

    /** Whether a logger belongs to what a sink uses, so that its events go to the console alone. */
    boolean isGuarded(LoggerName logger) {
        List<String> prefixes = config.guardedLoggers();
        for (int i = 0; i < prefixes.size(); i++) {
            if (logger.text().startsWith(prefixes.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether another process collects what this one logs. */
    boolean isMember() {
        return tree != null && lease == null;
    }
}
