package io.logrich.settings;

import io.logrich.event.LogLevel;

/** What every sink is told: its name, which is also the name of its lane and of its cursor, and its threshold. */
public interface SinkSettings {
    /** Unique within a runtime, and the same again after a restart: the lane continues where the name left off. */
    String name();

    /** Events below it are not offered to the sink. */
    LogLevel level();

    /** The module whose {@link SinkProvider} makes the sink; {@code logrich-core} if that needs none. */
    default String module() {
        return "logrich-core";
    }

    /**
     * Whether there can be such a sink on a system; where there cannot, a runtime does without it and says nothing.
     *
     * @param osName the system property {@code os.name}
     */
    default boolean isForSystem(String osName) {
        return true;
    }

    /** Whether what is written to this sink gets where the other one writes to, so that both would write it twice. */
    default boolean leadsTo(SinkSettings other) {
        return equals(other);
    }
}
