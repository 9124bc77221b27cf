package io.logrich.diagnostics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hears what the runtime has to say about itself: events dropped, sinks that fail, rings that are damaged. Called on a
 * thread of its own, one call at a time; it may block, throw, log and call the runtime without doing harm. When it is
 * slower than its messages, messages are left out and counted.
 */
@FunctionalInterface
public interface DiagnosticHook {
    /**
     * One message.
     *
     * @param name its name, {@code docs/diagnostics.md} lists them
     * @param payload its details, unmodifiable
     */
    void report(String name, Map<String, @Nullable Object> payload);
}
