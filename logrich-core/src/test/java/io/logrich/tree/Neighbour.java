package io.logrich.tree;

import io.logrich.spool.RingHeader;
import io.logrich.spool.WriterSlots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Directories of processes that the collector finds next to its own, sound ones and others. */
final class Neighbour {
    static final int CAPACITY = 64 * 1024;

    private static final int HEADER_BYTES = 4096;
    private static final int TAIL = 128;
    private static final int MAJOR = 6;

    private Neighbour() {}

    /** A process that lives until it is closed: this JVM holds its lock. */
    static OwnRun alive(TreeDirectory tree, UUID run) throws IOException {
        return OwnRun.open(tree, run, CAPACITY, RingHeader.ROLE_RING, 0, "{}", new WriterSlots(), 1000, true)
                .run();
    }

    /** The bytes of a sound ring in which nothing is yet. */
    static byte[] soundRing(TreeDirectory tree) throws IOException {
        OwnRun run = alive(tree, UUID.randomUUID());
        byte[] bytes = Files.readAllBytes(run.directory().path().resolve(RunDirectory.RING));
        run.close();
        run.directory().delete();
        return bytes;
    }

    /** A directory with a ring of those bytes; it appears in one step, and nobody holds its lock. */
    static RunDirectory with(TreeDirectory tree, byte[] ring) throws IOException {
        UUID run = UUID.randomUUID();
        Path unfinished = SecureFiles.newDirectory(tree.unfinishedRun(run));
        Files.write(unfinished.resolve(RunDirectory.RING), ring);
        Files.move(unfinished, tree.run(run));
        return new RunDirectory(tree.run(run), run);
    }

    /** A directory with only a header page, the rest a hole: as large as a ring, and costs 4 KiB. */
    static RunDirectory sparse(TreeDirectory tree, byte[] ring) throws IOException {
        UUID run = UUID.randomUUID();
        Path unfinished = SecureFiles.newDirectory(tree.unfinishedRun(run));
        try (FileChannel channel = FileChannel.open(
                unfinished.resolve(RunDirectory.RING), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(ring, 0, HEADER_BYTES));
            channel.write(ByteBuffer.allocate(1), ring.length - 1);
        }
        Files.move(unfinished, tree.run(run));
        return new RunDirectory(tree.run(run), run);
    }

    static byte[] withTail(byte[] ring, long tail) {
        byte[] changed = ring.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(TAIL, tail);
        return changed;
    }

    static byte[] withMajor(byte[] ring, int major) {
        byte[] changed = ring.clone();
        changed[MAJOR] = (byte) major;
        return changed;
    }

    static Path pipe(Path path) throws IOException {
        try {
            Process made = new ProcessBuilder("mkfifo", "-m", "600", path.toString()).start();
            if (made.waitFor() != 0) {
                throw new IOException("no pipe could be made");
            }
            return path;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
