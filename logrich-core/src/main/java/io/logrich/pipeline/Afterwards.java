package io.logrich.pipeline;

import io.logrich.spool.Ring;
import java.util.List;

/** What happens once an event is in the spool: somebody may sleep who wants to know. Thread-safe; never throws. */
public interface Afterwards {
    /** Wakes whoever sleeps. Called after each event, so it costs next to nothing when nobody does. */
    void appended();

    /**
     * Waits for the first attempt of every sink at an event, in a runtime without a queue.
     *
     * @return the sinks that have not taken it
     */
    List<String> attempted(Ring ring, long end);
}
