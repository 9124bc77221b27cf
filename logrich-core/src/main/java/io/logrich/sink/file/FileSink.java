package io.logrich.sink.file;

import io.logrich.codec.EventView;
import io.logrich.render.EventLines;
import io.logrich.render.JsonLine;
import io.logrich.settings.FileSettings;
import io.logrich.settings.FileSettings.Format;
import io.logrich.settings.SettingsException;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Appends events to a file, as JSON lines or as text, each batch in one piece and no event in half. One thread only. */
public final class FileSink implements Sink {
    private static final int KEPT_BYTES = 1 << 20;

    private final LogFile file;
    private final @Nullable Rolling rolling;
    private final Line line;
    private final Utf8Buffer out = new Utf8Buffer(64 * 1024);

    FileSink(LogFile file, Format format, @Nullable Rolling rolling) {
        this.file = file;
        this.line = lineOf(format);
        this.rolling = rolling;
    }

    /**
     * Opens the file; it is created for its owner alone if it does not exist.
     *
     * @throws SettingsException if the path is a link, a directory or a device, or cannot be written, or if it is to be
     *     rolled and another sink, of this process or another one, rolls it already
     */
    public static FileSink open(FileSettings settings) {
        try {
            return open(settings, FileOpener::open, System::nanoTime, System::currentTimeMillis);
        } catch (IOException failure) {
            throw new SettingsException(
                    "file", "must be a regular file that can be written (" + reasonOf(failure) + ")", settings.path());
        }
    }

    /** With clocks and files of a test's choice. */
    static FileSink open(FileSettings settings, LogFile.Opener opener, LongSupplier nanoTime, LongSupplier millis)
            throws IOException {
        Rolling rolling = settings.roll().rolls() ? Rolling.open(settings.path(), settings.roll(), millis) : null;
        try {
            LogFile file = LogFile.open(settings.path(), settings.format(), opener, nanoTime, rolling);
            return new FileSink(file, settings.format(), rolling);
        } catch (IOException | RuntimeException | Error failed) {
            if (rolling != null) {
                rolling.close();
            }
            throw failed;
        }
    }

    /** Writes what the file has room for before it is rolled, one event at least. */
    @Override
    public int write(EventBatch batch) throws IOException {
        out.shrinkTo(KEPT_BYTES);
        long room = Long.MAX_VALUE;
        int end = 0;
        int taken = 0;
        while (taken < batch.size()) {
            line.write(batch.view(taken), out);
            if (taken == 0) {
                room = file.room(out.size());
            } else if (out.size() > room) {
                break;
            }
            end = out.size();
            taken++;
        }
        file.append(out.array(), end);
        return taken;
    }

    /** Says what has failed of what is done with rolled files, once. */
    @Override
    public void flush() throws IOException {
        IOException failure = rolling == null ? null : rolling.takeFailure();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            if (rolling != null) {
                rolling.close();
            }
        }
    }

    private static Line lineOf(Format format) {
        return switch (format) {
            case TEXT -> EventLines.forRecords()::write;
            case JSONL -> {
                JsonLine json = JsonLine.compact();
                yield (event, out) -> {
                    json.write(event, out);
                    out.ascii('\n');
                };
            }
        };
    }

    /** The file system's own exceptions carry only the path as their message; their names say the rest. */
    private static String reasonOf(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure.getClass() == IOException.class
                ? message
                : failure.getClass().getSimpleName().replace("Exception", "") + ": " + message;
    }

    private interface Line {
        void write(EventView event, Utf8Buffer out);
    }
}
