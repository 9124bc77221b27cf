package io.logrich.cli;

import io.logrich.dump.History;
import io.logrich.spool.RingFile;
import io.logrich.spool.RingReader;
import io.logrich.tree.RunDirectory;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what the processes of a tree have logged last, whether they live or not, and changes nothing. Stateless. */
final class TreeHistory {
    private TreeHistory() {}

    /**
     * Reads the rings of a tree; what cannot be read is said on the given stream.
     *
     * @throws IOException if there is no tree
     */
    static History read(Path directory, PrintWriter err) throws IOException {
        List<RingFile> rings = new ArrayList<>();
        try {
            for (RunDirectory run : TreeDirectory.existing(directory).runs()) {
                try {
                    rings.addAll(run.openRings());
                } catch (IOException unreadable) {
                    err.println("logrich: the rings of " + run.runId() + " cannot be read: "
                            + Failures.describe(unreadable));
                }
            }
            List<RingReader> readers = rings.stream().map(RingFile::newReader).toList();
            History history = History.read(readers, History.DEFAULT_EVENTS);
            history.problems().forEach(problem -> err.println("logrich: " + problem));
            return history;
        } finally {
            for (RingFile ring : rings) {
                ring.close();
            }
        }
    }
}
