package io.logrich.cli;

import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SinkSettings;
import io.logrich.tree.Declaration;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Why rules may show less than they seem to. Stateless. */
final class LevelNotes {
    private LevelNotes() {}

    /** A sentence for each thing that somebody may wonder about who has set these rules. */
    static List<String> of(TreeDirectory tree, LevelRules rules) throws IOException {
        List<String> notes = new ArrayList<>();
        if (rules.isEmpty()) {
            return notes;
        }
        if (tree.living() == 0) {
            notes.add("no process of the tree is alive; the rules are for those that are started in it");
        }
        LogLevel lowest =
                rules.byName().values().stream().min(LogLevel::compareTo).orElseThrow();
        Map<String, LogLevel> sinks = sinks(tree);
        LogLevel begin = sinks.values().stream().min(LogLevel::compareTo).orElse(lowest);
        sinks.forEach((sink, level) -> {
            if (level.number() > begin.number() && level.number() > lowest.number()) {
                notes.add(sink + " takes events from " + level + " on, whatever the rules let through");
            }
        });
        return notes;
    }

    /** The sinks that the tree's collector has told of, and where they begin. */
    private static Map<String, LogLevel> sinks(TreeDirectory tree) {
        Map<String, LogLevel> sinks = new TreeMap<>();
        RuntimeConfig config = declared(tree);
        if (config != null) {
            if (config.console().stream() != ConsoleSettings.Stream.NONE) {
                sinks.put("the console", config.console().level());
            }
            for (SinkSettings sink : config.sinks()) {
                sinks.put(sink.name(), sink.level());
            }
        }
        return sinks;
    }

    private static @Nullable RuntimeConfig declared(TreeDirectory tree) {
        try {
            return Declaration.read(tree).config();
        } catch (IOException | RuntimeException untold) {
            return null; // a process without children leaves nothing
        }
    }
}
