package io.logrich.render;

import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.event.LogLevel;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;

/**
 * A stack trace under its event: one indented line for each of its lines. What was thrown and its causes have the colour
 * of the level, frames of one's own are bright, those of libraries dim. One thread only.
 */
final class TraceLines {
    private static final String INDENT = "    ";
    private static final byte[] FRAME = "at ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MORE = "... ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CAUSE = "Caused by: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUPPRESSED = "Suppressed: ".getBytes(StandardCharsets.US_ASCII);

    private final byte[][] titles;
    private final byte[] own;
    private final byte[] library;
    private final byte[] reset;
    private final OwnFrames ownFrames;

    /**
     * Traces in colours.
     *
     * @param titles what to send before a throwable, by level
     */
    TraceLines(byte[][] titles, LineLook look) {
        this.titles = titles;
        this.own = look.theme().ownFrames().start(look.depth());
        this.library = Theme.DIM.start(look.depth());
        this.reset = Theme.reset(look.depth());
        this.ownFrames = OwnFrames.of(look.ownPackages());
    }

    /** Adds the lines, each with its end; nothing when the event has no such part. */
    void write(EventView event, Part part, Utf8Buffer out) {
        int length = event.length(part);
        if (length == 0) {
            return;
        }
        byte[] bytes = event.bytes();
        int start = event.start(part);
        int end = start + length;
        int at = start;
        while (at < end) {
            int next = at;
            while (next < end && bytes[next] != '\n') {
                next++;
            }
            boolean crlf = next < end && next > at && bytes[next - 1] == '\r';
            line(out, event, at, crlf ? next - 1 : next, at == start);
            at = next + 1;
        }
    }

    private void line(Utf8Buffer out, EventView event, int from, int to, boolean first) {
        out.ascii(INDENT);
        byte[] bytes = event.bytes();
        int at = from;
        while (at < to && bytes[at] == '\t') {
            out.ascii(INDENT);
            at++;
        }
        byte[] style = reset.length == 0 || at == to ? reset : styleOf(event.level(), bytes, at, to, first);
        if (style.length == 0) {
            SafeText.write(out, bytes, at, to - at);
        } else {
            out.put(style);
            SafeText.write(out, bytes, at, to - at);
            out.put(reset);
        }
        out.ascii('\n');
    }

    private byte[] styleOf(LogLevel level, byte[] bytes, int at, int to, boolean first) {
        if (begins(bytes, at, to, FRAME)) {
            int start = at + FRAME.length;
            return ownFrames.contain(new String(bytes, start, to - start, StandardCharsets.UTF_8)) ? own : library;
        } else if (begins(bytes, at, to, MORE)) {
            return library;
        } else if (first || begins(bytes, at, to, CAUSE) || begins(bytes, at, to, SUPPRESSED)) {
            return titles[level.ordinal()];
        }
        return own;
    }

    private static boolean begins(byte[] bytes, int at, int to, byte[] word) {
        return to - at >= word.length && java.util.Arrays.equals(bytes, at, at + word.length, word, 0, word.length);
    }
}
