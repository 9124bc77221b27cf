package io.logrich.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ring of any process, alive or dead, as others see it: a file that is read, never mapped. One thread only. Also makes
 * the files of this process's own rings.
 */
public final class RingFile implements AutoCloseable {
    private static final int BLOCK = 256 * 1024;

    /** Bits of a mode: the permissions of group and others, and the type (inode(7)). */
    private static final int OTHERS = 077;

    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR_FILE = 0100000;

    private final FileChannel channel;
    private final RingSource source;
    private final RingHeader header;

    private RingFile(FileChannel channel, RingSource source, RingHeader header) {
        this.channel = channel;
        this.source = source;
        this.header = header;
    }

    /**
     * Creates a ring file: written block by block, so that a lack of space shows here and not as a signal later, mapped,
     * touched, and only then given its name.
     *
     * @throws IOException if there is no space, no permission, or the name is taken; no file is left then
     */
    public static Ring create(Path file, RingHeader header, WriterSlots slots, long maxEvents) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            RingMemory memory = allocate(unfinished, header.capacity());
            Ring ring = Ring.over(memory, header, slots, maxEvents);
            publish(unfinished, file);
            return ring;
        } catch (FileAlreadyExistsException notOurs) {
            throw notOurs;
        } catch (IOException | RuntimeException | Error failed) {
            Files.deleteIfExists(unfinished);
            throw failed;
        }
    }

    /**
     * Opens a ring to read it. Follows no link, blocks on no pipe, and takes only a regular file with one name that
     * belongs to the given owner and that nobody else may touch.
     *
     * @throws IOException if it is anything else
     */
    public static RingFile open(Path file, String owner) throws IOException {
        var attributes = Files.readAttributes(file, "unix:mode,uid,nlink,size", LinkOption.NOFOLLOW_LINKS);
        int mode =
                attributes.get("mode") instanceof Integer bits ? bits : -1; // all from one look: it may be gone by now
        if ((mode & FILE_TYPE) != REGULAR_FILE) {
            throw new SpoolException("not a ring: no regular file");
        }
        if (Integer.valueOf(0).equals(attributes.get("nlink"))) {
            throw new NoSuchFileException(file.toString()); // deleted in the middle of that look
        }
        if (!Integer.valueOf(1).equals(attributes.get("nlink"))) {
            throw new SpoolException("not a ring: it has several names");
        }
        if (!owner.equals(String.valueOf(attributes.get("uid")))) {
            throw new SpoolException("not a ring of this user: it belongs to user " + attributes.get("uid"));
        }
        if ((mode & OTHERS) != 0) {
            throw new SpoolException("not a ring of this user alone: others may read or write it");
        }
        // read and write: does not block on a pipe, which may have been put here meanwhile, and fails on it when read
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        try {
            RingSource source = new FileSource(channel);
            RingHeader header = RingHeader.read(source);
            long expected = (long) RingLayout.HEADER_BYTES + header.capacity();
            if (channel.size() != expected) {
                throw new SpoolException("a ring of " + channel.size() + " bytes, its header speaks of " + expected);
            }
            return new RingFile(channel, source, header);
        } catch (IOException | RuntimeException | Error failed) {
            channel.close();
            throw failed;
        }
    }

    public RingHeader header() {
        return header;
    }

    public RingReader newReader() {
        return new RingReader(source, header);
    }

    /** The relay of the ring, or null if its own process's lanes read it. */
    public @Nullable Consumer relay() throws IOException {
        return Consumer.relayOf(source);
    }

    /** The consumer of that name, or null. */
    public @Nullable Consumer consumer(String name) throws IOException {
        return Consumer.find(source, name);
    }

    /** Adds a consumer that has finished up to the given position. */
    public Consumer addConsumer(String name, long cursor, long events) throws IOException {
        return Consumer.create(source, name, cursor, events);
    }

    /** Takes the slot of the relay, where an earlier collector may have left its place. */
    public Consumer relay(long cursor, long events) throws IOException {
        return Consumer.relay(source, cursor, events);
    }

    public List<Consumer> consumers() throws IOException {
        return Consumer.all(source);
    }

    /** Tells the process of this ring up to where every lane of the tree has finished with its events. */
    public void publishTreeFinished(long position, long events) throws IOException {
        source.writeWord(RingLayout.TREE_FINISHED_EVENTS, events);
        source.writeWord(RingLayout.TREE_FINISHED, position);
    }

    /** Up to where every lane of the tree has finished with this ring's events, as a collector published it. */
    public long treeFinished() throws IOException {
        return source.readWord(RingLayout.TREE_FINISHED);
    }

    /** How many events of this ring every lane of the tree has finished, as a collector published it. */
    public long treeFinishedEvents() throws IOException {
        return source.readWord(RingLayout.TREE_FINISHED_EVENTS);
    }

    /** Leaves for the next collector how many of the sequences that the relay has passed are void. */
    public void publishVoided(long voided) throws IOException {
        source.writeWord(RingLayout.VOIDED, voided);
    }

    /** How many of the sequences that the relay has passed are void, as a collector published it. */
    public long voided() throws IOException {
        return source.readWord(RingLayout.VOIDED);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static RingMemory allocate(Path file, int capacity) throws IOException {
        long size = (long) RingLayout.HEADER_BYTES + capacity;
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var onlyMine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(file, options, onlyMine)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(BLOCK);
            for (long at = 0; at < size; ) {
                zeros.clear().limit((int) Math.min(BLOCK, size - at));
                at += channel.write(zeros, at);
            }
            return new RingMemory(channel.map(FileChannel.MapMode.READ_WRITE, 0, size));
        }
    }

    private static void publish(Path unfinished, Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new SpoolException("a ring of that name exists: " + file.getFileName());
        }
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unsuited) {
            throw new SpoolException("the file system of the spool cannot rename in one step", unsuited);
        }
    }

    /** Positional reads and writes; a short read is an error, since a ring never shrinks. */
    private record FileSource(FileChannel channel) implements RingSource {
        @Override
        public void read(long at, byte[] target, int offset, int length) throws IOException {
            ByteBuffer into = ByteBuffer.wrap(target, offset, length);
            while (into.hasRemaining()) {
                int read = channel.read(into, at + into.position() - offset);
                if (read < 0) {
                    throw new SpoolException("a ring that has been cut short");
                }
            }
        }

        @Override
        public long readWord(long at) throws IOException {
            byte[] word = new byte[8];
            read(at, word, 0, word.length);
            return io.logrich.text.LittleEndian.getLong(word, 0);
        }

        @Override
        public void writeWord(long at, long value) throws IOException {
            byte[] word = new byte[8];
            io.logrich.text.LittleEndian.putLong(word, 0, value);
            write(at, word, 0, word.length);
        }

        @Override
        public void write(long at, byte[] from, int offset, int length) throws IOException {
            if (at + length > RingLayout.HEADER_BYTES) {
                throw new IllegalArgumentException("a reader writes to the header page only");
            }
            ByteBuffer out = ByteBuffer.wrap(from, offset, length);
            while (out.hasRemaining()) {
                channel.write(out, at + out.position() - offset);
            }
        }
    }
}
