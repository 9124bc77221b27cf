package io.logrich.tree;

import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import io.logrich.spool.SpoolException;
import io.logrich.text.JsonReader;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was set for the loggers of a whole tree while it runs: a small file that every process of the tree looks at from
 * time to time. One thread at a time.
 */
public final class TreeLevels {
    private static final long VERSION = 1;

    private final TreeDirectory tree;
    private final TreeChanges changes;
    private @Nullable Object seen;

    public TreeLevels(TreeDirectory tree) {
        this.tree = tree;
        this.changes = new TreeChanges(tree);
    }

    /**
     * The rules, if they have changed since the last look; null if they have not.
     *
     * @throws IOException if they have changed to something that cannot be read; it is said once
     */
    public @Nullable LevelRules changed() throws IOException {
        try {
            if (!changes.any()) {
                return null;
            }
            changes.seen();
        } catch (NoSuchFileException gone) {
            return null; // with the tree; what holds goes on holding
        }
        Object now = SecureFiles.stateOf(tree.levels());
        if (java.util.Objects.equals(now, seen)) {
            return null;
        }
        seen = now;
        return read(tree);
    }

    /**
     * The rules that hold now.
     *
     * @throws IOException if they cannot be read
     */
    public static LevelRules read(TreeDirectory tree) throws IOException {
        String text;
        try {
            text = SecureFiles.read(tree.levels());
        } catch (NoSuchFileException noRules) {
            return LevelRules.NONE;
        }
        try {
            if (!(JsonReader.read(text) instanceof Map<?, ?> map)
                    || !Long.valueOf(VERSION).equals(map.get("version"))
                    || !(map.get("levels") instanceof Map<?, ?> levels)) {
                throw new SpoolException("levels must be a JSON object of version " + VERSION);
            }
            Map<String, LogLevel> rules = new TreeMap<>();
            levels.forEach((name, level) -> rules.put(String.valueOf(name), LogLevel.of(String.valueOf(level))));
            return LevelRules.of(rules);
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw new SpoolException("levels that cannot be read: " + wrong.getMessage(), wrong);
        }
    }

    /** Sets the rules for every process of the tree, those that run and those to come; in force within a second. */
    public static void write(TreeDirectory tree, LevelRules rules) throws IOException {
        if (rules.isEmpty()) {
            Files.deleteIfExists(tree.levels());
            return;
        }
        JsonWriter json = new JsonWriter(new Utf8Buffer(256));
        json.open('{').key("version").number(VERSION).key("levels").open('{');
        rules.byName().forEach((name, level) -> json.key(name).string(level.name()));
        json.close('}').close('}');
        SecureFiles.write(tree.levels(), json.out().toString());
    }
}
