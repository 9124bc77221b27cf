package io.logrich.sink.file;

import io.logrich.settings.RollSettings;
import io.logrich.settings.RollSettings.Period;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.LongSupplier;

/**
 * Decides when a log file is full or its time over, and gives it a name under which nothing else is. That name tells when
 * the file was last written to, and is later than that of any file rolled before. One thread only.
 */
final class Roller {
    private static final int ATTEMPTS = 1000;

    /** After a roll that failed the file goes on growing for so long. */
    private static final long AGAIN_MILLIS = 1000;

    /** Names further in the future are not waited for: a clock once was wrong, or they are not ours. */
    private static final long FUTURE_MILLIS = 86_400_000L;

    private final Path path;
    private final RollSettings settings;
    private final RolledFiles names;
    private final LongSupplier millis;
    private long newest;
    private long writtenAt;
    private long turn = Long.MAX_VALUE;
    private long now;
    private long notBefore = Long.MIN_VALUE;

    Roller(Path path, RollSettings settings, LongSupplier millis) {
        this.path = path;
        this.settings = settings;
        this.names = new RolledFiles(path);
        this.millis = millis;
    }

    /** Learns which names have been given, and removes those that a crash has left without a file. */
    void open() throws IOException {
        long future = millis.getAsLong() + FUTURE_MILLIS;
        for (RolledFiles.Rolled rolled : names.list()) {
            if (rolled.isPlain() && rolled.size() == 0) {
                Files.delete(rolled.path());
            } else if (rolled.millis() < future) {
                newest = Math.max(newest, rolled.millis());
            }
        }
    }

    /** A file has been opened that was last written to at that time; if it is empty, that does not count. */
    void opened(long size, long modified) {
        now = millis.getAsLong();
        writtenAt = size > 0 ? Math.min(modified, now) : now;
        Period period = settings.every();
        turn = period == null ? Long.MAX_VALUE : RollTimes.next(writtenAt, period, settings.zone());
    }

    /** Whether a file of that size has to be rolled before so many bytes can be added. */
    boolean isDue(long size, int more) {
        now = millis.getAsLong();
        boolean full = settings.size() > 0 && size + more > settings.size();
        return size > 0 && (full || now >= turn) && !isWaiting();
    }

    /** How many bytes a file of that size may grow by. */
    long room(long size) {
        return settings.size() == 0 || isWaiting() ? Long.MAX_VALUE : settings.size() - size;
    }

    /** Whether a roll has just failed. */
    private boolean isWaiting() {
        return now < notBefore && now >= notBefore - AGAIN_MILLIS;
    }

    /** Something has been written to the file. */
    void written() {
        writtenAt = now;
    }

    /** Gives the file its name; it is still open, and where it was there is nothing. */
    void roll() throws IOException {
        try {
            Path target = reserve();
            try {
                Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException failed) {
                Files.deleteIfExists(target);
                throw failed;
            }
        } catch (IOException failed) {
            notBefore = now + AGAIN_MILLIS;
            throw failed;
        }
    }

    /** Makes an empty file, so that the name is ours and the move overwrites nothing else. */
    private Path reserve() throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            newest = Math.max(writtenAt, newest + 1);
            Path target = names.at(newest);
            try {
                if (!Files.exists(RolledFiles.compressed(target), LinkOption.NOFOLLOW_LINKS)) {
                    return FileOpener.reserve(target);
                }
            } catch (FileAlreadyExistsException taken) {
                // then a millisecond later
            }
        }
        throw new IOException("no name is free for '" + path + "'");
    }
}
