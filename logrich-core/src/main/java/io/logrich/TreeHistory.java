package io.logrich;

import io.logrich.dump.History;
import io.logrich.spool.Ring;
import io.logrich.spool.RingFile;
import io.logrich.spool.RingReader;
import io.logrich.tree.RunDirectory;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads what the rings of a tree still hold, living or dead, and disturbs nobody by it. Stateless. */
public final class TreeHistory {
    private TreeHistory() {}

    /**
     * The newest events of a tree.
     *
     * @param directory the tree's directory
     * @param maxEvents how many at most
     * @throws IOException if it is no tree of this user
     */
    public static History of(Path directory, int maxEvents) throws IOException {
        return read(TreeDirectory.existing(directory), new UUID(0, 0), List.of(), maxEvents);
    }

    /** The newest events of a runtime's tree, this process's own included. */
    static History of(Rooms rooms, int maxEvents) throws IOException {
        List<RingReader> own =
                rooms.spool().rings().stream().map(Ring::newReader).toList();
        TreeDirectory tree = rooms.tree();
        return tree == null ? History.read(own, maxEvents) : read(tree, rooms.runId(), own, maxEvents);
    }

    private static History read(TreeDirectory tree, UUID ownRun, List<RingReader> own, int maxEvents)
            throws IOException {
        List<RingReader> readers = new ArrayList<>(own);
        List<RingFile> opened = new ArrayList<>();
        try {
            for (RunDirectory run : tree.runs()) {
                if (!run.runId().equals(ownRun)) {
                    opened.addAll(openOrSkip(run));
                }
            }
            opened.stream()
                    .filter(ring -> ProcessName.allowsDumps(ring.header().attributes()))
                    .forEach(ring -> readers.add(ring.newReader()));
            return History.read(readers, maxEvents);
        } finally {
            for (RingFile ring : opened) {
                ring.close();
            }
        }
    }

    /** The rings of a process; none if one of them is no ring: somebody else's trouble must not hide the rest. */
    private static List<RingFile> openOrSkip(RunDirectory run) {
        try {
            return run.openRings();
        } catch (IOException | RuntimeException noRing) {
            return List.of();
        }
    }
}
