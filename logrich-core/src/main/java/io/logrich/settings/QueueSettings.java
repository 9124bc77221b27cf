package io.logrich.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far the sinks may lie behind, and what happens then. Immutable.
 *
 * @param enabled if not, a log call waits for the first attempt of every sink at its event
 * @param maxsize how many events of this process may wait for the slowest healthy sink; the last eighth is kept for
 *     WARNING and above
 * @param fullPolicy what a log call does when that many wait
 * @param putTimeout how long it waits under {@code BLOCK}; null for as long as it takes
 * @param stopTimeout how long {@code shutdown} and {@code flush} wait for the sinks; null for as long as it takes
 * @param laneStallAfter a write that takes longer counts as a failure of its sink
 * @param failureResetAfter how long a sink must be well again before callers wait for it again
 */
public record QueueSettings(
        boolean enabled,
        int maxsize,
        QueueFullPolicy fullPolicy,
        @Nullable Duration putTimeout,
        @Nullable Duration stopTimeout,
        Duration laneStallAfter,
        Duration failureResetAfter) {
    private static final Duration A_CENTURY = Duration.ofDays(36_500);

    /** The defaults. */
    public static final QueueSettings DEFAULT = new QueueSettings(
            true,
            16_384,
            QueueFullPolicy.BLOCK,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMillis(200),
            Duration.ofSeconds(30));

    public QueueSettings {
        if (maxsize <= 0) {
            throw new SettingsException("queueMaxsize", "must be positive", maxsize);
        }
        putTimeout = bounded(putTimeout);
        stopTimeout = bounded(stopTimeout);
        if (laneStallAfter.isNegative() || laneStallAfter.isZero()) {
            throw new SettingsException("laneStallAfter", "must be positive", laneStallAfter);
        }
        if (failureResetAfter.isNegative()) {
            throw new SettingsException("failureResetAfter", "must not be negative", failureResetAfter);
        }
        laneStallAfter = laneStallAfter.compareTo(A_CENTURY) < 0 ? laneStallAfter : A_CENTURY;
        failureResetAfter = failureResetAfter.compareTo(A_CENTURY) < 0 ? failureResetAfter : A_CENTURY;
    }

    /** Null for what has no bound: nothing, less than nothing, or more than can be counted in nanoseconds. */
    private static @Nullable Duration bounded(@Nullable Duration timeout) {
        boolean bound =
                timeout != null && !timeout.isNegative() && !timeout.isZero() && timeout.compareTo(A_CENTURY) < 0;
        return bound ? timeout : null;
    }

    public QueueSettings withEnabled(boolean value) {
        return new QueueSettings(
                value, maxsize, fullPolicy, putTimeout, stopTimeout, laneStallAfter, failureResetAfter);
    }

    public QueueSettings withMaxsize(int value) {
        return new QueueSettings(
                enabled, value, fullPolicy, putTimeout, stopTimeout, laneStallAfter, failureResetAfter);
    }

    public QueueSettings withFullPolicy(QueueFullPolicy value) {
        return new QueueSettings(enabled, maxsize, value, putTimeout, stopTimeout, laneStallAfter, failureResetAfter);
    }

    public QueueSettings withPutTimeout(@Nullable Duration value) {
        return new QueueSettings(enabled, maxsize, fullPolicy, value, stopTimeout, laneStallAfter, failureResetAfter);
    }

    public QueueSettings withStopTimeout(@Nullable Duration value) {
        return new QueueSettings(enabled, maxsize, fullPolicy, putTimeout, value, laneStallAfter, failureResetAfter);
    }

    public QueueSettings withLaneStallAfter(Duration value) {
        return new QueueSettings(enabled, maxsize, fullPolicy, putTimeout, stopTimeout, value, failureResetAfter);
    }

    public QueueSettings withFailureResetAfter(Duration value) {
        return new QueueSettings(enabled, maxsize, fullPolicy, putTimeout, stopTimeout, laneStallAfter, value);
    }
}
