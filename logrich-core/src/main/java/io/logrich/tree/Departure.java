package io.logrich.tree;

import io.logrich.spool.ProcessOrigin;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A process that has ended, and what its rings have left to tell; the rings are closed by now. Immutable.
 *
 * @param directory its directory
 * @param origin where and when it ran; null if no ring of it could be opened
 * @param name what it was
 * @param closed whether it closed its rings in order
 * @param tally what became of its events
 * @param trouble why its rings were put aside, null if they were read to their end
 */
record Departure(
        RunDirectory directory,
        @Nullable ProcessOrigin origin,
        String name,
        boolean closed,
        Tally tally,
        @Nullable String trouble) {

    /** The pid, 0 if it is not known. */
    long pid() {
        return origin == null ? 0 : origin.pid();
    }

    UUID runId() {
        return directory.runId();
    }
}
