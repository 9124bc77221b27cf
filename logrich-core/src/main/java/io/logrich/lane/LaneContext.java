package io.logrich.lane;

import io.logrich.diagnostics.Diagnostics;
import io.logrich.settings.QueueSettings;
import io.logrich.spool.SystemPace;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all lanes of a runtime share. Immutable.
 *
 * @param settings how patient writers are
 * @param diagnostics the runtime's voice
 * @param losses where losses are counted, by sink
 * @param nanoTime a clock that only goes forward, ns
 * @param park waits for so many ns of that clock, or less
 * @param random numbers from 0 to 1
 * @param fenced whether this process may not write to any sink any more, because another one collects
 * @param adoptOrphans fills claims that were given up
 */
public record LaneContext(
        QueueSettings settings,
        Diagnostics diagnostics,
        Losses losses,
        LongSupplier nanoTime,
        LongConsumer park,
        DoubleSupplier random,
        BooleanSupplier fenced,
        Runnable adoptOrphans) {
    /** With the waiting of the JDK, for a clock that is the JDK's or that nobody waits for. */
    public LaneContext(
            QueueSettings settings,
            Diagnostics diagnostics,
            Losses losses,
            LongSupplier nanoTime,
            DoubleSupplier random,
            BooleanSupplier fenced,
            Runnable adoptOrphans) {
        this(settings, diagnostics, losses, nanoTime, SystemPace.INSTANCE, random, fenced, adoptOrphans);
    }

    void report(String name, @Nullable Object... details) {
        diagnostics.report(name, details);
    }
}
