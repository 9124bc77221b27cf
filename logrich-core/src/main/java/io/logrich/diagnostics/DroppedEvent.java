package io.logrich.diagnostics;

import io.logrich.event.LogLevel;

/**
 * An event that was not accepted. Immutable.
 *
 * @param eventId its id, the same as in the result of the call
 * @param logger the name of its logger
 * @param level its level
 * @param reason why, as in {@code docs/losses.md}
 */
public record DroppedEvent(String eventId, String logger, LogLevel level, String reason) {}
