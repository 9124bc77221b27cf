package io.logrich.settings;

import io.logrich.event.LogLevel;

/** What every sink is told: its name, which is also the name of its lane and of its cursor, and its threshold. */
public interface SinkSettings {
    /** Unique within a runtime, and the same again after a restart: the lane continues where the name left off. */
    String name();

    /** Events below it are not offered to the sink. */
    LogLevel level();
}
