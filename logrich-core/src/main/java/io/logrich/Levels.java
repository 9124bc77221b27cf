package io.logrich;

import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import io.logrich.tree.TreeDirectory;
import io.logrich.tree.TreeLevels;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Which events of which logger are wanted: what is configured, and over it what was set for the whole tree meanwhile.
 * Thread-safe.
 */
final class Levels {
    private final Rooms rooms;

    /** Null where there is no directory that others could see. */
    private final @Nullable TreeDirectory tree;

    private final @Nullable TreeLevels file;

    /** What was set at run time. */
    private LevelRules set = LevelRules.NONE;

    private boolean retired;

    private volatile Gate gate;

    Levels(Rooms rooms) {
        this.rooms = rooms;
        this.tree = rooms.tree();
        this.file = tree == null ? null : new TreeLevels(tree);
        this.gate = rooms.gate();
    }

    /** What holds now; another object as soon as something else holds. */
    Gate gate() {
        return gate;
    }

    /** Another runtime is in the place of this one: loggers that have asked here, or are about to, look there. */
    synchronized void retire() {
        retired = true;
        gate.end();
    }

    /** What was set for the tree at run time. */
    synchronized LevelRules set() {
        return set;
    }

    /** Looks whether somebody has set something for the tree; says whether. Rules that cannot be read change nothing. */
    synchronized boolean look() {
        try {
            LevelRules changed = file == null ? null : file.changed();
            return changed != null && apply(changed);
        } catch (IOException unreadable) {
            rooms.diagnostics().report("levels_unreadable", "error", unreadable.toString());
            return false;
        }
    }

    /** Sets a level for loggers of the whole tree; null to take it back. */
    synchronized void set(String name, @Nullable LogLevel level) throws IOException {
        if (tree == null) {
            apply(set.with(name, level));
        } else {
            TreeLevels.write(tree, TreeLevels.read(tree).with(name, level));
            look();
        }
    }

    private boolean apply(LevelRules rules) {
        if (rules.equals(set)) {
            return false;
        }
        set = rules;
        Gate before = gate;
        Gate next = new Gate(
                rooms.gate().wanted(),
                rooms.gate().sinks(),
                rooms.gate().rules().with(rules));
        if (retired) {
            next.end();
        }
        gate = next;
        before.end();
        rooms.diagnostics().report("levels_changed", "levels", rules.toString());
        return true;
    }
}
