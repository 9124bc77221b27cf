package io.logrich.lane;

import org.jspecify.annotations.Nullable;

/**
 * How far a sink has been offered events, with or without success. Immutable.
 *
 * @param log the log that is being read
 * @param end the end of the last record offered
 */
record LaneProgress(@Nullable LaneLog log, long end) {
    static final LaneProgress NONE = new LaneProgress(null, 0);
}
