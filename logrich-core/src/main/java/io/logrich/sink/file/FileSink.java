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

/** Appends events to a file, as JSON lines or as text, each batch in one piece and no event in half. One thread only. */
public final class FileSink implements Sink {
    private static final int KEPT_BYTES = 1 << 20;

    private final LogFile file;
    private final Line line;
    private final Utf8Buffer out = new Utf8Buffer(64 * 1024);

    FileSink(LogFile file, Format format) {
        this.file = file;
        this.line = lineOf(format);
    }

    /**
     * Opens the file; it is created for its owner alone if it does not exist.
     *
     * @throws SettingsException if the path is a link, a directory or a device, or cannot be written
     */
    public static FileSink open(FileSettings settings) {
        try {
            LogFile file = LogFile.open(settings.path(), settings.format(), FileOpener::open, System::nanoTime);
            return new FileSink(file, settings.format());
        } catch (IOException failure) {
            throw new SettingsException(
                    "file", "must be a regular file that can be written (" + reasonOf(failure) + ")", settings.path());
        }
    }

    @Override
    public int write(EventBatch batch) throws IOException {
        out.shrinkTo(KEPT_BYTES);
        for (int i = 0; i < batch.size(); i++) {
            line.write(batch.view(i), out);
        }
        file.append(out.array(), out.size());
        return batch.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
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
