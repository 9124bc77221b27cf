package io.logrich.tree;

import io.logrich.spool.RecordLayout;
import io.logrich.spool.Ring;
import io.logrich.spool.RingWriter;
import io.logrich.spool.Spool;
import io.logrich.spool.WriterSlot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What a process still has to do for its tree when something ends: a child, a flush, itself. Stateless. */
public final class TreeExit {
    private static final int TRIES = 100;
    private static final long BETWEEN_TRIES_NANOS = 1_000_000;
    private static final long LOOK_EVERY = 256;

    private TreeExit() {}

    /** Tells the collector, through this process's ring, how a child has ended. */
    public static void tell(Spool spool, ExitNote note) {
        byte[] bytes = note.toBytes();
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        WriterSlot slot = spool.slots().add();
        for (int i = 0; i < TRIES; i++) {
            RingWriter writer = spool.current().writer();
            int answer = writer.appendNote(slot, bytes, bytes.length, RecordLayout.TYPE_EXIT, (int) crc.getValue());
            if (answer != RingWriter.FULL) {
                break;
            }
            LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
        }
        spool.slots().remove(slot);
    }

    /** Waits until the collector says that every lane has finished with what the ring holds now; false if not in time. */
    public static boolean awaitFinished(Ring ring, @Nullable TreeDirectory tree, long nanos) {
        long start = System.nanoTime();
        long end = ring.writer().tail();
        for (long look = 1; ring.treeFinished() < end; look++) {
            if (System.nanoTime() - start > nanos || look % LOOK_EVERY == 0 && !isCollected(tree)) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
        }
        return true;
    }

    /**
     * Takes leave of the tree: closes the rings in order, lets the locks go, and deletes what nobody wants any more.
     *
     * @param delivered whether every sink has everything from this process
     * @param treeDone whether nothing of any process of the tree is wanted any more
     * @param keep whether the rings may be read again after delivery; those of a stand-in never are: what they hold is in the
     *     rings of those who wrote it, and its like may come and go often
     */
    public static void leave(
            @Nullable TreeDirectory tree,
            @Nullable Lease lease,
            @Nullable OwnRun run,
            Spool spool,
            boolean delivered,
            boolean treeDone,
            boolean keep)
            throws IOException {
        for (Ring ring : spool.rings()) {
            ring.writer().markClosed();
        }
        if (tree == null || run == null) {
            return;
        }
        if (lease != null && delivered) {
            run.directory().markTold();
        }
        run.close();
        if (lease != null) {
            try (lease) {
                clear(tree, lease, run, delivered, treeDone, keep);
            }
        }
    }

    /** Deletes what can be deleted before anything is written: the space may be what is missing. */
    private static void clear(
            TreeDirectory tree, Lease lease, OwnRun run, boolean delivered, boolean treeDone, boolean keep)
            throws IOException {
        if (treeDone && tree.isTemporary()) {
            SecureFiles.deleteTree(tree.path());
            return;
        }
        if (treeDone && !keep || delivered && lease.isInherited()) {
            run.directory().delete();
        }
        if (lease.endsTree()) {
            Files.deleteIfExists(tree.levels());
            tree.markClosed();
        }
    }

    /**
     * Takes down what stands already of a process that could not open the rest; nothing of it was ever used. A tree that
     * others have made stays.
     */
    public static void abandon(@Nullable TreeDirectory tree, @Nullable Lease lease, @Nullable OwnRun run) {
        try {
            if (run != null) {
                run.close();
                run.delete();
            }
            if (tree != null && tree.isTemporary() && lease != null && !lease.isInherited()) {
                SecureFiles.deleteTree(tree.path());
            }
            if (lease != null) {
                lease.close();
            }
        } catch (IOException leftBehind) {
            // whoever cleans up beside finds it; the failure that led here is the one to be told
        }
    }

    /** Whether somebody collects the tree. */
    public static boolean isCollected(@Nullable TreeDirectory tree) {
        try {
            return tree != null && Lease.isHeld(tree);
        } catch (IOException gone) {
            return false;
        }
    }
}
