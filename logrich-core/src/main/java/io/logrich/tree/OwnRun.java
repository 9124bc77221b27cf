package io.logrich.tree;

import io.logrich.spool.ProcessOrigin;
import io.logrich.spool.Ring;
import io.logrich.spool.RingFile;
import io.logrich.spool.RingHeader;
import io.logrich.spool.SystemRandom;
import io.logrich.spool.WriterSlots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** This process's own directory in a tree: it appears complete, locked, in one step. Thread-safe. */
public final class OwnRun {
    private final RunDirectory directory;
    private final HeldLock alive;
    private final ProcessOrigin origin;
    private final String attributes;

    /** Where it is until it is published. */
    private final Path unfinished;

    private OwnRun(RunDirectory directory, HeldLock alive, ProcessOrigin origin, String attributes, Path unfinished) {
        this.unfinished = unfinished;
        this.directory = directory;
        this.alive = alive;
        this.origin = origin;
        this.attributes = attributes;
    }

    /** What is made for a process: its directory and its first ring. */
    public record Opened(OwnRun run, Ring ring) {}

    /** Makes the directory of this process and its first ring, and shows it to others: {@link #prepare}, {@link #publish}. */
    static Opened open(
            TreeDirectory tree,
            UUID runId,
            int capacity,
            int role,
            int epoch,
            String attributes,
            WriterSlots slots,
            long maxEvents,
            boolean relayed)
            throws IOException {
        Opened opened = prepare(tree, runId, capacity, role, epoch, attributes, slots, maxEvents, relayed);
        opened.run.publish();
        return opened;
    }

    /**
     * Makes the directory of this process and its first ring, under a name that others do not look at.
     *
     * @param relayed whether a collector of another process is to read the ring
     * @param maxEvents how many events may wait for the slowest consumer
     */
    public static Opened prepare(
            TreeDirectory tree,
            UUID runId,
            int capacity,
            int role,
            int epoch,
            String attributes,
            WriterSlots slots,
            long maxEvents,
            boolean relayed)
            throws IOException {
        Path unfinished = SecureFiles.newDirectory(tree.unfinishedRun(runId));
        HeldLock alive = null;
        try {
            ProcessOrigin origin = ProcessOrigin.ofThisProcess();
            String name = role == RingHeader.ROLE_LOG ? RunDirectory.LOG : RunDirectory.RING;
            RingHeader header = new RingHeader(capacity, SystemRandom.number(), runId, origin, role, epoch, attributes);
            Ring ring = RingFile.create(unfinished.resolve(name), header, slots, maxEvents);
            if (relayed) {
                ring.addRelay(0);
            }
            Path finished = tree.run(runId);
            // the lock's name in the registry is that of the place where the file is going to be
            alive = HeldLock.tryAcquire(unfinished.resolve(RunDirectory.ALIVE), finished.resolve(RunDirectory.ALIVE));
            if (alive == null) {
                throw new IOException("the lock of a new process is held already");
            }
            OwnRun run = new OwnRun(new RunDirectory(finished, runId), alive, origin, attributes, unfinished);
            return new Opened(run, ring);
        } catch (IOException | RuntimeException | Error failed) {
            if (alive != null) {
                alive.close();
            }
            SecureFiles.deleteTree(unfinished);
            throw failed;
        }
    }

    /** Shows the process to others, in one step: from now on it is one of the tree. */
    public void publish() throws IOException {
        Files.move(unfinished, directory.path(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes everything of this process. */
    void delete() throws IOException {
        SecureFiles.deleteTree(unfinished);
        directory.delete();
    }

    public RunDirectory directory() {
        return directory;
    }

    /** Makes the tree's log, for a process that becomes a collector after it has begun with a ring of its own. */
    public Ring createLog(int capacity, int epoch, WriterSlots slots, long maxEvents) throws IOException {
        RingHeader header = new RingHeader(
                capacity, SystemRandom.number(), directory.runId(), origin, RingHeader.ROLE_LOG, epoch, attributes);
        return RingFile.create(directory.path().resolve(RunDirectory.LOG), header, slots, maxEvents);
    }

    /** Gives up the lock: from now on the process counts as ended. */
    public void close() throws IOException {
        alive.close();
    }

    /** A ring for memory of this process alone. */
    public static RingHeader anonymousHeader(UUID runId, int capacity, String attributes) {
        return new RingHeader(
                capacity,
                SystemRandom.number(),
                runId,
                ProcessOrigin.ofThisProcess(),
                RingHeader.ROLE_RING,
                0,
                attributes);
    }
}
