package io.logrich.cli;

import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which tree is meant, said the same way to every command that looks at one. */
final class TreeChoice {
    @ArgGroup
    private @Nullable Which which;

    /** One of these, or none. */
    private static final class Which {
        @Option(names = "--spool", paramLabel = "DIR", description = "The tree in this directory.")
        private @Nullable Path spool;

        @Option(
                names = "--pid",
                paramLabel = "PID",
                description = "The tree that this process belongs to, or belonged to.")
        private @Nullable Long pid;

        @Option(
                names = "--tree",
                paramLabel = "ID",
                description = "The tree of this name, or with a process of this run id; the beginning is enough.")
        private @Nullable String id;
    }

    /** Whether anything was said. */
    boolean isGiven() {
        return which != null;
    }

    /** The process that was named, or null. */
    @Nullable
    Long pid() {
        return which == null ? null : which.pid;
    }

    /**
     * The tree that is meant.
     *
     * @throws UnclearTreeException if it is none or may be several
     */
    TreeDirectory tree(CommandLine command, Map<String, String> environment) {
        List<TreeDirectory> fitting;
        Trees trees;
        try {
            trees = Trees.of(environment);
            if (which == null) {
                fitting = trees.current();
            } else if (which.spool != null) {
                fitting = List.of(TreeDirectory.existing(which.spool));
            } else if (which.pid != null) {
                fitting = trees.ofProcess(which.pid);
            } else {
                fitting = trees.named(String.valueOf(which.id));
            }
        } catch (IOException | RuntimeException none) {
            throw new UnclearTreeException(command, Failures.describe(none), List.of());
        }
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        String what = fitting.isEmpty() ? "there is no " + wanted() + " in " + trees.base() : several();
        throw new UnclearTreeException(
                command, what, fitting.stream().map(Trees::describe).toList());
    }

    private String wanted() {
        if (which == null) {
            return "tree of this user";
        }
        return which.pid == null
                ? "tree or process whose id is or begins with '" + which.id + "'"
                : "tree that process " + which.pid + " belongs to";
    }

    private String several() {
        return which == null
                ? "there are several trees, choose one with --spool, --pid or --tree"
                : "several trees fit, choose one with --spool";
    }
}
