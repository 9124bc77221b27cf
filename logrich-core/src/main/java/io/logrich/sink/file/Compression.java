package io.logrich.sink.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a compressed file in the place of a plain one. At each moment one of the two is whole: the compressed one is written
 * under another name, forced to the disk and renamed before the plain one goes. Stateless.
 */
final class Compression {
    private static final int CHUNK = 64 * 1024;

    private Compression() {}

    /**
     * Compresses a file, or finishes what a crash has interrupted. Nothing that is there is overwritten, and the plain file
     * goes only if its twin holds the same bytes.
     *
     * @param enough whether to stop in the middle; the plain file stays then
     * @return whether the plain file is gone
     */
    static boolean replace(Path plain, BooleanSupplier enough) throws IOException {
        Path compressed = RolledFiles.compressed(plain);
        Object identity = FileOpener.identity(plain);
        if (FileOpener.identity(compressed) != null) {
            return isTwin(plain, compressed, enough) && delete(plain, identity);
        }
        Path unfinished = compressed.resolveSibling(compressed.getFileName() + RolledFiles.UNFINISHED);
        Files.deleteIfExists(unfinished);
        try {
            if (!compress(plain, unfinished, enough)) {
                return false;
            }
            Files.move(unfinished, compressed);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        forceDirectory(compressed);
        return delete(plain, identity);
    }

    private static boolean compress(Path plain, Path target, BooleanSupplier enough) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (FileChannel source = FileOpener.read(plain);
                FileChannel sink = FileOpener.create(target)) {
            InputStream in = Channels.newInputStream(source);
            GZIPOutputStream out = new GZIPOutputStream(Channels.newOutputStream(sink), CHUNK);
            long done = 0;
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (enough.getAsBoolean()) {
                    return false;
                }
                out.write(chunk, 0, count);
                done += count;
            }
            out.finish();
            sink.force(true);
            return source.size() == done;
        }
    }

    private static boolean isTwin(Path plain, Path compressed, BooleanSupplier enough) throws IOException {
        byte[] one = new byte[CHUNK];
        byte[] other = new byte[CHUNK];
        try (InputStream in = Channels.newInputStream(FileOpener.read(plain));
                InputStream packed =
                        new BufferedInputStream(Channels.newInputStream(FileOpener.read(compressed)), CHUNK);
                InputStream unpacked = new GZIPInputStream(packed, CHUNK)) {
            int count;
            do {
                count = in.readNBytes(one, 0, CHUNK);
                if (enough.getAsBoolean()
                        || count != unpacked.readNBytes(other, 0, CHUNK)
                        || !java.util.Arrays.equals(one, 0, count, other, 0, count)) {
                    return false;
                }
            } while (count == CHUNK);
            return unpacked.read() < 0;
        } catch (java.util.zip.ZipException | java.io.EOFException notOurs) {
            return false;
        }
    }

    /** Deletes the file that was read, and not one that has come to its name since. */
    private static boolean delete(Path plain, @Nullable Object identity) throws IOException {
        if (identity == null || !identity.equals(FileOpener.identity(plain))) {
            return false;
        }
        Files.delete(plain);
        return true;
    }

    /** The new name must be on the disk before the old file goes; where a directory cannot be forced, it is not. */
    private static void forceDirectory(Path file) {
        try (FileChannel directory = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException notHere) {
            // as on Windows
        }
    }
}
