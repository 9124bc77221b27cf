package io.logrich.tree;

import io.logrich.event.LogLevel;
import java.util.EnumMap;
import java.util.Map;

/**
 * What went when dead trees were deleted that still held something. Immutable.
 *
 * @param trees how many they were; those in which everything was delivered do not count
 * @param bytes how much they took
 * @param undelivered the events in them that some sink had not taken, by level
 */
public record DeletedTrees(int trees, long bytes, Map<LogLevel, Long> undelivered) {
    /** Nothing was deleted that anybody could miss. */
    public static final DeletedTrees NONE = new DeletedTrees(0, 0, Map.of());

    public DeletedTrees {
        Map<LogLevel, Long> copy = new EnumMap<>(LogLevel.class);
        copy.putAll(undelivered);
        undelivered = java.util.Collections.unmodifiableMap(copy);
    }

    /** How many events were in them. */
    public long events() {
        return undelivered.values().stream().mapToLong(Long::longValue).sum();
    }
}
