package io.logrich.sink.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that one sink alone rolls a file: what another one went on appending to a rolled file would be deleted with it
 * once it is compressed. The kernel lets go of the lock when the process ends, however it ends. Closing any descriptor of
 * the lock file would let go of it too (POSIX), so the file is opened once in a JVM; a system property, which all class
 * loaders see, says that it is.
 */
final class WriterLock implements Closeable {
    private static final String REGISTRY = "io.logrich.lock.";
    private static final long LOOK_EVERY_NANOS = 10_000_000;

    private final String key;
    private final FileChannel channel;

    private WriterLock(String key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /** The file that is locked for a log file: hidden, beside it, and never deleted. */
    static Path fileOf(Path log) {
        return log.resolveSibling("." + log.getFileName() + ".lock");
    }

    /**
     * Takes the lock.
     *
     * @param patience how many nanoseconds the one who has it may take to let go of it
     * @throws IOException if it is still held then
     */
    static WriterLock acquire(Path log, long patience) throws IOException {
        long start = System.nanoTime();
        WriterLock lock = tryAcquire(fileOf(log));
        while (lock == null) {
            if (System.nanoTime() - start >= patience || Thread.currentThread().isInterrupted()) {
                throw new IOException("'" + log + "' is written and rolled by another process or sink already");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            lock = tryAcquire(fileOf(log));
        }
        return lock;
    }

    private static @Nullable WriterLock tryAcquire(Path file) throws IOException {
        String key = REGISTRY + file;
        synchronized (System.getProperties()) {
            if (System.getProperty(key) != null) {
                return null;
            }
            FileChannel channel = FileOpener.lock(file);
            try {
                if (channel.tryLock() != null) {
                    System.setProperty(key, "held");
                    return new WriterLock(key, channel);
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

    @Override
    public void close() throws IOException {
        synchronized (System.getProperties()) {
            if (channel.isOpen()) {
                System.clearProperty(key);
                channel.close();
            }
        }
    }
}
