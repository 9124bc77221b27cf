package io.logrich.cli;

import io.logrich.codec.EventView;
import io.logrich.render.EventLines;
import io.logrich.render.JsonLine;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Writes events as lines for people or as JSON, one a line, as they come. One thread only. */
final class EventPrinter {
    private static final int CHUNK = 64 * 1024;

    private final PrintWriter out;
    private final WriterStream target;
    private final Utf8Buffer text = new Utf8Buffer(CHUNK);
    private final @Nullable EventLines lines;
    private final JsonLine json = JsonLine.compact();

    /** Writes lines of that look; JSON if there is none. */
    EventPrinter(PrintWriter out, @Nullable EventLines lines) {
        this.out = out;
        this.target = new WriterStream(out);
        this.lines = lines;
    }

    void print(EventView event) throws IOException {
        if (lines != null) {
            lines.write(event, text);
        } else {
            json.write(event, text);
            text.ascii('\n');
        }
        if (text.size() >= CHUNK) {
            pass();
        }
    }

    /** Has everything arrive; false if nobody reads it any more. */
    boolean flush() throws IOException {
        pass();
        return !out.checkError(); // this flushes
    }

    private void pass() throws IOException {
        target.write(text.array(), 0, text.size());
        text.clear().shrinkTo(2 * CHUNK);
    }
}
