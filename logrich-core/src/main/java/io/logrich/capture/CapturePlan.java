package io.logrich.capture;

import java.time.Duration;

/**
 * How the output of a foreign program is read. Immutable.
 *
 * @param name what the program is called, for the names of the threads
 * @param layouts whether lines are looked at for the layouts of loggers, or only for a level at their beginning
 * @param folding whether the lines of a stack trace become one event
 * @param silence how long the program must be silent before what it has begun is handed out
 * @param maxLineBytes the longest line that is kept whole
 * @param maxTraceChars the longest stack trace of one event; what is longer goes on in another
 * @param tee whether the output also goes to our own standard streams, unchanged
 */
public record CapturePlan(
        String name,
        boolean layouts,
        boolean folding,
        Duration silence,
        int maxLineBytes,
        int maxTraceChars,
        boolean tee) {}
