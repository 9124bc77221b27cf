package io.logrich;

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
            TreeDirectory tree = Assembly.inheritedTree(environment, assembly.diagnostics());
            if (tree == null) {
                return start(assembly.root());
            }
            Carrier carrier = Assembly.inheritedCarrier(tree, environment, assembly.diagnostics());
            return start(assembly.member(tree, carrier, true));
        });
    }

    /** A tree of its own. */
    static LogRuntime root(RuntimeConfig config, Map<String, String> environment) throws IOException {
        return Undisturbed.run(() -> start(new Assembly(config, environment).root()));
    }

    /** A member of the tree that this process was started in, else an ordinary runtime. */
    static LogRuntime attach(Map<String, String> environment) throws IOException {
        return Undisturbed.run(() -> attachTo(environment));
    }

    /** A collector for a tree that exists and is somebody else's. */
    static LogRuntime adopt(RuntimeConfig config, Path tree) throws IOException {
        Map<String, String> variables = System.getenv();
        return Undisturbed.run(() -> start(new Assembly(config, variables).adopter(TreeDirectory.existing(tree))));
    }

    /** A runtime that collects in place of a process that has died; whoever opens it ends it. */
    static LogRuntime standIn(RuntimeConfig config, TreeDirectory tree, Lease lease) throws IOException {
        Map<String, String> variables = System.getenv();
        return Undisturbed.run(() -> new LogRuntime(new Assembly(config, variables).standIn(tree, lease)).begin());
    }

    private static LogRuntime attachTo(Map<String, String> environment) throws IOException {
        RuntimeConfig config = ImplicitConfig.of(environment);
        Assembly assembly = new Assembly(config, environment);
        TreeDirectory tree = Assembly.inheritedTree(environment, assembly.diagnostics());
        Carrier carrier = tree == null ? null : Assembly.inheritedCarrier(tree, environment, assembly.diagnostics());
        if (tree == null || carrier == null) {
            return start(assembly.root());
        }
        try {
            return start(assembly.member(tree, carrier, false));
        } catch (IOException unusable) {
            assembly.diagnostics()
                    .report("tree_unavailable", "tree", tree.path().toString(), "error", unusable.toString());
            return start(new Assembly(config, environment).root());
        }
    }

    private static LogRuntime start(Rooms rooms) throws IOException {
        return new LogRuntime(rooms).begin().endAtExit();
    }
}
