package io.logrich;

import java.util.Map;

/**
 * What a flush has reached. Immutable.
 *
 * @param complete whether everything logged before the call is delivered: by every sink, or, in a process that another
 *     one collects for, to every sink of the tree as far as the collector has said
 * @param pending how many events of this process are still to be delivered, by sink
 */
public record FlushResult(boolean complete, Map<String, Long> pending) {
    public FlushResult {
        pending = Map.copyOf(pending);
    }
}
