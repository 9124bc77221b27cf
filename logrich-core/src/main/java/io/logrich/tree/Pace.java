package io.logrich.tree;

/**
 * How long a collector rests: next to nothing while something happens, longer the longer nothing has. One thread only.
 */
final class Pace {
    /** How long an event that ends a silence of some seconds may wait for its collector. */
    static final long IDLE_NANOS = 40_000_000;

    /** The same after a minute of silence, when nobody looks at the screen any more. */
    static final long LONG_IDLE_NANOS = 200_000_000;

    static final long SHORTEST_NANOS = 200_000;
    private static final int PATIENT_ROUNDS = 50;
    private static final int ROUNDS_A_STEP = 10;
    private static final int STEPS = 20;

    /** In an idle tree only every so many looks are followed by a whole round, if they have found nothing. */
    private static final int LOOKS_A_ROUND = 5;

    /** A minute of rounds. */
    private static final int LONG_IDLE_ROUNDS = 300;

    private int quiet;
    private int idleRounds;

    /** Takes note of a round; says how long to rest before the next look, 0 if it has done something. */
    long after(boolean worked) {
        quiet = worked ? 0 : quiet + 1;
        if (worked || quiet < PATIENT_ROUNDS) {
            idleRounds = 0;
            return worked ? 0 : SHORTEST_NANOS;
        }
        long longer = SHORTEST_NANOS << Math.min(STEPS, (quiet - PATIENT_ROUNDS) / ROUNDS_A_STEP);
        if (longer < IDLE_NANOS) {
            return longer;
        }
        return ++idleRounds > LONG_IDLE_ROUNDS ? LONG_IDLE_NANOS : IDLE_NANOS;
    }

    /** How many looks may come before the next round. */
    int looks() {
        return idleRounds > 0 ? LOOKS_A_ROUND : 1;
    }

    /** Takes note that something is about to happen. */
    void hurry() {
        quiet = 0;
        idleRounds = 0;
    }
}
