package io.logrich.pipeline;

import io.logrich.diagnostics.Loss;
import org.jspecify.annotations.Nullable;

/** What a stage says of an event: it goes on, or it ends here for a reason. Immutable; there is one for each answer. */
final class Verdict {
    /** The event goes on. */
    static final Verdict PASS = new Verdict(null);

    private static final Verdict[] DROPS = new Verdict[Loss.values().length];

    static {
        for (Loss loss : Loss.values()) {
            DROPS[loss.ordinal()] = new Verdict(loss);
        }
    }

    private final @Nullable Loss loss;

    private Verdict(@Nullable Loss loss) {
        this.loss = loss;
    }

    /** The event ends here. */
    static Verdict drop(Loss why) {
        return DROPS[why.ordinal()];
    }

    /** Why the event ends here; null if it does not. */
    @Nullable
    Loss loss() {
        return loss;
    }
}
