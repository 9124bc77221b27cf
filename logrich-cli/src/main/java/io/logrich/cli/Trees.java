package io.logrich.cli;

import io.logrich.render.SafeText;
import io.logrich.spool.RingFile;
import io.logrich.tree.RunDirectory;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The trees of this user: finds those that may be meant. Changes nothing. Immutable. */
final class Trees {
    private final Path base;

    private Trees(Path base) {
        this.base = base;
    }

    /**
     * The trees under the runtime directory that the environment names; if there are none, those in the next best place,
     * where they are made for lack of space.
     */
    static Trees of(Map<String, String> environment) throws IOException {
        List<Path> bases = TreeDirectory.bases(environment);
        for (Path base : bases) {
            Trees trees = new Trees(base);
            if (Files.isDirectory(base) && !trees.all().isEmpty()) {
                return trees;
            }
        }
        return new Trees(TreeDirectory.base(environment));
    }

    /** The directory that they are in, unless somebody wanted one elsewhere. */
    Path base() {
        return base;
    }

    /** All of them, in the order of their names. */
    List<TreeDirectory> all() throws IOException {
        List<TreeDirectory> trees = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(base, "tree-*")) {
            for (Path entry : entries) {
                try {
                    trees.add(TreeDirectory.existing(entry));
                } catch (IOException | RuntimeException none) {
                    continue; // being made, being deleted, or somebody else's
                }
            }
        }
        trees.sort(Comparator.comparing(TreeDirectory::path));
        return trees;
    }

    /** Those that live; if none does, those that are left. */
    List<TreeDirectory> current() throws IOException {
        return preferLiving(all());
    }

    /** Those with that name or with a process of that run id, or one that begins so. */
    List<TreeDirectory> named(String id) throws IOException {
        String beginning = id.strip().toLowerCase(Locale.ROOT);
        List<TreeDirectory> fitting = new ArrayList<>();
        for (TreeDirectory tree : all()) {
            String name = tree.path().getFileName().toString();
            boolean fits = name.startsWith(beginning) || name.startsWith("tree-" + beginning);
            if (!beginning.isEmpty() && (fits || hasRun(tree, beginning))) {
                fitting.add(tree);
            }
        }
        return fitting;
    }

    /**
     * Those that a process belongs to or belonged to: where it lives in one, that alone; a number may have been given to
     * many processes that are dead.
     */
    List<TreeDirectory> ofProcess(long pid) throws IOException {
        List<TreeDirectory> former = new ArrayList<>();
        for (TreeDirectory tree : all()) {
            switch (presence(tree, pid)) {
                case ALIVE -> {
                    return List.of(tree);
                }
                case DEAD -> former.add(tree);
                default -> {}
            }
        }
        Path elsewhere = ProcessFiles.treeOf(pid);
        return elsewhere == null ? former : List.of(TreeDirectory.existing(elsewhere));
    }

    /** A tree in one line, for people who must choose. */
    static String describe(TreeDirectory tree) {
        List<Long> pids = new ArrayList<>();
        for (RunDirectory run : runs(tree)) {
            if (isAlive(run)) {
                pids.addAll(pidsOf(run));
            }
        }
        String alive = pids.stream().distinct().sorted().map(String::valueOf).collect(Collectors.joining(" "));
        return SafeText.of(tree.path().toString()) + (alive.isEmpty() ? "  no process alive" : "  alive: " + alive);
    }

    private static List<TreeDirectory> preferLiving(List<TreeDirectory> trees) {
        List<TreeDirectory> living = trees.stream()
                .filter(tree -> runs(tree).stream().anyMatch(Trees::isAlive))
                .toList();
        return living.isEmpty() ? trees : living;
    }

    /** Whether a process is in a tree. */
    private enum Presence {
        NONE,
        DEAD,
        ALIVE
    }

    private static Presence presence(TreeDirectory tree, long pid) {
        Presence presence = Presence.NONE;
        for (RunDirectory run : runs(tree)) {
            if (pidsOf(run).contains(pid)) {
                if (isAlive(run)) {
                    return Presence.ALIVE;
                }
                presence = Presence.DEAD;
            }
        }
        return presence;
    }

    private static boolean hasRun(TreeDirectory tree, String beginning) {
        return runs(tree).stream().anyMatch(run -> run.runId().toString().startsWith(beginning));
    }

    private static List<RunDirectory> runs(TreeDirectory tree) {
        try {
            return tree.runs();
        } catch (IOException vanished) {
            return List.of();
        }
    }

    private static boolean isAlive(RunDirectory run) {
        try {
            return run.isAlive();
        } catch (IOException vanished) {
            return false;
        }
    }

    private static List<Long> pidsOf(RunDirectory run) {
        List<Long> pids = new ArrayList<>();
        try {
            for (RingFile ring : run.openRings()) {
                try (ring) {
                    pids.add(ring.header().origin().pid());
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            return pids;
        }
        return pids;
    }
}
