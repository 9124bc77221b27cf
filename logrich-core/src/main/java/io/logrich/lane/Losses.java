package io.logrich.lane;

import io.logrich.diagnostics.Loss;
import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.event.LogLevel;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the lanes could not deliver: counted in the severity snapshot at once, and gathered for the summary that goes
 * through the sinks that still work. Thread-safe.
 */
public final class Losses {
    private final SeverityMonitor monitor;
    private final Map<String, Map<LogLevel, Long>> unreported = new TreeMap<>();

    public Losses(SeverityMonitor monitor) {
        this.monitor = monitor;
    }

    /** Counts events that a sink did not get; a negative number takes back what was counted too early. */
    public void count(String sink, Loss why, LogLevel level, long count) {
        monitor.lost(sink, why, level, count);
        synchronized (this) {
            unreported
                    .computeIfAbsent(sink, name -> new EnumMap<>(LogLevel.class))
                    .merge(level, count, Long::sum);
        }
    }

    /** The losses since the last call, one sentence for each sink that had some. */
    public synchronized Map<String, String> takeSummaries() {
        if (unreported.isEmpty()) {
            return Map.of();
        }
        Map<String, String> summaries = new TreeMap<>();
        unreported.forEach((sink, byLevel) -> {
            long sum = byLevel.values().stream().mapToLong(Long::longValue).sum();
            if (sum > 0) {
                summaries.put(sink, sum + " events were not delivered to " + sink + ": " + byLevel);
            }
        });
        unreported.keySet().removeAll(summaries.keySet());
        return summaries;
    }
}
