package io.logrich.sink.console;

import io.logrich.codec.EventView;
import io.logrich.render.EventLines;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One stream of a console: gathers the lines of a batch and writes them in one piece. One thread only. */
final class ConsoleOutput {
    private static final int KEPT_BYTES = 1 << 20;

    private final OutputStream stream;
    private final EventLines lines;
    private final @Nullable Recoder recoder;
    private final Utf8Buffer out = new Utf8Buffer(64 * 1024);

    /** Writes to that stream, which is never closed. */
    ConsoleOutput(OutputStream stream, EventLines lines, Charset charset) {
        this.stream = stream;
        this.lines = lines;
        this.recoder = charset.equals(StandardCharsets.UTF_8) ? null : new Recoder(charset);
    }

    /** Forgets what was gathered. */
    void clear() {
        out.shrinkTo(KEPT_BYTES);
    }

    void add(EventView event) {
        lines.write(event, out);
    }

    /** Writes what was gathered, if anything. */
    void write() throws IOException {
        if (out.size() == 0) {
            return;
        }
        if (recoder == null) {
            stream.write(out.array(), 0, out.size());
        } else {
            stream.write(recoder.recode(out));
        }
        out.clear();
    }
}
