package io.logrich.sink.file;

import io.logrich.settings.RollSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a log file needs in order to be rolled: the right to do it, the decision, and somebody who looks after the rolled
 * files. That a roll fails stops nothing: the file grows on, and it is tried again. One thread only.
 */
final class Rolling implements Closeable {
    /** A predecessor that is closing its file gets so long to do it. */
    private static final long PATIENCE_NANOS = 2_000_000_000;

    private final Roller roller;
    private final Housekeeper housekeeper;
    private @Nullable IOException failure;

    private Rolling(Roller roller, Housekeeper housekeeper) {
        this.roller = roller;
        this.housekeeper = housekeeper;
    }

    /** Takes the file for this sink alone, and cleans up what a crash has left of its rolled files. */
    static Rolling open(Path path, RollSettings settings, LongSupplier millis) throws IOException {
        WriterLock lock = WriterLock.acquire(path, PATIENCE_NANOS);
        try {
            Roller roller = new Roller(path, settings, millis);
            roller.open();
            Housekeeper housekeeper = new Housekeeper(path, settings, lock);
            housekeeper.open();
            return new Rolling(roller, housekeeper);
        } catch (IOException | RuntimeException | Error failed) {
            lock.close();
            throw failed;
        }
    }

    /** The file has been opened, see {@link Roller#opened}. */
    void opened(long size, long modified) {
        roller.opened(size, modified);
    }

    /** Whether a file of that size has to be rolled before so many bytes can be added. */
    boolean isDue(long size, int more) {
        return roller.isDue(size, more);
    }

    long room(long size) {
        return roller.room(size);
    }

    void written() {
        roller.written();
    }

    /** Rolls the file; false if that has failed. */
    boolean roll() {
        try {
            roller.roll();
        } catch (IOException failed) {
            failure = new IOException("the file could not be rolled: " + failed, failed);
            return false;
        }
        housekeeper.rolled();
        return true;
    }

    /** What has failed since the last call. */
    @Nullable
    IOException takeFailure() {
        IOException own = failure;
        failure = null;
        return own == null ? housekeeper.takeFailure() : own;
    }

    @Override
    public void close() throws IOException {
        housekeeper.close();
    }
}
