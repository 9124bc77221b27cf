package io.logrich.pipeline;

import io.logrich.diagnostics.Loss;
import io.logrich.event.LogLevel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs the first of many events in a row that have the same logger, level and message (before its parameters are filled
 * in), counts the others, and says how many there were when another one comes or the time is over. Thread-safe.
 */
final class Folder implements Stage {
    private static final Verdict FOLDED = Verdict.drop(Loss.FOLDED);

    private final long longest;
    private final LongSupplier nanoTime;
    private final Crier crier;
    private final AtomicReference<@Nullable Series> current = new AtomicReference<>();

    Folder(Duration longest, LongSupplier nanoTime, Crier crier) {
        this.longest = longest.toNanos();
        this.nanoTime = nanoTime;
        this.crier = crier;
    }

    @Override
    public Verdict judge(LogCall call) {
        while (true) {
            Series series = current.get();
            long now = nanoTime.getAsLong();
            if (series != null && series.isOf(call) && now - series.since < longest) {
                Series more = series.more();
                if (current.compareAndSet(series, more)) {
                    return FOLDED;
                }
            } else if (current.compareAndSet(series, Series.of(call, now))) {
                say(series);
                return Verdict.PASS;
            }
        }
    }

    @Override
    public void sweep(boolean last) {
        Series series = current.get();
        boolean over = series != null && (last || nanoTime.getAsLong() - series.since >= longest);
        if (over && current.compareAndSet(series, null)) {
            say(series);
        }
    }

    private void say(@Nullable Series series) {
        if (series != null && series.repeats > 0) {
            crier.cry(
                    series.logger,
                    series.level,
                    "the last message was repeated " + series.repeats + " times: " + series.message,
                    series.repeats);
        }
    }

    /** Events in a row that say the same. */
    private record Series(LoggerName logger, LogLevel level, String message, long since, long repeats) {
        static Series of(LogCall call, long now) {
            return new Series(call.logger(), call.level(), String.valueOf(call.message()), now, 0);
        }

        boolean isOf(LogCall call) {
            return level == call.level()
                    && logger.text().equals(call.logger().text())
                    && call.thrown() == null
                    && Objects.equals(message, String.valueOf(call.message()));
        }

        Series more() {
            return new Series(logger, level, message, since, repeats + 1);
        }
    }
}
