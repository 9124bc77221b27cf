package io.logrich.sink.console;

import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Breaks lines that are too long for whoever reads them, between characters and outside colour sequences; each further
 * piece is indented and marked, and has the colour that the line had there. One thread only.
 */
final class LongLines {
    private static final byte[] MARK = "    … ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] RESET = "\u001b[0m".getBytes(StandardCharsets.US_ASCII);
    private static final byte ESCAPE = 0x1b;

    private final int longest;
    private final Utf8Buffer color = new Utf8Buffer(64);

    /** Lines have at most so many bytes, the line end included; at least 256, so that there is room for text. */
    LongLines(int longest) {
        this.longest = longest;
    }

    /** Breaks the long ones among the lines from there on. */
    void breakFrom(Utf8Buffer out, int start) {
        if (out.size() - start <= longest) {
            return;
        }
        byte[] lines = Arrays.copyOfRange(out.array(), start, out.size());
        out.size(start);
        int at = 0;
        while (at < lines.length) {
            int next = at;
            while (lines[next] != '\n') {
                next++;
            }
            if (next + 1 - at <= longest) {
                out.put(lines, at, next + 1 - at);
            } else {
                broken(lines, at, next, out);
            }
            at = next + 1;
        }
    }

    private void broken(byte[] line, int from, int end, Utf8Buffer out) {
        color.clear();
        int piece = out.size();
        int at = from;
        while (at < end) {
            int next = tokenEnd(line, at, end);
            int left = longest - (out.size() - piece) - RESET.length - 1;
            if (next - at > left) {
                out.put(RESET, 0, color.size() == 0 ? 0 : RESET.length).ascii('\n');
                piece = out.size();
                out.put(color.array(), 0, color.size()).put(MARK);
            }
            out.put(line, at, next - at);
            if (line[at] == ESCAPE) {
                color.clear();
                if (!Arrays.equals(line, at, next, RESET, 0, RESET.length)) {
                    color.put(line, at, next - at);
                }
            }
            at = next;
        }
        out.ascii('\n');
    }

    /** Where the character or colour sequence that begins there ends. */
    private static int tokenEnd(byte[] line, int at, int end) {
        int next = at + 1;
        if (line[at] == ESCAPE) {
            while (next < end && line[next - 1] != 'm') {
                next++;
            }
        } else {
            while (next < end && (line[next] & 0xc0) == 0x80) {
                next++;
            }
        }
        return next;
    }
}
