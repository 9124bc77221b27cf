package io.logrich.sink.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens log files: only regular ones, never through a link, and those it creates for their owner alone. Stateless. */
final class FileOpener {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<OpenOption> APPENDING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> READING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private static final Set<OpenOption> CREATING =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> LOCKING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /** Stands for the key of a file on systems that have none: there, only a missing file is noticed. */
    private static final Object NO_KEY = "no key";

    private FileOpener() {}

    /**
     * Opens a file for appending, creating it if need be.
     *
     * @throws IOException if something else is there, or takes its place meanwhile
     */
    static AppendChannel open(Path path) throws IOException {
        requireRegular(path);
        Object before = identity(path);
        FileChannel appending = FileChannel.open(path, APPENDING, creation(path));
        try {
            FileChannel reading = FileChannel.open(path, READING);
            Object identity = identity(path);
            if (identity == null || before != null && !before.equals(identity)) {
                reading.close();
                throw new IOException("'" + path + "' was replaced while it was opened");
            }
            return AppendChannel.of(reading, appending, identity);
        } catch (IOException failure) {
            appending.close();
            throw failure;
        }
    }

    /**
     * Makes an empty file and nothing else: what is there stays as it is.
     *
     * @throws java.nio.file.FileAlreadyExistsException if anything has that name
     */
    static Path reserve(Path path) throws IOException {
        return Files.createFile(path, creation(path));
    }

    /** Opens a file that is not there yet, for writing. */
    static FileChannel create(Path path) throws IOException {
        return FileChannel.open(path, CREATING, creation(path));
    }

    /** Opens a file that is there, never through a link. */
    static FileChannel read(Path path) throws IOException {
        requireRegular(path);
        return FileChannel.open(path, READING);
    }

    /** Opens a file that is there or is made, to be locked. */
    static FileChannel lock(Path path) throws IOException {
        requireRegular(path);
        return FileChannel.open(path, LOCKING, creation(path));
    }

    /** When a file was last written to, in milliseconds since 1970. */
    static long modified(Path path) throws IOException {
        BasicFileAttributes found = attributes(path);
        return found == null ? Long.MAX_VALUE : found.lastModifiedTime().toMillis();
    }

    /** What tells the file of that name from any other that had or will have it; null when there is none. */
    static @Nullable Object identity(Path path) throws IOException {
        BasicFileAttributes found = attributes(path);
        if (found == null) {
            return null;
        }
        Object key = found.fileKey();
        return key == null ? NO_KEY : key;
    }

    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    private static void requireRegular(Path path) throws IOException {
        BasicFileAttributes found = attributes(path);
        if (found != null && !found.isRegularFile()) {
            String kind = found.isSymbolicLink() ? "a symbolic link" : found.isDirectory() ? "a directory" : "a device";
            throw new IOException("'" + path + "' is " + kind + ", not a regular file");
        }
    }

    private static FileAttribute<?>[] creation(Path path) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }
}
