package io.logrich.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The names of the sinks of a configuration, by which a lane finds the place where it left off. Stateless. */
final class SinkNames {
    private SinkNames() {}

    /** Refuses two of the same name. */
    static void check(ConsoleSettings console, List<SinkSettings> sinks) {
        List<String> names = new ArrayList<>();
        if (console.stream() != ConsoleSettings.Stream.NONE) {
            names.add(console.name());
        }
        for (SinkSettings sink : sinks) {
            names.add(sink.name());
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new SettingsException("sink", "must have a name of its own", names);
        }
    }
}
