package io.logrich;

import java.util.List;
import java.util.Map;

/**
 * How a runtime has ended. Immutable.
 *
 * @param complete whether every sink has everything
 * @param pending how many events of this process were not delivered in time, by sink; they stay in the spool
 * @param hung sinks that did not come back from a call
 */
public record ShutdownResult(boolean complete, Map<String, Long> pending, List<String> hung) {
    static final ShutdownResult NOTHING = new ShutdownResult(true, Map.of(), List.of());

    /** For those who cannot be made to wait for the end. */
    static final ShutdownResult UNFINISHED = new ShutdownResult(false, Map.of(), List.of());

    public ShutdownResult {
        pending = Map.copyOf(pending);
        hung = List.copyOf(hung);
    }
}
