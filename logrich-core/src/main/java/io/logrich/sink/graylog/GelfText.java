package io.logrich.sink.graylog;

import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes texts as JSON strings, of long ones the beginning and the end, and counts what it leaves out. One thread only.
 */
final class GelfText {
    private static final byte[] GAP = " … ".getBytes(StandardCharsets.UTF_8);

    private final Utf8Buffer scratch = new Utf8Buffer(256);
    private long leftOut;

    /** Starts to count anew. */
    void reset() {
        leftOut = 0;
        scratch.shrinkTo(64 * 1024);
    }

    /** How many bytes of texts were left out. */
    long leftOut() {
        return leftOut;
    }

    /** Something was left out altogether. */
    void leaveOut(long bytes) {
        leftOut += bytes;
    }

    /** Writes a text of so many bytes at most, escapes not counted. */
    void write(JsonWriter json, byte[] utf8, int start, int length, int most) {
        if (length <= most) {
            json.string(utf8, start, length);
            return;
        }
        int room = Math.max(0, most - GAP.length);
        int head = characterAtOrBefore(utf8, start, start + room * 2 / 3) - start;
        int tail = start + length - characterAtOrAfter(utf8, start + length - (room - room * 2 / 3), start + length);
        scratch.clear().put(utf8, start, head).put(GAP).put(utf8, start + length - tail, tail);
        json.string(scratch.array(), 0, scratch.size());
        leftOut += length - head - tail;
    }

    private static int characterAtOrBefore(byte[] utf8, int start, int at) {
        int place = at;
        while (place > start && (utf8[place] & 0xc0) == 0x80) {
            place--;
        }
        return place;
    }

    private static int characterAtOrAfter(byte[] utf8, int at, int end) {
        int place = at;
        while (place < end && (utf8[place] & 0xc0) == 0x80) {
            place++;
        }
        return place;
    }

    /** Whether nothing of it can be seen: Graylog refuses such a message. */
    static boolean isBlank(byte[] utf8, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (utf8[i] > ' ') {
                return false;
            }
        }
        return new String(utf8, start, length, StandardCharsets.UTF_8).isBlank();
    }
}
