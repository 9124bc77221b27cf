package io.logrich;

import io.logrich.dump.DumpFilter;
import io.logrich.dump.Following;
import io.logrich.spool.RingFile;
import io.logrich.spool.RingHeader;
import io.logrich.tree.RunDirectory;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Goes along with what the processes of a tree log, those that live and those that are yet to start, and disturbs nobody
 * by it. Ends with the tree. Who was told to keep nothing for dumps is not shown. One thread only.
 */
public final class TreeFollowing implements AutoCloseable {
    private static final long DISCOVER_NANOS = 50_000_000;
    private static final long DEATHS_NANOS = 250_000_000;

    /** How long nobody may live before the tree counts as ended: a successor may be on its way. */
    private static final int LIFELESS_LOOKS = 4;

    /** What tells a ring from every other: two of one process differ in role or salt. */
    private record RingName(UUID run, int role, int salt) {}

    private final TreeDirectory tree;
    private final Following following;
    private final LongSupplier nanoTime;
    private final Map<UUID, FileTime> runs = new HashMap<>();
    private final Set<RingName> known = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private long discovered;
    private long buried;
    private int lifeless;
    private boolean hidden;

    private TreeFollowing(TreeDirectory tree, Following following, LongSupplier nanoTime) {
        this.tree = tree;
        this.following = following;
        this.nanoTime = nanoTime;
        this.discovered = nanoTime.getAsLong() - DISCOVER_NANOS;
        this.buried = nanoTime.getAsLong() - DEATHS_NANOS;
    }

    /**
     * Goes along with a tree.
     *
     * @param directory the tree's directory
     * @param newest how many events of the past to begin with at most, unless the filter says so; 0 for none
     * @throws IOException if it is no tree of this user
     */
    public static TreeFollowing of(Path directory, DumpFilter filter, int newest) throws IOException {
        Following following = new Following(filter, newest);
        return new TreeFollowing(TreeDirectory.existing(directory), following, System::nanoTime);
    }

    /** Hands on what is new, and says how many events that were. */
    public int look(Following.Taker taker) throws IOException {
        long now = nanoTime.getAsLong();
        if (now - discovered >= DISCOVER_NANOS) {
            discovered = now;
            discover();
        }
        int events = following.look(taker, problems);
        if (now - buried >= DEATHS_NANOS) {
            buried = now;
            bury(events);
        }
        return events;
    }

    /** Whether nobody of the tree lives any more, and everything was shown. */
    public boolean isOver() {
        return hidden || following.isOver() && lifeless >= LIFELESS_LOOKS;
    }

    /** How often events were written over before they could be shown, since the last call. */
    public long takeGaps() {
        return following.takeGaps();
    }

    /** What could not be read since the last call, for people. */
    public List<String> takeProblems() {
        List<String> taken = List.copyOf(problems);
        problems.clear();
        return taken;
    }

    @Override
    public void close() {
        following.close();
    }

    private void discover() throws IOException {
        List<RunDirectory> there;
        try {
            there = tree.runs();
        } catch (NoSuchFileException gone) {
            return;
        }
        forget(there);
        for (RunDirectory run : there) {
            try {
                FileTime changed = Files.getLastModifiedTime(run.path(), LinkOption.NOFOLLOW_LINKS);
                if (!changed.equals(runs.put(run.runId(), changed))) {
                    open(run);
                }
            } catch (NoSuchFileException gone) {
                continue;
            } catch (IOException | RuntimeException noRing) {
                problems.add("the rings of " + run.runId() + " cannot be read: " + noRing.getMessage());
            }
        }
    }

    /** Forgets those that are gone, once they are many. */
    private void forget(List<RunDirectory> there) {
        if (runs.size() > 2 * there.size() + 100) {
            Set<UUID> ids = there.stream().map(RunDirectory::runId).collect(Collectors.toSet());
            runs.keySet().retainAll(ids);
            known.removeIf(ring -> !ids.contains(ring.run()));
        }
    }

    private void open(RunDirectory run) throws IOException {
        for (RingFile ring : run.openRings()) {
            RingHeader header = ring.header();
            boolean shown = ProcessName.allowsDumps(header.attributes());
            if (!shown) {
                following.hide(run.runId());
            }
            if (!shown && header.role() == RingHeader.ROLE_LOG && !hidden) {
                hidden = true;
                following.close();
                problems.add("nothing is kept for dumps here: enableRingBuffer is false");
            }
            if (shown && !hidden && known.add(new RingName(run.runId(), header.role(), header.salt()))) {
                following.add(ring);
            } else {
                ring.close();
            }
        }
    }

    private void bury(int shown) throws IOException {
        Set<UUID> living = new HashSet<>();
        try {
            for (RunDirectory run : tree.runs()) {
                if (run.isAlive()) {
                    living.add(run.runId());
                }
            }
        } catch (NoSuchFileException gone) {
            living.clear();
        }
        lifeless = living.isEmpty() && shown == 0 ? lifeless + 1 : 0;
        following.letGoOfDead(run -> !living.contains(run));
    }
}
