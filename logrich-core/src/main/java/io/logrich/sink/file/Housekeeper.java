package io.logrich.sink.file;

import io.logrich.diagnostics.ServiceThread;
import io.logrich.settings.RollSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Compresses rolled files and deletes those that are too many, on a thread of its own that the first of them starts, so
 * that the lane never waits for it. What it does it finds out from the directory each time: it goes on where a crash has
 * interrupted it. Thread-safe.
 */
final class Housekeeper implements Closeable {
    /** How long it may go on when the sink is closed. */
    private static final long LAST_WORK_NANOS = 1_000_000_000;

    private final RollSettings settings;
    private final RolledFiles names;
    private final WriterLock lock;
    private final Semaphore work = new Semaphore(0);
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final Set<Path> leftAlone = new HashSet<>(); // its thread only
    private final Thread thread;
    private volatile boolean closing;
    private volatile long deadline;

    /** From now on it is the housekeeper who lets go of the lock: not before its thread has ended. */
    Housekeeper(Path path, RollSettings settings, WriterLock lock) {
        this.settings = settings;
        this.names = new RolledFiles(path);
        this.lock = lock;
        this.thread = new ServiceThread("roll:" + path.getFileName(), this::run);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    /** Removes what nobody will finish, and goes on with what is unfinished. */
    void open() throws IOException {
        List<RolledFiles.Rolled> all = names.list();
        for (RolledFiles.Rolled rolled : all) {
            if (rolled.isUnfinished()) {
                Files.deleteIfExists(rolled.path());
            }
        }
        if (!all.isEmpty()) {
            rolled();
        }
    }

    /** There is work. */
    void rolled() {
        if (!settings.gzip() && settings.keep() == 0 && settings.keepBytes() == 0) {
            return;
        }
        work.release();
        if (thread.getState() == Thread.State.NEW && !closing) {
            thread.start();
        }
    }

    /** What has failed since the last call, said once. */
    @Nullable
    IOException takeFailure() {
        return failure.getAndSet(null);
    }

    /** Ends when its work is done, after a second at the latest; what is left then is done when the file is opened again. */
    @Override
    public void close() throws IOException {
        deadline = System.nanoTime() + LAST_WORK_NANOS;
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            lock.close();
            return;
        }
        work.release();
        try {
            thread.join(LAST_WORK_NANOS / 1_000_000 * 2);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean last;
            do {
                work.acquireUninterruptibly();
                work.drainPermits();
                last = closing;
                tidy();
            } while (!last);
        } finally {
            try {
                lock.close();
            } catch (IOException failed) {
                failure.set(failed);
            }
        }
    }

    private void tidy() {
        leftAlone.clear();
        try {
            while (!isEnough()) {
                List<RolledFiles.Rolled> all = names.list();
                deleteOldest(all);
                Path next = nextPlain(all);
                if (next == null) {
                    return;
                }
                compress(next);
            }
        } catch (IOException | RuntimeException | Error failed) {
            note("rolled files could not be looked after", failed);
        }
    }

    /** The newest stay, a plain file and its compressed twin counting as one. */
    private void deleteOldest(List<RolledFiles.Rolled> all) throws IOException {
        long newest = Long.MAX_VALUE;
        int files = 0;
        long bytes = 0;
        for (int i = all.size() - 1; i >= 0; i--) {
            RolledFiles.Rolled rolled = all.get(i);
            files += rolled.millis() == newest ? 0 : 1;
            bytes += rolled.size();
            newest = rolled.millis();
            boolean tooMany = settings.keep() > 0 && files > settings.keep();
            boolean tooLarge = settings.keepBytes() > 0 && bytes > settings.keepBytes() && files > 1;
            if (tooMany || tooLarge) {
                Files.deleteIfExists(rolled.path());
            }
        }
    }

    /** Never an empty one: that is a name which the lane is about to move a file to. */
    private @Nullable Path nextPlain(List<RolledFiles.Rolled> all) {
        if (settings.gzip()) {
            for (RolledFiles.Rolled rolled : all) {
                Path path = rolled.path();
                if (rolled.isPlain() && rolled.size() > 0 && !leftAlone.contains(path) && Files.exists(path)) {
                    return path;
                }
            }
        }
        return null;
    }

    private void compress(Path path) {
        try {
            if (!Compression.replace(path, this::isEnough)) {
                leftAlone.add(path);
            }
        } catch (IOException | RuntimeException | Error failed) {
            leftAlone.add(path); // until the next roll
            note("'" + path + "' could not be compressed", failed);
        }
    }

    private void note(String what, Throwable why) {
        failure.set(new IOException(what + ": " + why, why));
    }

    private boolean isEnough() {
        return closing && System.nanoTime() - deadline >= 0;
    }
}
