package io.logrich.lane;

import io.logrich.event.LogLevel;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a lane is, for whoever looks from outside. Immutable.
 *
 * @param name the sink's name
 * @param threshold from which level on it gets events
 * @param condition how its sink is
 * @param trouble what its sink began to fail for; null if it is well
 */
public record LaneState(
        String name,
        LogLevel threshold,
        Condition condition,
        @Nullable String trouble) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LaneState that
                && name.equals(that.name)
                && threshold == that.threshold
                && condition == that.condition
                && Objects.equals(trouble, that.trouble);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, threshold, condition, trouble);
    }

    /** How a sink is. */
    public enum Condition {
        /** It takes what it is offered. */
        OK,
        /** A write is under way that takes too long. */
        SLOW,
        /** It has failed and has not been well for long enough since. */
        FAILING,
        /** It gets nothing any more. */
        ENDED;

        /** The name in files and on screens. */
        public String lowerName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
