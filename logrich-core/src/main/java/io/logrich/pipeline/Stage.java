package io.logrich.pipeline;

/** Says whether a call is going to be an event, before anything is spent on it. Thread-safe: it serves all threads. */
interface Stage {
    /** Judges a call; it may throw, which costs the event and nothing else. */
    Verdict judge(LogCall call);

    /**
     * Says what has been kept back for long enough. Called now and then, and at the end.
     *
     * @param last whether there will be no other occasion
     */
    void sweep(boolean last);
}
