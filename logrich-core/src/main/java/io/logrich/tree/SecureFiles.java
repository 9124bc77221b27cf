package io.logrich.tree;

import io.logrich.spool.SpoolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Files and directories that only this user can touch: 0700 and 0600, checked after they were made, never reached through
 * a link. Stateless.
 */
final class SecureFiles {
    static final FileAttribute<Set<PosixFilePermission>> ONLY_MINE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> MY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Bits of a mode: the permissions of group and others, and the type (inode(7)). */
    private static final int OTHERS = 077;

    private static final int FILE_TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR_FILE = 0100000;
    private static final int MAX_SMALL_FILE = 1 << 20;

    /** Asked for once: it is wanted for every file that is opened. */
    private static volatile @Nullable String user;

    private SecureFiles() {}

    /** The number of the user who runs this process. */
    static String currentUser() throws IOException {
        String known = user;
        if (known == null) {
            known = String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            user = known;
        }
        return known;
    }

    /** Makes a directory, or takes one that is there and is ours alone. */
    static Path directory(Path path) throws IOException {
        try {
            Files.createDirectory(path, MY_DIRECTORY);
        } catch (FileAlreadyExistsException exists) {
            // checked like a new one
        }
        return checked(path);
    }

    /** Makes a directory that must not exist yet. */
    static Path newDirectory(Path path) throws IOException {
        return checked(Files.createDirectory(path, MY_DIRECTORY));
    }

    /**
     * The directory itself, if it is one, is no link, belongs to this user and to nobody else.
     *
     * @throws SpoolException if not
     */
    static Path checked(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
        int mode = mode(attributes);
        if ((mode & FILE_TYPE) != DIRECTORY) {
            throw new SpoolException(path + " must be a directory and no link");
        }
        if (!currentUser().equals(String.valueOf(attributes.get("uid")))) {
            throw new SpoolException(
                    path + " must belong to user " + currentUser() + ", belongs to user " + attributes.get("uid"));
        }
        if ((mode & OTHERS) != 0) {
            throw new SpoolException(
                    path + " must be closed to others (mode 0700), has mode 0" + Integer.toOctalString(mode & 0777));
        }
        return path;
    }

    /** All that is asked about a file comes from one look: it may be another one, or gone, at the next. */
    private static int mode(Map<String, Object> attributes) {
        return attributes.get("mode") instanceof Integer bits ? bits : -1;
    }

    /** Opens a file of ours to lock it; makes it if it is not there. */
    static FileChannel openLockFile(Path path) throws IOException {
        Set<OpenOption> options = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(path, options, ONLY_MINE);
    }

    /** Opens a file of ours to look at it; it must be there. */
    static FileChannel openExisting(Path path) throws IOException {
        return FileChannel.open(
                path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** Writes a small file in one step: whoever reads it sees the old or the new content. */
    static void write(Path path, String content) throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(unfinished, options, ONLY_MINE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Makes an empty file in a directory that others may have put something else in the place of: through no link. If
     * there is something of that name already, that will do.
     */
    static void mark(Path directory, String name) throws IOException {
        Path parent = Objects.requireNonNull(directory.toAbsolutePath().getParent());
        Path own = Objects.requireNonNull(directory.getFileName());
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (DirectoryStream<Path> tree = Files.newDirectoryStream(parent)) {
            if (tree instanceof SecureDirectoryStream<Path> secure) {
                try (SecureDirectoryStream<Path> inside = secure.newDirectoryStream(own, LinkOption.NOFOLLOW_LINKS)) {
                    inside.newByteChannel(Path.of(name), options, ONLY_MINE).close();
                }
            } else {
                Files.newByteChannel(checked(directory).resolve(name), options, ONLY_MINE)
                        .close();
            }
        } catch (FileAlreadyExistsException marked) {
            return;
        }
    }

    /**
     * Reads a small file of ours, bounded, through no link and from no pipe.
     *
     * @throws IOException if it is not there, too long or no file of ours
     */
    static String read(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
        if ((mode(attributes) & FILE_TYPE) != REGULAR_FILE
                || !currentUser().equals(String.valueOf(attributes.get("uid")))) {
            throw new SpoolException(path.getFileName() + " must be a regular file of this user");
        }
        try (FileChannel channel = openExisting(path)) {
            long size = channel.size();
            if (size > MAX_SMALL_FILE) {
                throw new SpoolException(path.getFileName() + " must have at most " + MAX_SMALL_FILE + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until the end
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }

    /**
     * What is another one whenever a small file has been written, since a new one takes the place of the old; null if there
     * is none. Costs less than reading it.
     */
    static @Nullable Object stateOf(Path path) throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return file.fileKey() + "@" + file.lastModifiedTime().to(TimeUnit.NANOSECONDS) + "+" + file.size();
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    /** Deletes a directory and what is in it, following no link; what is gone already is no error. */
    static void deleteTree(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) throws IOException {
                if (gone instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw gone;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
