package io.logrich.sink.file;

import io.logrich.settings.FileSettings.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds and mends the line that a crash or a full disk has left without its end. A beginning that looks like one of our
 * lines is cut away, since its event will be delivered again; anything else is somebody's text and only gets its line
 * end. Stateless.
 */
final class LastLine {
    /** No further back than this is a line's beginning looked for. */
    static final int FURTHEST = 2 * 1024 * 1024;

    private static final int STEP = 64 * 1024;
    private static final byte[] LINE_END = {'\n'};
    private static final String JSON_START = "{\"event_id\":\"";
    private static final String TEXT_START = "dddd-dd-ddTdd:dd:dd";
    private static final String TRACE_START = "    ";

    private LastLine() {}

    /** Makes sure that what is appended next begins a line. */
    static void mend(AppendChannel file, Format format) throws IOException {
        long size = file.size();
        long start = startOfUnfinished(file, size);
        if (start == size) {
            return;
        }
        if (start >= 0 && isOurs(file, start, size, format)) {
            try {
                file.truncate(start);
                return;
            } catch (IOException appendOnly) {
                // a file that may only grow: the line end below makes the best of it
            }
        }
        file.write(ByteBuffer.wrap(LINE_END));
    }

    /** Where the unfinished last line begins: at the size if there is none, -1 if that is too far back to tell. */
    private static long startOfUnfinished(AppendChannel file, long size) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(STEP);
        long furthest = Math.max(0, size - FURTHEST);
        long end = size;
        while (end > furthest) {
            long from = Math.max(furthest, end - STEP);
            chunk.clear().limit((int) (end - from));
            file.read(chunk, from);
            for (int i = chunk.position() - 1; i >= 0; i--) {
                if (chunk.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            end = from;
        }
        return furthest == 0 ? 0 : -1;
    }

    private static boolean isOurs(AppendChannel file, long start, long size, Format format) throws IOException {
        ByteBuffer beginning = ByteBuffer.allocate((int) Math.min(TEXT_START.length(), size - start));
        file.read(beginning, start);
        String text = new String(beginning.array(), 0, beginning.position(), StandardCharsets.ISO_8859_1);
        return switch (format) {
            case JSONL -> begins(text, JSON_START);
            case TEXT -> begins(text.replaceAll("[0-9]", "d"), TEXT_START) || begins(text, TRACE_START);
        };
    }

    /** Whether the text begins so, as far as it goes. */
    private static boolean begins(String text, String start) {
        return text.startsWith(start) || start.startsWith(text);
    }
}
