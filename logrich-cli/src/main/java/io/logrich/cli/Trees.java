package io.logrich.cli;

import io.logrich.spool.RingFile;
import io.logrich.tree.RunDirectory;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The trees of this user: finds the one that is meant. Changes nothing. Immutable. */
final class Trees {
    private final Path base;

    private Trees(Path base) {
        this.base = base;
    }

    /** The trees under the runtime directory that the environment names. */
    static Trees of(Map<String, String> environment) throws IOException {
        return new Trees(TreeDirectory.base(environment));
    }

    /** The tree in a directory. */
    Path at(Path directory) throws IOException {
        return TreeDirectory.existing(directory).path();
    }

    /** The only tree there is; if it is not the only one, the message lists all. */
    Path only() throws IOException {
        List<Path> all = all();
        if (all.isEmpty()) {
            throw new IOException("there is no tree of this user in " + base + "; --spool names one elsewhere");
        } else if (all.size() > 1) {
            throw new IOException("there are several trees, choose one with --spool: "
                    + all.stream().map(Path::toString).collect(Collectors.joining(" ")));
        }
        return all.get(0);
    }

    /** The tree that a process belongs to or belonged to: one that it logs into, or the one that it was started in. */
    Path ofProcess(long pid) throws IOException {
        for (Path tree : all()) {
            if (hasProcess(tree, pid)) {
                return tree;
            }
        }
        Path started = startedIn(pid);
        if (started != null) {
            return at(started);
        }
        throw new IOException("process " + pid + " belongs to no tree of this user");
    }

    private List<Path> all() throws IOException {
        List<Path> trees = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(base, "tree-*")) {
            for (Path entry : entries) {
                try {
                    trees.add(TreeDirectory.existing(entry).path());
                } catch (IOException | RuntimeException none) {
                    continue; // being made, being deleted, or somebody else's
                }
            }
        }
        trees.sort(null);
        return trees;
    }

    private static boolean hasProcess(Path tree, long pid) {
        try {
            for (RunDirectory run : TreeDirectory.existing(tree).runs()) {
                for (RingFile ring : run.openRings()) {
                    try (ring) {
                        if (ring.header().origin().pid() == pid) {
                            return true;
                        }
                    }
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
        return false;
    }

    /** What a living process's environment says; null where that cannot be seen. */
    private static @Nullable Path startedIn(long pid) {
        try {
            String variables =
                    new String(Files.readAllBytes(Path.of("/proc/" + pid + "/environ")), StandardCharsets.UTF_8);
            for (String variable : variables.split("\0")) {
                if (variable.startsWith(TreeDirectory.VARIABLE + "=")) {
                    return Path.of(variable.substring(TreeDirectory.VARIABLE.length() + 1));
                }
            }
        } catch (IOException | RuntimeException invisible) {
            return null;
        }
        return null;
    }
}
