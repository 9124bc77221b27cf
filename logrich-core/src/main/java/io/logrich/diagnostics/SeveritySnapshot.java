package io.logrich.diagnostics;

import io.logrich.event.LogLevel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has been logged and what became of it, at one moment. All maps are unmodifiable.
 *
 * @param highest the highest level accepted
 * @param totalEvents events accepted
 * @param counts events accepted, by level
 * @param droppedTotal events not accepted
 * @param dropsByReason events not accepted, by reason
 * @param dropsByLevel events not accepted, by level
 * @param lostBySink events accepted and then lost, by sink; {@code tree} for those that never came into the tree's log
 * @param lostByReason events accepted and then lost, by reason
 */
public record SeveritySnapshot(
        @Nullable LogLevel highest,
        long totalEvents,
        Map<LogLevel, Long> counts,
        long droppedTotal,
        Map<String, Long> dropsByReason,
        Map<LogLevel, Long> dropsByLevel,
        Map<String, Map<LogLevel, Long>> lostBySink,
        Map<String, Long> lostByReason) {}
