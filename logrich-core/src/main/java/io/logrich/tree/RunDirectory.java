package io.logrich.tree;

import io.logrich.spool.RingFile;
import io.logrich.spool.SpoolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The directory of one process of a tree, as others see it. Immutable.
 *
 * @param path the directory
 * @param runId its name, the identity of the process
 */
public record RunDirectory(Path path, UUID runId) {
    static final String ALIVE = "alive";
    static final String RING = "ring";
    static final String LOG = "log";
    private static final String ENDED = "ended";
    private static final String STATUS = "status";

    /** Whether the process lives, as the kernel sees it; what is in the place of a directory is no sign of life. */
    public boolean isAlive() throws IOException {
        return isDirectory() && HeldLock.isHeld(path.resolve(ALIVE));
    }

    /** Whether it is a directory, and not something else of that name. */
    boolean isDirectory() {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether there is anything in it where rings are. */
    boolean hasRings() {
        return Files.exists(path.resolve(RING), LinkOption.NOFOLLOW_LINKS)
                || Files.exists(path.resolve(LOG), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether its end has been told already. */
    boolean isTold() {
        return Files.exists(path.resolve(ENDED), LinkOption.NOFOLLOW_LINKS);
    }

    /** Notes that its end has been told. */
    void markTold() throws IOException {
        SecureFiles.mark(path, ENDED);
    }

    /** When its end was told, ms since 1970; 0 if it was not. */
    long toldMillis() throws IOException {
        try {
            return Files.getLastModifiedTime(path.resolve(ENDED), LinkOption.NOFOLLOW_LINKS)
                    .toMillis();
        } catch (NoSuchFileException untold) {
            return 0;
        }
    }

    /** What the process says of itself. */
    Path status() {
        return path.resolve(STATUS);
    }

    /** Opens the rings that the process has or had, the one it began with first. */
    public List<RingFile> openRings() throws IOException {
        List<RingFile> rings = new ArrayList<>();
        try {
            for (String name : List.of(RING, LOG)) {
                if (Files.exists(path.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                    RingFile ring = RingFile.open(path.resolve(name), SecureFiles.currentUser());
                    rings.add(ring);
                    if (!ring.header().runId().equals(runId)) {
                        throw new SpoolException("a ring that claims to be of another process");
                    }
                }
            }
            return rings;
        } catch (IOException | RuntimeException | Error failed) {
            for (RingFile ring : rings) {
                ring.close();
            }
            throw failed;
        }
    }

    void delete() throws IOException {
        SecureFiles.deleteTree(path);
    }
}
