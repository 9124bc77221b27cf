package io.logrich.lane;

import io.logrich.diagnostics.Loss;
import io.logrich.event.LogLevel;

/** Where a lane counts what its sink did not get. Thread-safe. */
record LossCount(Losses losses, String sink) {
    /** Counts events of one level; a negative number takes back what was counted too early. */
    void lost(Loss why, LogLevel level, long count) {
        losses.count(sink, why, level, count);
    }
}
