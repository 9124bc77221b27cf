package io.logrich.tree;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file that exists for nothing else. The kernel lets go of it when the process ends, however it ends; that is
 * what life and death are decided by. A lock belongs to the process and goes as soon as the process closes <em>any</em>
 * descriptor of the file (POSIX, fcntl), so a file that this JVM has locked must not be opened by it a second time, not
 * even by a copy of this class that another class loader has loaded, nor under a second name that somebody has given it.
 * System properties, which all of them see, say which files those are, by name and by inode.
 */
final class HeldLock implements AutoCloseable {
    private static final String REGISTRY = "io.logrich.lock.";

    /**
     * The collector of garbage closes a channel that nobody knows any more. The lock would be gone then, and the inode, once
     * the file is deleted, be that of another file, which the registry would call locked for ever.
     */
    private static final Set<HeldLock> HELD = ConcurrentHashMap.newKeySet();

    private final String key;
    private final String inode;
    private final FileChannel channel;

    private HeldLock(String key, String inode, FileChannel channel) {
        this.key = key;
        this.inode = inode;
        this.channel = channel;
    }

    /** Takes the lock; null if somebody else has it, in this JVM or in another process. */
    static @Nullable HeldLock tryAcquire(Path file) throws IOException {
        return tryAcquire(file, file, true);
    }

    /**
     * Takes the lock of a file that somebody else has made.
     *
     * @throws NoSuchFileException if it is not there
     */
    static @Nullable HeldLock tryAcquireExisting(Path file) throws IOException {
        return tryAcquire(file, file, false);
    }

    /** Takes the lock of a file that is about to be moved to another name. */
    static @Nullable HeldLock tryAcquire(Path file, Path name) throws IOException {
        return tryAcquire(file, name, true);
    }

    private static @Nullable HeldLock tryAcquire(Path file, Path name, boolean create) throws IOException {
        String key = keyOf(name);
        synchronized (System.getProperties()) {
            if (System.getProperty(key) != null) {
                return null;
            }
            FileChannel channel = create ? SecureFiles.openLockFile(file) : SecureFiles.openExisting(file);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    String inode = inodeOf(attributesOf(file));
                    System.setProperty(key, "held");
                    System.setProperty(inode, "held");
                    HeldLock held = new HeldLock(key, inode, channel);
                    HELD.add(held);
                    return held;
                }
            } catch (OverlappingFileLockException inThisJvm) {
                // as good as held by another process
            } catch (IOException | RuntimeException | Error failed) {
                channel.close();
                throw failed;
            }
            channel.close();
            return null;
        }
    }

    /**
     * Whether this JVM holds the lock of that file, under this name or another. To be asked within the monitor of the
     * system properties, so that it stays true for as long as it matters.
     *
     * @throws NoSuchFileException if there is no such file
     */
    static boolean isOurs(Path file) throws IOException {
        return System.getProperty(keyOf(file)) != null || System.getProperty(inodeOf(attributesOf(file))) != null;
    }

    /** Whether somebody holds the lock of that file; a file that is not there is held by nobody. */
    static boolean isHeld(Path file) throws IOException {
        synchronized (System.getProperties()) {
            if (System.getProperty(keyOf(file)) != null) {
                return true;
            }
            try {
                BasicFileAttributes attributes = attributesOf(file);
                if (!attributes.isRegularFile()) {
                    return false;
                } else if (System.getProperty(inodeOf(attributes)) != null) {
                    return true; // a second name of a file that we have locked: closing it would drop our lock
                }
            } catch (NoSuchFileException nobody) {
                return false;
            }
            try (FileChannel channel = SecureFiles.openExisting(file);
                    FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
                return shared == null;
            } catch (NoSuchFileException vanished) {
                return false;
            } catch (OverlappingFileLockException inThisJvm) {
                return true;
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (System.getProperties()) {
            System.clearProperty(key);
            System.clearProperty(inode);
            HELD.remove(this);
            channel.close();
        }
    }

    private static BasicFileAttributes attributesOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static String inodeOf(BasicFileAttributes attributes) {
        return REGISTRY + attributes.fileKey();
    }

    private static String keyOf(Path file) {
        return REGISTRY + file.toAbsolutePath().normalize();
    }
}
