package io.logrich.settings;

/** What a log call does when too much waits for a healthy sink. */
public enum QueueFullPolicy {
    /** It waits, at most {@code queuePutTimeout}; then the event is dropped and counted. */
    BLOCK,
    /** It drops the event at once and counts it. */
    DROP
}
