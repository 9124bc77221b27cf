package io.logrich.pipeline;

/**
 * One station between a log call and its record. Looks at the draft, changes it, and says whether the event goes on.
 * Thread-safe: one stage serves all threads at once.
 */
interface Stage {
    /** Judges a draft; it may throw, which costs the event and nothing else. */
    Verdict judge(Draft draft);
}
