package io.logrich.tree;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Waits in the kernel until nobody holds the lock of a file: as long as that lasts the thread costs nothing, and it wakes
 * at once, also when the holder is killed. One thread waits, any may close.
 */
final class LockWait implements AutoCloseable {
    private final FileChannel channel;

    private LockWait(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens the file; null if it is not there, or this JVM holds its lock, which opening it would put at risk. */
    static @Nullable LockWait on(Path file) throws IOException {
        synchronized (System.getProperties()) {
            try {
                return HeldLock.isOurs(file) ? null : new LockWait(SecureFiles.openExisting(file));
            } catch (NoSuchFileException missing) {
                return null;
            }
        }
    }

    /**
     * Waits; true if somebody has let go of the lock, false if nobody had it, or another thread of this JVM waits already.
     *
     * @throws java.nio.channels.AsynchronousCloseException if this was closed meanwhile
     */
    boolean await() throws IOException {
        try (this) { // with which whatever lock is taken here is gone at once
            return channel.tryLock(0, Long.MAX_VALUE, true) == null
                    && channel.lock(0, Long.MAX_VALUE, true).isValid();
        } catch (OverlappingFileLockException inThisJvm) {
            return false;
        }
    }

    /** Ends the waiting. */
    @Override
    public void close() throws IOException {
        synchronized (
                System.getProperties()) { // this JVM may take the lock as soon as it is free, and not lose it by this
            channel.close();
        }
    }
}
