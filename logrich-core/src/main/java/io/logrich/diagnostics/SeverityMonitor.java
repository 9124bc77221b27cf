package io.logrich.diagnostics;

import io.logrich.event.LogLevel;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts events by what became of them. Thread-safe; counting takes no lock. */
public final class SeverityMonitor {
    private final LongAdder[] accepted = adders();
    private final Map<String, LongAdder[]> dropped = new ConcurrentHashMap<>();
    private final Map<String, LongAdder[]> lost = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> lostWhy = new ConcurrentHashMap<>();

    /** All counters at zero; the usual reasons are there from the start, so that dashboards have stable keys. */
    public SeverityMonitor() {
        dropped.put(Loss.QUEUE_FULL.reason(), adders());
        dropped.put(Loss.RATE_LIMITED.reason(), adders());
    }

    public void accepted(LogLevel level) {
        accepted[level.ordinal()].increment();
    }

    public void dropped(LogLevel level, Loss why, long count) {
        if (count != 0) {
            dropped.computeIfAbsent(why.reason(), reason -> adders())[level.ordinal()].add(count);
        }
    }

    /** Counts events that a sink lost; a negative number takes back what was counted too early. */
    public void lost(String sink, Loss why, LogLevel level, long count) {
        lostWhy.computeIfAbsent(why.reason(), reason -> new LongAdder()).add(count);
        lost.computeIfAbsent(sink, name -> adders())[level.ordinal()].add(count);
    }

    /** The highest level accepted, or null. */
    public @Nullable LogLevel highest() {
        for (int i = LogLevel.COUNT - 1; i >= 0; i--) {
            if (accepted[i].sum() > 0) {
                return LogLevel.at(i);
            }
        }
        return null;
    }

    public SeveritySnapshot snapshot() {
        Map<LogLevel, Long> counts = byLevel(accepted);
        Map<String, Long> byReason = new TreeMap<>();
        Map<LogLevel, Long> droppedByLevel = byLevel(adders());
        dropped.forEach((reason, adders) -> {
            byReason.put(reason, sum(adders));
            byLevel(adders).forEach((level, count) -> droppedByLevel.merge(level, count, Long::sum));
        });
        Map<String, Map<LogLevel, Long>> lostBySink = new TreeMap<>();
        lost.forEach((sink, adders) -> lostBySink.put(sink, Collections.unmodifiableMap(byLevel(adders))));
        Map<String, Long> lostByReason = new TreeMap<>();
        lostWhy.forEach((reason, adder) -> lostByReason.put(reason, adder.sum()));
        return new SeveritySnapshot(
                highest(),
                sum(accepted),
                Collections.unmodifiableMap(counts),
                byReason.values().stream().mapToLong(Long::longValue).sum(),
                Collections.unmodifiableMap(byReason),
                Collections.unmodifiableMap(droppedByLevel),
                Collections.unmodifiableMap(lostBySink),
                Collections.unmodifiableMap(lostByReason));
    }

    /** Sets every counter to zero; reasons and sinks stay known. */
    public void reset() {
        for (LongAdder adder : accepted) {
            adder.reset();
        }
        dropped.values().forEach(adders -> java.util.Arrays.stream(adders).forEach(LongAdder::reset));
        lostWhy.values().forEach(LongAdder::reset);
        lost.values().forEach(adders -> java.util.Arrays.stream(adders).forEach(LongAdder::reset));
    }

    private static Map<LogLevel, Long> byLevel(LongAdder[] adders) {
        Map<LogLevel, Long> counts = new EnumMap<>(LogLevel.class);
        for (int i = 0; i < adders.length; i++) {
            counts.put(LogLevel.at(i), adders[i].sum());
        }
        return counts;
    }

    private static long sum(LongAdder[] adders) {
        return java.util.Arrays.stream(adders).mapToLong(LongAdder::sum).sum();
    }

    private static LongAdder[] adders() {
        LongAdder[] adders = new LongAdder[LogLevel.COUNT];
        java.util.Arrays.setAll(adders, i -> new LongAdder());
        return adders;
    }
}
