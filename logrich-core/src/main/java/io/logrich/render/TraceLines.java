package io.logrich.render;

import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.text.Utf8Buffer;

/** A stack trace under its event: one indented line for each of its lines. Stateless. */
final class TraceLines {
    private static final String INDENT = "    ";

    private TraceLines() {}

    /** Adds the lines, each with its end; nothing when the event has no such part. */
    static void write(EventView event, Part part, Utf8Buffer out) {
        byte[] bytes = event.bytes();
        int end = event.start(part) + event.length(part);
        int at = event.start(part);
        while (at < end) {
            int next = at;
            while (next < end && bytes[next] != '\n') {
                next++;
            }
            boolean crlf = next < end && next > at && bytes[next - 1] == '\r';
            line(out, bytes, at, crlf ? next - 1 : next);
            at = next + 1;
        }
    }

    private static void line(Utf8Buffer out, byte[] bytes, int from, int to) {
        out.ascii(INDENT);
        int at = from;
        while (at < to && bytes[at] == '\t') {
            out.ascii(INDENT);
            at++;
        }
        SafeText.write(out, bytes, at, to - at);
        out.ascii('\n');
    }
}
