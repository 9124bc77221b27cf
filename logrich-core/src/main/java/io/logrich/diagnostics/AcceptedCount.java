package io.logrich.diagnostics;

import io.logrich.event.LogLevel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Events that were accepted, by level. One thread at a time counts, without an atomic operation, which would be a
 * noticeable part of a log call; any thread may read.
 */
public final class AcceptedCount {
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);

    /** So that no two counts share a cache line, whatever lies between them. */
    private static final int PADDING = 16;

    private final long[] byLevel = new long[PADDING + LogLevel.COUNT + PADDING];

    AcceptedCount() {}

    /** Counts one; the thread whose turn it is. */
    public void add(LogLevel level) {
        int at = PADDING + level.ordinal();
        ELEMENT.setOpaque(byLevel, at, byLevel[at] + 1);
    }

    long of(int level) {
        return (long) ELEMENT.getOpaque(byLevel, PADDING + level);
    }
}
