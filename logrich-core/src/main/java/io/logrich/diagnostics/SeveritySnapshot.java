package io.logrich.diagnostics;

import io.logrich.event.LogLevel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has been logged and what became of it. Every sum is that of the parts shown: each counter was read once. All maps
 * are unmodifiable.
 *
 * @param highest the highest level accepted
 * @param totalEvents events accepted
 * @param counts events accepted, by level
 * @param thresholds events accepted at or above WARNING and ERROR
 * @param droppedTotal events not accepted
 * @param dropsByReason events not accepted, by reason
 * @param dropsByLevel events not accepted, by level
 * @param dropsByReasonAndLevel events not accepted, by both
 * @param lostBySink events accepted and then lost, by sink and level; {@code tree} for those that never came into the
 *     tree's log
 * @param lostByReason events accepted and then lost, by reason
 * @param lostBySinkAndReason events accepted and then lost, by both
 */
public record SeveritySnapshot(
        @Nullable LogLevel highest,
        long totalEvents,
        Map<LogLevel, Long> counts,
        Map<LogLevel, Long> thresholds,
        long droppedTotal,
        Map<String, Long> dropsByReason,
        Map<LogLevel, Long> dropsByLevel,
        Map<String, Map<LogLevel, Long>> dropsByReasonAndLevel,
        Map<String, Map<LogLevel, Long>> lostBySink,
        Map<String, Long> lostByReason,
        Map<String, Map<String, Long>> lostBySinkAndReason) {
    /** Every call that its level and a runtime let through: it ended in one of the two. */
    public long attempted() {
        return totalEvents + droppedTotal;
    }
}
