package io.logrich.tree;

import io.logrich.settings.SpoolSettings;
import io.logrich.spool.RingLayout;
import io.logrich.spool.SpoolException;
import io.logrich.spool.SystemRandom;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a tree of processes: a sub-directory for each process, the lease, the epoch, the carriers. Immutable.
 *
 * <pre>
 * TREE/                 0700
 *   lease               locked by the collector for as long as it lives
 *   collecting          locked by the collector while it collects: the others wait for that to end
 *   epoch               how many collectors there have been
 *   settings            what a successor of the collector is told, if there can be one
 *   closed              the epoch of the collector that has ended in order, if one has
 *   stand-in            the epoch of the last collector that stood in for one that had died
 *   levels              what was set for the loggers of all its processes while they run
 *   wanted              somebody waits for a stand-in to give way
 *   format              its major version, if that is above 1
 *   parked              it was found dead, with something in it that is wanted
 *   carriers/ID         what a child inherits
 *   RUN-ID/             one process
 *     alive             locked by the process for as long as it lives
 *     ring              its ring
 *     log               the tree's log, if it is or was the collector
 *     ended             its end has been told
 *     status            what it says of its sinks and of what it has lost
 * </pre>
 */
public final class TreeDirectory {
    /** The variable that tells a child where its tree is. */
    public static final String VARIABLE = "LOG_TREE";

    static final String LEASE = "lease";
    private static final String COLLECTING = "collecting";
    private static final String EPOCH = "epoch";
    private static final String SETTINGS = "settings";
    private static final String CLOSED = "closed";
    private static final String STAND_IN = "stand-in";
    private static final String LEVELS = "levels";
    private static final String WANTED = "wanted";
    private static final String FORMAT = "format";
    private static final String PARKED = "parked";
    private static final String CARRIERS = "carriers";
    private static final String UNFINISHED = ".new-";

    private static final long CLEANING_NANOS = 2_000_000_000L;

    /** A wish that is older is that of a process which has not lived to see it granted. */
    private static final long WANTED_MILLIS = 5_000;

    private final Path path;
    private final boolean temporary;

    private TreeDirectory(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /**
     * A directory for a new tree; deleted when nothing in it is wanted any more.
     *
     * @param base one of {@link #bases}
     */
    public static TreeDirectory createTemporary(Path base) throws IOException {
        Path path = SecureFiles.newDirectory(SecureFiles.directory(base).resolve("tree-" + SystemRandom.uuid()));
        return new TreeDirectory(path, true);
    }

    /** A directory that was named by somebody, who wants it kept. It is made if it is not there. */
    public static TreeDirectory at(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new SpoolException("the directory of the spool must be inside one that exists, was " + path);
        }
        return new TreeDirectory(SecureFiles.directory(absolute), false);
    }

    /**
     * The tree that exists there.
     *
     * @throws IOException if there is none, or it is not this user's
     */
    public static TreeDirectory existing(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        SecureFiles.checked(absolute);
        if (!Files.exists(absolute.resolve(LEASE), LinkOption.NOFOLLOW_LINKS)) {
            throw new SpoolException(path + " must be the directory of a tree, has no lease");
        }
        TreeDirectory tree = new TreeDirectory(absolute, false);
        int format = tree.number(FORMAT);
        if (format > RingLayout.MAJOR) {
            throw new SpoolException(path + " must be a tree of format " + RingLayout.MAJOR + ", has format " + format);
        }
        return tree;
    }

    /** The directory under which the temporary trees of this user are. */
    public static Path base(Map<String, String> environment) throws IOException {
        return SecureFiles.directory(bases(environment).get(0));
    }

    /** The directories under which temporary trees of this user may be, the best place first. They need not exist. */
    public static List<Path> bases(Map<String, String> environment) throws IOException {
        List<Path> bases = new ArrayList<>();
        String user = "logrich-" + SecureFiles.currentUser();
        String runtime = environment.get("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isBlank() && isOurs(Path.of(runtime))) {
            bases.add(Path.of(runtime).toRealPath().resolve("logrich"));
        }
        for (Path parent : List.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")))) {
            if (Files.isWritable(parent)) {
                bases.add(parent.toRealPath().resolve(user));
            }
        }
        return bases;
    }

    /** Deletes a directory that was made and is not used. */
    public void deleteUnused() {
        try {
            SecureFiles.deleteTree(path);
        } catch (IOException leftBehind) {
            // whoever cleans up beside finds it; the failure that led here is the one to be told
        }
    }

    public Path path() {
        return path;
    }

    /** The same directory, deleted or not when nothing in it is wanted any more. */
    public TreeDirectory asTemporary(boolean deleted) {
        return new TreeDirectory(path, deleted);
    }

    /** Whether somebody has deleted it. */
    public boolean isGone() {
        return !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether it is deleted when nothing in it is wanted any more. */
    boolean isTemporary() {
        return temporary;
    }

    Path lease() {
        return path.resolve(LEASE);
    }

    Path collecting() {
        return path.resolve(COLLECTING);
    }

    Path carriers() {
        return path.resolve(CARRIERS);
    }

    Path carrier(String id) {
        return carriers().resolve(id);
    }

    Path newCarrier(String id) throws IOException {
        SecureFiles.directory(carriers());
        return carrier(id);
    }

    Path run(UUID runId) {
        return path.resolve(runId.toString());
    }

    Path unfinishedRun(UUID runId) {
        return path.resolve(UNFINISHED + runId);
    }

    /** What was set for the loggers of all processes. */
    Path levels() {
        return path.resolve(LEVELS);
    }

    /** What a successor of the collector is told. */
    Path settings() {
        return path.resolve(SETTINGS);
    }

    /**
     * Whether the collector has died and somebody should stand in for it: there is something to go by, it has not ended in
     * order, and nobody else is on his way.
     */
    public boolean isOrphaned() throws IOException {
        return canBeInherited() && !isClosed();
    }

    /** Whether somebody could stand in for the collector, which has died or has ended in order. */
    public boolean canBeInherited() throws IOException {
        return !Lease.isHeld(this) // first, since everybody asks again and again, and mostly that settles it
                && Files.isRegularFile(settings(), LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(lease(), LinkOption.NOFOLLOW_LINKS)
                && !isWanted();
    }

    /** Whether the last collector has ended in order. */
    boolean isClosed() throws IOException {
        return number(CLOSED) == epoch();
    }

    /** Notes that the collector ends in order: nobody is to stand in for it. */
    void markClosed() throws IOException {
        SecureFiles.write(path.resolve(CLOSED), epoch() + "\n");
    }

    void markStandIn(int epoch) throws IOException {
        SecureFiles.write(path.resolve(STAND_IN), epoch + "\n");
    }

    /** Whether the collector only stands in for one that had died. */
    public boolean hasStandIn() throws IOException {
        int epoch = epoch();
        return epoch > 0 && number(STAND_IN) == epoch;
    }

    /** Asks the stand-in to give way; lasts for a few seconds. */
    void markWanted() throws IOException {
        SecureFiles.write(path.resolve(WANTED), "");
    }

    void unmarkWanted() throws IOException {
        Files.deleteIfExists(path.resolve(WANTED));
    }

    /** Whether the stand-in is asked to give way. */
    public boolean isWanted() throws IOException {
        try {
            long since = Files.getLastModifiedTime(path.resolve(WANTED), LinkOption.NOFOLLOW_LINKS)
                    .toMillis();
            return Math.abs(System.currentTimeMillis() - since) < WANTED_MILLIS;
        } catch (NoSuchFileException notWanted) {
            return false;
        }
    }

    /** How many collectors the tree has had. */
    int epoch() throws IOException {
        return number(EPOCH);
    }

    /** Something else whenever the epoch's file is another one; null if there is none. */
    @Nullable
    Object epochState() throws IOException {
        return SecureFiles.stateOf(path.resolve(EPOCH));
    }

    void epoch(int epoch) throws IOException {
        SecureFiles.write(path.resolve(EPOCH), epoch + "\n");
    }

    /** The number in a file; 0 if there is none. */
    private int number(String name) throws IOException {
        Path file = path.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        try {
            return Integer.parseInt(SecureFiles.read(file).strip());
        } catch (NumberFormatException damaged) {
            throw new SpoolException("the " + name + " of " + path + " must be a number", damaged);
        }
    }

    /** The directories of the tree's processes, living and dead. */
    public List<RunDirectory> runs() throws IOException {
        List<RunDirectory> runs = new ArrayList<>();
        for (RunDirectory run : named()) {
            if (run.isDirectory()) {
                runs.add(run);
            }
        }
        return List.copyOf(runs);
    }

    /** How many of its processes live, as the kernel sees them. */
    public int living() throws IOException {
        int living = 0;
        for (RunDirectory run : runs()) {
            living += run.isAlive() ? 1 : 0;
        }
        return living;
    }

    /** Whether there is more in it than one process. No look is taken at what it is. */
    public boolean hasSeveralRuns() throws IOException {
        return named().size() > 1;
    }

    /** Whatever is named like the directory of a process. No look is taken at what it is. */
    List<RunDirectory> named() throws IOException {
        List<RunDirectory> runs = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                UUID id = idOf(entry);
                if (id != null) {
                    runs.add(new RunDirectory(entry, id));
                }
            }
        } catch (java.nio.file.DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        return runs;
    }

    /** Changes whenever a process is added or taken away. */
    long version() throws IOException {
        return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).to(java.util.concurrent.TimeUnit.NANOSECONDS);
    }

    /**
     * Deletes what earlier trees of this user have left beside this one, if it is old or too much. Takes a bounded time.
     *
     * @return what was deleted that somebody could miss
     */
    public DeletedTrees cleanUpBeside(SpoolSettings limits) {
        Path base = path.getParent();
        return temporary && base != null
                ? new DeadTrees(base, limits, System::currentTimeMillis).clean(CLEANING_NANOS)
                : DeletedTrees.NONE;
    }

    /** Whether a process of it lives, or is just beginning to. */
    boolean hasLife() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                        && HeldLock.isHeld(entry.resolve(RunDirectory.ALIVE))) {
                    return true;
                }
            }
        } catch (java.nio.file.DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        return false;
    }

    /** Since when it is known to wait, dead, for somebody who wants what is in it; this is noted now if it was not. */
    long parkedSince(long now) throws IOException {
        Path note = path.resolve(PARKED);
        if (Files.exists(note, LinkOption.NOFOLLOW_LINKS)) {
            long since = DeadTrees.modified(note);
            if (since <= now && since >= collectedMillis()) {
                return since;
            }
        }
        SecureFiles.write(note, "");
        Files.setLastModifiedTime(note, FileTime.fromMillis(now));
        return now;
    }

    /** When the last collector began, ms since 1970; 0 if there has been none. */
    private long collectedMillis() throws IOException {
        try {
            return DeadTrees.modified(path.resolve(EPOCH));
        } catch (NoSuchFileException never) {
            return 0;
        }
    }

    private static @Nullable UUID idOf(Path entry) {
        String name = String.valueOf(entry.getFileName());
        try {
            UUID id = UUID.fromString(name);
            return id.toString().equals(name) ? id : null;
        } catch (IllegalArgumentException somethingElse) {
            return null;
        }
    }

    private static boolean isOurs(Path directory) {
        try {
            SecureFiles.checked(directory.toRealPath());
            return true;
        } catch (IOException | RuntimeException unusable) {
            return false;
        }
    }
}
