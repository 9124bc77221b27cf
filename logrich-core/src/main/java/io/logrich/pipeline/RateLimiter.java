package io.logrich.pipeline;

import io.logrich.diagnostics.Loss;
import io.logrich.event.LogLevel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Lets through so many events of a logger and level within a time that slides on, and says once a window how many it has
 * kept back. Of more than {@link #MOST_LOGGERS} loggers the last share one limit. Thread-safe.
 */
final class RateLimiter implements Stage {
    static final int MOST_LOGGERS = 4096;

    private static final int USUAL = 8;
    private static final Verdict LIMITED = Verdict.drop(Loss.RATE_LIMITED);
    private static final LoggerName OTHERS = LoggerName.of("logrich.others");

    private final int limit;
    private final long window;
    private final String rule;
    private final LongSupplier nanoTime;
    private final Crier crier;
    private final ConcurrentHashMap<String, Bucket[]> buckets = new ConcurrentHashMap<>();
    private final Bucket[] others;

    RateLimiter(int limit, Duration window, LongSupplier nanoTime, Crier crier) {
        this.limit = limit;
        this.window = window.toNanos();
        this.rule = limit + " in " + window.toNanos() / 1e9 + " s";
        this.nanoTime = nanoTime;
        this.crier = crier;
        this.others = bucketsOf(OTHERS);
    }

    @Override
    public Verdict judge(LogCall call) {
        Bucket[] levels = buckets.get(call.logger().text());
        if (levels == null) {
            levels = buckets.size() >= MOST_LOGGERS
                    ? others
                    : buckets.computeIfAbsent(call.logger().text(), fresh -> bucketsOf(call.logger()));
        }
        return levels[call.level().ordinal()].takes(nanoTime.getAsLong()) ? Verdict.PASS : LIMITED;
    }

    @Override
    public void sweep(boolean last) {
        long now = nanoTime.getAsLong();
        buckets.values().forEach(levels -> sweep(levels, now, last));
        sweep(others, now, last);
    }

    private void sweep(Bucket[] levels, long now, boolean last) {
        for (Bucket bucket : levels) {
            long keptBack = bucket.takeKeptBack(now, last);
            if (keptBack > 0) {
                String message = keptBack + " events were kept back, over the rate of " + rule;
                crier.cry(bucket.logger, bucket.level, message, keptBack);
            }
        }
    }

    private Bucket[] bucketsOf(LoggerName logger) {
        Bucket[] levels = new Bucket[LogLevel.COUNT];
        Arrays.setAll(levels, level -> new Bucket(logger, LogLevel.at(level)));
        return levels;
    }

    /** The times of the last events of one logger and level that were let through. */
    private final class Bucket {
        private final LoggerName logger;
        private final LogLevel level;
        private long[] times = new long[Math.min(limit, USUAL)];
        private int first;
        private int size;
        private long keptBack;
        private long keptBackSince;

        Bucket(LoggerName logger, LogLevel level) {
            this.logger = logger;
            this.level = level;
        }

        synchronized boolean takes(long now) {
            forgetBefore(now);
            if (size == limit) {
                if (keptBack++ == 0) {
                    keptBackSince = now;
                }
                return false;
            }
            if (size == times.length) {
                grow();
            }
            times[(first + size++) % times.length] = now;
            return true;
        }

        /** How many were kept back, if that is to be said now; gives back what a flood has taken. */
        synchronized long takeKeptBack(long now, boolean last) {
            forgetBefore(now);
            if (size == 0 && times.length > USUAL) {
                times = new long[USUAL];
                first = 0;
            }
            if (keptBack == 0 || !last && now - keptBackSince < window) {
                return 0;
            }
            long taken = keptBack;
            keptBack = 0;
            return taken;
        }

        /** An event that is exactly one window old no longer counts. */
        private void forgetBefore(long now) {
            while (size > 0 && now - times[first] >= window) {
                first = (first + 1) % times.length;
                size--;
            }
        }

        private void grow() {
            long[] larger = Arrays.copyOf(times, (int) Math.min(limit, times.length * 2L));
            for (int i = 0; i < size; i++) {
                larger[i] = times[(first + i) % times.length];
            }
            times = larger;
            first = 0;
        }
    }
}
