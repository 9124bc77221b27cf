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
import java.util.zip.CRC32C;

/** Directories of processes that the collector finds next to its own, sound ones and others. */
final class Neighbour {
    static final int CAPACITY = 64 * 1024;

    private static final int HEADER_BYTES = 4096;
    private static final int RUN_ID = 32;
    private static final int HEADER_CRC = 120;
    private static final int ATTRIBUTES = 3072;
    private static final int TAIL = 128;
    private static final int MAJOR = 6;

    private Neighbour() {}

    /** A process that lives until it is closed: this JVM holds its lock. */
    static OwnRun alive(TreeDirectory tree, UUID run) throws IOException {
        return OwnRun.open(tree, run, CAPACITY, RingHeader.ROLE_RING, 0, "{}", new WriterSlots(), 1000, true)
                .run();
    }

    /** The bytes of a sound ring in which nothing is yet. It is made where no collector comes by. */
    static byte[] soundRing(TreeDirectory tree) throws IOException {
        TreeDirectory quarry = TreeDirectory.at(tree.path().resolveSibling("quarry"));
        OwnRun run = alive(quarry, UUID.randomUUID());
        byte[] bytes = Files.readAllBytes(run.directory().path().resolve(RunDirectory.RING));
        run.close();
        run.directory().delete();
        return bytes;
    }

    /** A directory with a ring of those bytes; it appears in one step, and nobody holds its lock. */
    static RunDirectory with(TreeDirectory tree, byte[] ring) throws IOException {
        UUID run = UUID.randomUUID();
        Path unfinished = SecureFiles.newDirectory(tree.unfinishedRun(run));
        write(unfinished.resolve(RunDirectory.RING), ownedBy(ring, run));
        Files.move(unfinished, tree.run(run));
        return new RunDirectory(tree.run(run), run);
    }

    /** Writes a file that only its owner can touch, so that it is refused for its bytes or not at all. */
    static Path write(Path file, byte[] bytes) throws IOException {
        Files.createFile(file, SecureFiles.ONLY_MINE);
        return Files.write(file, bytes);
    }

    /** A directory with only a header page, the rest a hole: as large as a ring, and costs 4 KiB. */
    static RunDirectory sparse(TreeDirectory tree, byte[] ring) throws IOException {
        UUID run = UUID.randomUUID();
        Path unfinished = SecureFiles.newDirectory(tree.unfinishedRun(run));
        Path ringFile = Files.createFile(unfinished.resolve(RunDirectory.RING), SecureFiles.ONLY_MINE);
        try (FileChannel channel = FileChannel.open(ringFile, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(ownedBy(ring, run), 0, HEADER_BYTES));
            channel.write(ByteBuffer.allocate(1), ring.length - 1);
        }
        Files.move(unfinished, tree.run(run));
        return new RunDirectory(tree.run(run), run);
    }

    /** The same ring of another process, if its header is sound; else the bytes as they are. */
    private static byte[] ownedBy(byte[] ring, UUID run) {
        if (ring.length < HEADER_BYTES) {
            return ring;
        }
        ByteBuffer header = ByteBuffer.wrap(ring.clone()).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(HEADER_CRC) != crcOf(header)) {
            return ring;
        }
        header.putLong(RUN_ID, run.getMostSignificantBits()).putLong(RUN_ID + 8, run.getLeastSignificantBits());
        header.putInt(HEADER_CRC, crcOf(header));
        return header.array();
    }

    private static int crcOf(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.array(), 8, HEADER_CRC - 8);
        int attributes = Math.max(0, Math.min(HEADER_BYTES - ATTRIBUTES, header.getInt(HEADER_CRC - 4)));
        crc.update(header.array(), ATTRIBUTES, attributes);
        return (int) crc.getValue();
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
