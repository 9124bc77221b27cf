package io.logrich.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines of text. A line ends with LF or CRLF, the last one also without. Bytes that are no
 * UTF-8 become U+FFFD, everything else stays as it is. Of a line that is too long the beginning is kept, with a mark, and
 * the rest is skipped and counted, so that the memory is bounded whatever the program writes. One thread only.
 */
final class LineSplitter {
    /** Stands at the end of a line that was cut. */
    static final String MARK = "…[truncated]";

    private static final int USUAL_BYTES = 512;
    private static final int KEEP_BYTES = 64 * 1024;

    /** Where the lines go. */
    @FunctionalInterface
    interface Target {
        void line(String text, long skippedBytes);

        /** Bytes have come; the lines that end in them follow. */
        default void arrived() {}

        /** Whether something has been taken that is not handed on yet. */
        default boolean isHolding() {
            return false;
        }

        /** Hands on what has been taken. */
        default void flush() {}
    }

    private final int maxBytes;
    private final Target target;

    /** The beginning of a line whose end has not come yet. */
    private byte[] begun = new byte[USUAL_BYTES];

    private int length;
    private long skipped;
    private boolean skippedEndsWithCr;

    /** The line's beginning has been handed out already. */
    private boolean continued;

    LineSplitter(int maxBytes, Target target) {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("a line must be allowed at least one byte, was " + maxBytes);
        }
        this.maxBytes = maxBytes;
        this.target = target;
    }

    /** Takes the next bytes and hands out the lines that end in them. */
    void accept(byte[] bytes, int offset, int count) {
        target.arrived();
        int start = offset;
        int end = offset + count;
        for (int at = offset; at < end; at++) {
            if (bytes[at] == '\n') {
                take(bytes, start, at - start);
                endLine();
                start = at + 1;
            }
        }
        take(bytes, start, end - start);
    }

    /** Whether there is something that has not been handed out: the beginning of a line, or what waits for the next. */
    boolean hasUnfinished() {
        return length > 0 || skipped > 0 || target.isHolding();
    }

    /** Hands out what there is, as when a program asks and waits. Half a character waits on. */
    void handOutUnfinished() {
        handOutBegun();
        target.flush();
    }

    private void handOutBegun() {
        int half = skipped > 0 ? 0 : Utf8Tail.incompleteBytes(begun, length);
        if (length - half == 0 && skipped == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(begun, length - half, length);
        length -= half;
        hand();
        take(rest, 0, rest.length);
        continued = true;
    }

    /** The stream has ended: hands out what is left. */
    void finish() {
        if (length > 0 || skipped > 0) {
            hand();
        }
        continued = false;
        target.flush();
    }

    private void take(byte[] bytes, int offset, int count) {
        int fits = Math.min(count, maxBytes - length);
        if (skipped > 0) {
            fits = 0;
        }
        if (fits > 0) {
            if (length + fits > begun.length) {
                begun = Arrays.copyOf(begun, Math.min(maxBytes, Math.max(length + fits, 2 * begun.length)));
            }
            System.arraycopy(bytes, offset, begun, length, fits);
            length += fits;
        }
        if (count > fits) {
            skipped += count - fits;
            skippedEndsWithCr = bytes[offset + count - 1] == '\r';
        }
    }

    private void endLine() {
        if (skipped > 0) {
            skipped -= skippedEndsWithCr ? 1 : 0;
        } else if (length > 0 && begun[length - 1] == '\r') {
            length--;
        }
        boolean onlyTheEnd = continued && length == 0 && skipped == 0;
        if (!onlyTheEnd) {
            hand();
        }
        continued = false;
    }

    private void hand() {
        String text;
        if (skipped == 0) {
            text = new String(begun, 0, length, StandardCharsets.UTF_8);
        } else {
            int half = Utf8Tail.incompleteBytes(begun, length);
            skipped += half;
            text = new String(begun, 0, length - half, StandardCharsets.UTF_8) + MARK;
        }
        long left = skipped;
        length = 0;
        skipped = 0;
        skippedEndsWithCr = false;
        if (begun.length > KEEP_BYTES) {
            begun = new byte[USUAL_BYTES];
        }
        target.line(text, left);
    }
}
