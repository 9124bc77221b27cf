package io.logrich.diagnostics;

import static java.util.Collections.unmodifiableMap;

import io.logrich.event.LogLevel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts events by what became of them. Thread-safe; counting takes no lock. */
public final class SeverityMonitor {
    private static final List<LogLevel> THRESHOLDS = List.of(LogLevel.WARNING, LogLevel.ERROR);

    private final LongAdder[] accepted = adders();

    /** What is counted beside {@link #accepted}, and only goes up. */
    private final List<AcceptedCount> counts = new CopyOnWriteArrayList<>();

    /** What {@link #counts} were at the last reset. */
    private final AtomicLongArray forgotten = new AtomicLongArray(LogLevel.COUNT);

    /** Made before they are needed: a drop may be for lack of memory. */
    private final LongAdder[][] dropped = new LongAdder[Loss.values().length][];

    /** The reasons that a snapshot shows, written without synchronisation. */
    private final boolean[] shown = new boolean[Loss.values().length];

    private final Map<String, Map<String, LongAdder[]>> lost = new ConcurrentHashMap<>();

    /** All counters at zero; the usual reasons are there from the start, so that dashboards have stable keys. */
    public SeverityMonitor() {
        for (int why = 0; why < dropped.length; why++) {
            dropped[why] = adders();
        }
        shown[Loss.QUEUE_FULL.ordinal()] = true;
        shown[Loss.RATE_LIMITED.ordinal()] = true;
        rehearse();
    }

    /** Counts once in each way: the JVM links what is used for the first time, and then there may be no memory for that. */
    private void rehearse() {
        dropped(LogLevel.TRACE, Loss.QUEUE_FULL, 1);
        dropped(LogLevel.TRACE, Loss.QUEUE_FULL, -1);
        new AcceptedCount().add(LogLevel.TRACE);
    }

    /** Counts an event that was accepted; any thread. */
    public void accepted(LogLevel level) {
        accepted[level.ordinal()].increment();
    }

    /** A count of accepted events for one thread at a time. It is never given back. */
    public AcceptedCount newCount() {
        AcceptedCount count = new AcceptedCount();
        counts.add(count);
        return count;
    }

    public void dropped(LogLevel level, Loss why, long count) {
        if (count != 0) {
            dropped[why.ordinal()][level.ordinal()].add(count);
            shown[why.ordinal()] = true;
        }
    }

    /** Counts events that a sink lost; a negative number takes back what was counted too early. */
    public void lost(String sink, Loss why, LogLevel level, long count) {
        lost.computeIfAbsent(sink, name -> new ConcurrentHashMap<>())
                .computeIfAbsent(why.reason(), reason -> adders())[level.ordinal()]
                .add(count);
    }

    /** How many events were dropped or lost: another number if there is something new. Costs much less than a snapshot. */
    public long failed() {
        long sum = 0;
        for (LongAdder[] adders : dropped) {
            sum += sum(adders);
        }
        for (Map<String, LongAdder[]> reasons : lost.values()) {
            for (LongAdder[] adders : reasons.values()) {
                sum += sum(adders);
            }
        }
        return sum;
    }

    /** The highest level accepted, or null. */
    public @Nullable LogLevel highest() {
        for (int i = LogLevel.COUNT - 1; i >= 0; i--) {
            if (acceptedOf(i) > 0) {
                return LogLevel.at(i);
            }
        }
        return null;
    }

    /** Reads each counter once; sums are made of what was read. */
    public SeveritySnapshot snapshot() {
        Map<LogLevel, Long> counts = new EnumMap<>(LogLevel.class);
        for (int i = 0; i < LogLevel.COUNT; i++) {
            counts.put(LogLevel.at(i), acceptedOf(i));
        }
        Map<String, Map<LogLevel, Long>> drops = new TreeMap<>();
        for (Loss why : Loss.values()) {
            Map<LogLevel, Long> byLevel = byLevel(dropped[why.ordinal()]);
            if (shown[why.ordinal()] || sum(byLevel) > 0) {
                drops.put(why.reason(), unmodifiableMap(byLevel));
            }
        }
        Map<String, Long> byReason = new TreeMap<>();
        Map<LogLevel, Long> droppedByLevel = byLevel(adders());
        drops.forEach((reason, byLevel) -> {
            byReason.put(reason, sum(byLevel));
            byLevel.forEach((level, count) -> droppedByLevel.merge(level, count, Long::sum));
        });
        Map<String, Map<LogLevel, Long>> lostBySink = new TreeMap<>();
        Map<String, Long> lostByReason = new TreeMap<>();
        Map<String, Map<String, Long>> lostByBoth = new TreeMap<>();
        lost.forEach((sink, reasons) -> {
            Map<LogLevel, Long> bySink = byLevel(adders());
            Map<String, Long> bySinkAndReason = new TreeMap<>();
            reasons.forEach((reason, adders) -> {
                Map<LogLevel, Long> read = byLevel(adders);
                read.forEach((level, count) -> bySink.merge(level, count, Long::sum));
                bySinkAndReason.put(reason, sum(read));
                lostByReason.merge(reason, sum(read), Long::sum);
            });
            lostBySink.put(sink, unmodifiableMap(bySink));
            lostByBoth.put(sink, unmodifiableMap(bySinkAndReason));
        });
        return new SeveritySnapshot(
                counts.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(Map.Entry::getKey)
                        .max(LogLevel::compareTo)
                        .orElse(null),
                sum(counts),
                unmodifiableMap(counts),
                unmodifiableMap(thresholds(counts)),
                byReason.values().stream().mapToLong(Long::longValue).sum(),
                unmodifiableMap(byReason),
                unmodifiableMap(droppedByLevel),
                unmodifiableMap(drops),
                unmodifiableMap(lostBySink),
                unmodifiableMap(lostByReason),
                unmodifiableMap(lostByBoth));
    }

    /** Sets every counter to zero; reasons and sinks stay known. What is counted meanwhile is counted before or after. */
    public void reset() {
        reset(accepted);
        for (int i = 0; i < LogLevel.COUNT; i++) {
            forgotten.set(i, counted(i));
        }
        for (LongAdder[] adders : dropped) {
            reset(adders);
        }
        lost.values().forEach(reasons -> reasons.values().forEach(SeverityMonitor::reset));
    }

    private long acceptedOf(int level) {
        long before = forgotten.get(level); // first: a reset in between must not make it negative
        return accepted[level].sum() + counted(level) - before;
    }

    private long counted(int level) {
        long sum = 0;
        for (AcceptedCount count : counts) {
            sum += count.of(level);
        }
        return sum;
    }

    private static void reset(LongAdder[] adders) {
        for (LongAdder adder : adders) {
            adder.reset();
        }
    }

    private static Map<LogLevel, Long> thresholds(Map<LogLevel, Long> counts) {
        Map<LogLevel, Long> atLeast = new EnumMap<>(LogLevel.class);
        for (LogLevel threshold : THRESHOLDS) {
            long sum = 0;
            for (Map.Entry<LogLevel, Long> entry : counts.entrySet()) {
                sum += entry.getKey().atLeast(threshold) ? entry.getValue() : 0;
            }
            atLeast.put(threshold, sum);
        }
        return atLeast;
    }

    /** One read of each; never below zero, as it might be after a reset when an early count is taken back. */
    private static Map<LogLevel, Long> byLevel(LongAdder[] adders) {
        Map<LogLevel, Long> counts = new EnumMap<>(LogLevel.class);
        for (int i = 0; i < adders.length; i++) {
            counts.put(LogLevel.at(i), Math.max(0, adders[i].sum()));
        }
        return counts;
    }

    private static long sum(LongAdder[] adders) {
        long sum = 0;
        for (LongAdder adder : adders) {
            sum += adder.sum();
        }
        return sum;
    }

    private static long sum(Map<LogLevel, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static LongAdder[] adders() {
        LongAdder[] adders = new LongAdder[LogLevel.COUNT];
        for (int i = 0; i < adders.length; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }
}
