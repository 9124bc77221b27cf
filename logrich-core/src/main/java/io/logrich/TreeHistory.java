package io.logrich;

import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.dump.DumpLook;
import io.logrich.dump.DumpWriter;
import io.logrich.dump.History;
import io.logrich.settings.DumpSettings;
import io.logrich.spool.Ring;
import io.logrich.spool.RingFile;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingReader;
import io.logrich.tree.RunDirectory;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the rings of a tree still hold, living or dead, and disturbs nobody by it. Who was told to keep nothing for
 * dumps is not in them: the whole tree, if its collector was told so, else the one process. One thread only.
 */
public final class TreeHistory {
    private final DumpFilter filter;
    private final int maxEvents;
    private final List<RingReader> readers = new ArrayList<>();
    private final List<RingFile> opened = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<UUID> hidden = new HashSet<>();
    private boolean wholeTreeHidden;

    private TreeHistory(DumpFilter filter, int maxEvents) {
        this.filter = filter;
        this.maxEvents = maxEvents;
    }

    /**
     * The newest events of a tree that pass the filter.
     *
     * @param directory the tree's directory
     * @throws IOException if it is no tree of this user
     */
    public static History of(Path directory, DumpFilter filter) throws IOException {
        return new TreeHistory(filter, History.DEFAULT_EVENTS).read(TreeDirectory.existing(directory), null);
    }

    /** The newest events of a runtime's tree, this process's own included. */
    static History of(Rooms rooms, DumpFilter filter) throws IOException {
        TreeHistory history = new TreeHistory(filter, rooms.config().dump().maxEvents());
        if (!rooms.config().dump().enabled()) {
            history.hide(rooms.runId(), !rooms.isMember());
        } else {
            rooms.spool().rings().stream().map(Ring::newReader).forEach(history.readers::add);
        }
        return history.read(rooms.tree(), rooms.runId());
    }

    /** A writer of dumps as the runtime is told that they look. */
    static DumpWriter writer(Rooms rooms, DumpFormat format) {
        DumpSettings dump = rooms.config().dump();
        return DumpWriter.of(format, DumpLook.DEFAULT.withPreset(dump.preset()).withTemplate(dump.template()));
    }

    private History read(@Nullable TreeDirectory tree, @Nullable UUID ownRun) throws IOException {
        try {
            for (RunDirectory run : tree == null ? List.<RunDirectory>of() : tree.runs()) {
                if (!run.runId().equals(ownRun)) {
                    open(run);
                }
            }
            if (wholeTreeHidden || readers.isEmpty() && !hidden.isEmpty()) {
                readers.clear();
                problems.add("nothing is kept for dumps here: enableRingBuffer is false");
            }
            return History.read(readers, filter.withoutRuns(hidden), maxEvents).withProblems(problems);
        } finally {
            for (RingFile ring : opened) {
                ring.close();
            }
        }
    }

    /** Opens the rings of a process. If one of them is no ring, that is told: it must not hide the others. */
    private void open(RunDirectory run) {
        try {
            for (RingFile ring : run.openRings()) {
                opened.add(ring);
                RingHeader header = ring.header();
                if (ProcessName.allowsDumps(header.attributes())) {
                    readers.add(ring.newReader());
                } else {
                    hide(run.runId(), header.role() == RingHeader.ROLE_LOG);
                }
            }
        } catch (IOException | RuntimeException noRing) {
            problems.add("the rings of " + run.runId() + " cannot be read: " + noRing.getMessage());
        }
    }

    private void hide(UUID run, boolean tree) {
        hidden.add(run);
        wholeTreeHidden |= tree;
    }
}
