package io.logrich;

import org.jspecify.annotations.Nullable;

/**
 * From which level on some loggers let events through, as long as a gate stands. A call that is off looks at this alone:
 * loggers keep the one that they share, and learn from it that it is over. Thread-safe.
 */
final class Passage {
    /** Below every level. */
    private static final int LOOK_AGAIN = Integer.MIN_VALUE;

    /** That of a logger that has not asked yet. */
    static final Passage NONE = new Passage(null, LOOK_AGAIN);

    private final @Nullable Gate gate;
    private final int number;
    private volatile int surelyOff;

    Passage(@Nullable Gate gate, int number) {
        this.gate = gate;
        this.number = number;
        this.surelyOff = number;
    }

    /** Whether nobody wants events of that level number. If not, somebody may. */
    boolean isOff(int level) {
        return level < surelyOff;
    }

    boolean isOf(Gate other) {
        return gate == other;
    }

    /** From which level number on events are wanted, as long as the gate stands. */
    int number() {
        return number;
    }

    /** From now on no level is surely off. */
    void end() {
        surelyOff = LOOK_AGAIN;
    }
}
