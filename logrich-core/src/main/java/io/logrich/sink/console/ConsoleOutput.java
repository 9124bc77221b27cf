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

    /** Below it a line has no room for colours and text. */
    private static final int SHORTEST = 256;

    /** How many times more bytes than in UTF-8 text may need in another encoding, escape sequences included. */
    private static final int LONGER_ELSEWHERE = 3;

    private final OutputStream stream;
    private final EventLines lines;
    private final @Nullable Recoder recoder;
    private final @Nullable LongLines longLines;
    private final Utf8Buffer out = new Utf8Buffer(64 * 1024);

    /**
     * Writes to that stream, which is never closed.
     *
     * @param longest how many bytes a line may have, its end included; 0 for any number
     */
    ConsoleOutput(OutputStream stream, EventLines lines, Charset charset, int longest) {
        this.stream = stream;
        this.lines = lines;
        boolean utf8 = charset.equals(StandardCharsets.UTF_8);
        int inUtf8 = utf8 ? longest : longest / LONGER_ELSEWHERE;
        this.longLines = longest == 0 ? null : new LongLines(Math.max(SHORTEST, inUtf8));
        this.recoder = utf8 ? null : new Recoder(charset);
    }

    /** Forgets what was gathered. */
    void clear() {
        out.shrinkTo(KEPT_BYTES);
    }

    void add(EventView event) {
        int start = out.size();
        lines.write(event, out);
        if (longLines != null) {
            longLines.breakFrom(out, start);
        }
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
