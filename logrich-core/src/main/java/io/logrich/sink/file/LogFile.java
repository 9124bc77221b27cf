package io.logrich.sink.file;

import io.logrich.settings.FileSettings.Format;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that only grows by whole lines. What a failed append has left is taken back; a file that somebody renamed or
 * deleted, to rotate it, is made anew. After every failure the file is opened again. One thread only.
 */
final class LogFile implements Closeable {
    private static final long CHECK_NANOS = 1_000_000_000L;

    private final Path path;
    private final Format format;
    private final Opener opener;
    private final LongSupplier nanoTime;
    private final @Nullable Rolling rolling;
    private @Nullable AppendChannel channel;
    private long checkedAt;

    private LogFile(Path path, Format format, Opener opener, LongSupplier nanoTime, @Nullable Rolling rolling) {
        this.path = path;
        this.format = format;
        this.opener = opener;
        this.nanoTime = nanoTime;
        this.rolling = rolling;
    }

    /**
     * Opens the file and mends its end.
     *
     * @param nanoTime a clock that only goes forward, in nanoseconds
     * @param rolling when it is rolled; null for never
     */
    static LogFile open(Path path, Format format, Opener opener, LongSupplier nanoTime, @Nullable Rolling rolling)
            throws IOException {
        LogFile file = new LogFile(path, format, opener, nanoTime, rolling);
        file.reopen();
        return file;
    }

    /** How many bytes can be appended now, the given number at least: for that, the file is rolled if it has to be. */
    long room(int wanted) throws IOException {
        AppendChannel target = current();
        if (rolling == null) {
            return Long.MAX_VALUE;
        }
        try {
            long size = target.size();
            if (rolling.isDue(size, wanted)) {
                target = isGone(target) || rolling.roll() ? renew() : target;
                size = target.size();
            }
            return Math.max(wanted, rolling.room(size));
        } catch (IOException failure) {
            letGo(failure);
            throw failure;
        }
    }

    /** Appends whole lines: all of them or, with an exception, none. */
    void append(byte[] bytes, int length) throws IOException {
        AppendChannel target = current();
        ByteBuffer source = ByteBuffer.wrap(bytes, 0, length);
        long before = 0;
        try {
            before = target.size();
            while (source.hasRemaining()) {
                target.write(source);
            }
        } catch (IOException failure) {
            takeBack(target, before, source.position(), failure);
            throw failure;
        }
        if (rolling != null) {
            rolling.written();
        }
    }

    @Override
    public void close() throws IOException {
        AppendChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    private AppendChannel current() throws IOException {
        AppendChannel open = channel;
        long now = nanoTime.getAsLong();
        if (open != null && now - checkedAt >= CHECK_NANOS) {
            checkedAt = now;
            if (isGone(open)) {
                close();
                open = null;
            }
        }
        return open == null ? reopen() : open;
    }

    private boolean isGone(AppendChannel open) {
        try {
            return !open.identity().equals(FileOpener.identity(path));
        } catch (IOException unknown) {
            return false; // what is open can still be written
        }
    }

    private AppendChannel renew() throws IOException {
        close();
        return reopen();
    }

    private AppendChannel reopen() throws IOException {
        AppendChannel opened = opener.open(path);
        try {
            if (rolling != null) {
                rolling.opened(opened.size(), FileOpener.modified(path));
            }
            LastLine.mend(opened, format);
        } catch (IOException failure) {
            opened.close();
            throw failure;
        }
        checkedAt = nanoTime.getAsLong();
        channel = opened;
        return opened;
    }

    /** Only what lies at the end can be taken back; what another process has appended to meanwhile stays. */
    private void takeBack(AppendChannel target, long before, int written, IOException failure) {
        try {
            if (written > 0 && target.size() == before + written) {
                target.truncate(before);
            }
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
        letGo(failure);
    }

    private void letGo(IOException failure) {
        try {
            close();
        } catch (IOException another) {
            failure.addSuppressed(another);
        }
    }

    /** How a file is opened. */
    interface Opener {
        AppendChannel open(Path path) throws IOException;
    }
}
