package io.logrich.pipeline;

import io.logrich.event.LogLevel;

/** Says in one event what was kept back of many; no stage judges what it says. Thread-safe. */
@FunctionalInterface
interface Crier {
    /**
     * Writes an event of a logger and level about events of theirs.
     *
     * @param count how many were kept back
     */
    void cry(LoggerName logger, LogLevel level, String message, long count);
}
