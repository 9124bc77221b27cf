package io.logrich.settings;

import io.logrich.event.LogLevel;
import io.logrich.sink.Sink;

/**
 * A sink that the application made itself. It lives and dies with this process: nobody else can rebuild it.
 *
 * @param name its name
 * @param level its threshold
 * @param sink the sink, closed with the runtime
 */
public record CustomSink(String name, LogLevel level, Sink sink) implements SinkSettings {
    public CustomSink {
        if (name.isBlank() || name.equals("relay")) {
            throw new SettingsException("sink", "must have a name, and another one than 'relay'", name);
        }
    }
}
