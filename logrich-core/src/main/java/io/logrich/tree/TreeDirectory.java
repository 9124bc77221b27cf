package io.logrich.tree;

import io.logrich.spool.SpoolException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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
 *   epoch               how many collectors there have been
 *   carriers/ID         what a child inherits
 *   RUN-ID/             one process
 *     alive             locked by the process for as long as it lives
 *     ring              its ring
 *     log               the tree's log, if it is or was the collector
 *     ended             its end has been told
 * </pre>
 */
public final class TreeDirectory {
    /** The variable that tells a child where its tree is. */
    public static final String VARIABLE = "LOG_TREE";

    static final String LEASE = "lease";
    private static final String EPOCH = "epoch";
    private static final String CARRIERS = "carriers";
    private static final String UNFINISHED = ".new-";

    private static final long CLEANING_NANOS = 2_000_000_000L;

    private final Path path;
    private final boolean temporary;

    private TreeDirectory(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** A directory for a new tree, below this user's runtime directory; deleted when nothing in it is wanted any more. */
    public static TreeDirectory createTemporary(Map<String, String> environment) throws IOException {
        Path base = base(environment);
        Path path = SecureFiles.newDirectory(base.resolve("tree-" + UUID.randomUUID()));
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
        return new TreeDirectory(absolute, false);
    }

    /** The directory under which the temporary trees of this user are. */
    public static Path base(Map<String, String> environment) throws IOException {
        String user = SecureFiles.currentUser();
        String runtime = environment.get("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isBlank() && isOurs(Path.of(runtime))) {
            return SecureFiles.directory(Path.of(runtime).toRealPath().resolve("logrich"));
        }
        Path shared = Path.of("/dev/shm");
        Path parent = Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
        return SecureFiles.directory(parent.toRealPath().resolve("logrich-" + user));
    }

    public Path path() {
        return path;
    }

    /** Whether it is deleted when nothing in it is wanted any more. */
    boolean isTemporary() {
        return temporary;
    }

    Path lease() {
        return path.resolve(LEASE);
    }

    Path carrier(String id) {
        return path.resolve(CARRIERS).resolve(id);
    }

    Path newCarrier(String id) throws IOException {
        SecureFiles.directory(path.resolve(CARRIERS));
        return carrier(id);
    }

    Path run(UUID runId) {
        return path.resolve(runId.toString());
    }

    Path unfinishedRun(UUID runId) {
        return path.resolve(UNFINISHED + runId);
    }

    /** How many collectors the tree has had. */
    int epoch() throws IOException {
        Path file = path.resolve(EPOCH);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        try {
            return Integer.parseInt(SecureFiles.read(file).strip());
        } catch (NumberFormatException damaged) {
            throw new SpoolException("the epoch of " + path + " must be a number", damaged);
        }
    }

    void epoch(int epoch) throws IOException {
        SecureFiles.write(path.resolve(EPOCH), epoch + "\n");
    }

    /** The directories of the tree's processes, living and dead. */
    public List<RunDirectory> runs() throws IOException {
        return named().stream().filter(RunDirectory::isDirectory).toList();
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

    /** Deletes what earlier trees of this user have left beside this one, if it is old. Takes a bounded time. */
    public void cleanUpBeside() {
        Path base = path.getParent();
        if (temporary && base != null) {
            Cleaner.cleanOldTrees(base, System::currentTimeMillis, CLEANING_NANOS);
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
