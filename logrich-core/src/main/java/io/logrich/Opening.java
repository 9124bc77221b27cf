package io.logrich;

import io.logrich.event.LogLevel;
import io.logrich.settings.RuntimeConfig;
import io.logrich.tree.Carrier;
import io.logrich.tree.Lease;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Opens runtimes: which kind, is decided by the tree that the process was started in, or was not. Stateless. */
final class Opening {
    private Opening() {}

    /** As configured: a tree of its own, or a member of the one that this process was started in. */
    static LogRuntime open(RuntimeConfig config, Map<String, String> environment) throws IOException {
        return Undisturbed.run(() -> {
            Assembly assembly = new Assembly(config, environment);
            TreeDirectory tree = assembly.inheritedTree();
            if (tree == null) {
                return start(assembly, assembly.root());
            }
            return start(assembly, assembly.member(tree, assembly.inheritedCarrier(tree), true));
        });
    }

    /** A tree of its own. */
    static LogRuntime root(RuntimeConfig config, Map<String, String> environment) throws IOException {
        return Undisturbed.run(() -> {
            Assembly assembly = new Assembly(config, environment);
            return start(assembly, assembly.root());
        });
    }

    /** A member of the tree that this process was started in, else an ordinary runtime. */
    static LogRuntime attach(Map<String, String> environment) throws IOException {
        return Undisturbed.run(() -> attachTo(environment));
    }

    /** A collector for a tree that exists and is somebody else's. */
    static LogRuntime adopt(RuntimeConfig config, Path tree) throws IOException {
        Map<String, String> variables = System.getenv();
        return Undisturbed.run(() -> {
            Assembly assembly = new Assembly(config, variables);
            return start(assembly, assembly.adopter(TreeDirectory.existing(tree)));
        });
    }

    /** A runtime that collects in place of a process that has died; whoever opens it ends it. */
    static LogRuntime standIn(RuntimeConfig config, TreeDirectory tree, Lease lease) throws IOException {
        Map<String, String> variables = System.getenv();
        return Undisturbed.run(() -> new LogRuntime(new Assembly(config, variables).standIn(tree, lease)).begin());
    }

    private static LogRuntime attachTo(Map<String, String> environment) throws IOException {
        Assembly assembly = new Assembly(ImplicitConfig.of(environment), environment);
        TreeDirectory tree = assembly.inheritedTree();
        Carrier carrier = tree == null ? null : assembly.inheritedCarrier(tree);
        Rooms rooms = tree == null || carrier == null ? assembly.implicitRoot() : assembly.member(tree, carrier, false);
        return start(assembly, rooms);
    }

    private static LogRuntime start(Assembly assembly, Rooms rooms) throws IOException {
        LogRuntime runtime = new LogRuntime(rooms).begin().endAtExit();
        for (String notice : assembly.notices()) {
            runtime.say(LogLevel.WARNING, notice, Map.of());
        }
        return runtime;
    }
}
