package io.logrich.dump;

import io.logrich.render.EventLines;
import io.logrich.render.JsonLine;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Renders a history. Text has no line end after its last line and is empty when there is nothing to show; JSON is an
 * array, one event a line. Immutable.
 */
public final class DumpWriter {
    private static final int CHUNK = 64 * 1024;

    private final DumpFormat format;

    private final DumpLook look;

    private DumpWriter(DumpFormat format, DumpLook look) {
        this.format = format;
        this.look = look;
    }

    /** A writer of that format; the look is that of lines, where the format has any. */
    public static DumpWriter of(DumpFormat format, DumpLook look) {
        return new DumpWriter(format, look);
    }

    /** Writes the dump and says how many events are in it. The stream is left open. */
    public int write(History history, OutputStream target) throws IOException {
        return switch (format) {
            case TEXT -> text(history, target);
            case JSON -> json(history, target);
            case HTML_TABLE -> TableWriter.write(history, target);
            case HTML_TXT -> HtmlText.write(history, look.lines(false), target);
        };
    }

    /**
     * Writes the dump to a file, which appears whole or not at all, is for its owner alone and replaces one of that name.
     * Missing directories are created.
     *
     * @throws IOException if it cannot, or if there is something else of that name than a regular file
     */
    public int write(History history, Path file) throws IOException {
        return WholeFile.write(file, target -> write(history, target));
    }

    private int text(History history, OutputStream target) throws IOException {
        EventLines lines = look.lines(look.color());
        Utf8Buffer out = new Utf8Buffer(CHUNK);
        for (int i = 0; i < history.size(); i++) {
            lines.write(history.view(i), out);
            passOn(out, target, 1); // the last line end waits for another line
        }
        target.write(out.array(), 0, Math.max(0, out.size() - 1));
        return history.size();
    }

    private int json(History history, OutputStream target) throws IOException {
        JsonLine json = JsonLine.full();
        Utf8Buffer out = new Utf8Buffer(CHUNK);
        out.ascii('[');
        for (int i = 0; i < history.size(); i++) {
            out.ascii(i == 0 ? "\n" : ",\n");
            json.write(history.view(i), out);
            passOn(out, target, 0);
        }
        out.ascii(history.size() == 0 ? "]" : "\n]");
        target.write(out.array(), 0, out.size());
        return history.size();
    }

    /** Writes what has gathered, all but the last so many bytes, once it is worth it. */
    private static void passOn(Utf8Buffer out, OutputStream target, int kept) throws IOException {
        int length = out.size() - kept;
        if (length < CHUNK) {
            return;
        }
        target.write(out.array(), 0, length);
        byte[] rest = java.util.Arrays.copyOfRange(out.array(), length, out.size());
        out.shrinkTo(2 * CHUNK);
        out.put(rest);
    }
}
