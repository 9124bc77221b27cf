package io.logrich.tree;

import io.logrich.event.LogLevel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the collector writes events about the tree itself, obituaries above all. Thread-safe; never blocks. */
@FunctionalInterface
public interface TreeVoice {
    /** Writes one event. */
    void say(LogLevel level, String message, Map<String, @Nullable Object> extra);
}
