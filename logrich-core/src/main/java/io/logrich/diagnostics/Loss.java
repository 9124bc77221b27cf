package io.logrich.diagnostics;

import java.util.Locale;

/** Why an event was not accepted, or did not arrive. Each is counted by level, and shown in the severity snapshot. */
public enum Loss {
    /** No room, and the policy's patience was over. */
    QUEUE_FULL,
    /** Logged by the console's own sink, to which alone the event could have gone. */
    FROM_CONSOLE,
    /** Over the rate that was set. */
    RATE_LIMITED,
    /** The same as the one before it, which was logged; how often is said in one event. */
    FOLDED,
    /** The record would be longer than the ring's longest. */
    TOO_LONG,
    /** Logged before there was a runtime, when too many events waited for one already. */
    NOT_INITIALISED,
    /** Logged after the end. */
    SHUT_DOWN,
    /** The call itself failed: no memory, no stack, a defect. */
    INTERNAL_ERROR,
    /** Accepted, and moved out of the way before a failing sink took it. */
    EVICTED,
    /** Accepted, and refused by the sink whenever it was offered. */
    REJECTED,
    /** Accepted, and deleted with the tree of a dead process that had waited too long or took too much room. */
    EXPIRED,
    /** Accepted by a process whose record of it is no event. */
    MALFORMED;

    private final String reason = name().toLowerCase(Locale.ROOT);

    /** The name in results, snapshots and diagnostics. */
    public String reason() {
        return reason;
    }
}
