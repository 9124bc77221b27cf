package io.logrich.sink.graylog;

/**
 * What was sent last, whole frames that end with a NUL byte, as long as it may have to be sent again. Bounded in bytes,
 * and in time before the last frame. One thread only.
 */
final class SentWindow {
    private static final int FIRST_BYTES = 64 * 1024;
    private static final int MARKS = 64;
    private static final int MOST_STRIKES = 3;
    private static final int NONE = -1;

    private final int mostBytes;
    private final long keepNanos;
    private final int[] markEnds = new int[MARKS + 1];
    private final long[] markTimes = new long[MARKS + 1];
    private byte[] bytes = new byte[0];
    private int marks;
    private int start;
    private int end;
    private int unsent; // from there on to be sent again
    private int ofConnection; // from there on the present connection was given it
    private int struck = NONE; // the frame that the last connection that was lost was given first
    private int strikes; // how many of them, one after the other

    SentWindow(int mostBytes, long keepNanos) {
        this.mostBytes = keepNanos > 0 ? mostBytes : 0;
        this.keepNanos = keepNanos;
    }

    /** Adds what the present connection has been given. Nothing may be left that has to be sent again. */
    void add(byte[] frames, int length, long now) {
        int from = length > mostBytes ? afterFrame(frames, length - mostBytes, length) : 0;
        expire(now);
        makeRoom(length - from);
        System.arraycopy(frames, from, bytes, end, length - from);
        end += length - from;
        unsent = end;
        mark(now);
    }

    /** A connection is there that was given nothing yet. */
    void connected() {
        ofConnection = unsent;
    }

    /**
     * What the connection was given may not have been read: all of it has to be sent again, as far as it is kept. Only
     * the first frame is passed over if that happens again and again, so that a peer that reads one and breaks off gets
     * the next.
     *
     * @param mayHaveRead whether it can have read something: one that has refused us has not
     */
    void lost(boolean mayHaveRead) {
        if (marks > 0) {
            expire(markTimes[marks - 1]);
        }
        int first = Math.max(start, ofConnection);
        if (first >= end) {
            return;
        }
        unsent = first;
        if (!mayHaveRead) {
            return;
        }
        strikes = first == struck ? strikes + 1 : 1;
        struck = first;
        if (strikes > MOST_STRIKES) {
            unsent = afterFrame(bytes, unsent + 1, end);
        }
    }

    /** Whether something has to be sent again. */
    boolean hasUnsent() {
        return unsent < end;
    }

    /** The memory in which what has to be sent again begins at {@link #unsentStart()}. */
    byte[] array() {
        return bytes;
    }

    int unsentStart() {
        return unsent;
    }

    /** How many bytes so many of the frames to be sent again have, one at least, and no more than so many bytes. */
    int unsentLength(int frames, int most) {
        int at = unsent;
        for (int i = 0; i < frames && at < end; i++) {
            int next = afterFrame(bytes, at + 1, end);
            if (at > unsent && next - unsent > most) {
                break;
            }
            at = next;
        }
        return at - unsent;
    }

    /** So many bytes have been sent again. */
    void resent(int length) {
        unsent += length;
    }

    private void expire(long now) {
        int old = 0;
        while (old < marks && now - markTimes[old] > keepNanos) {
            old++;
        }
        if (old > 0) {
            start = Math.max(start, markEnds[old - 1]);
            forget(old);
        }
    }

    private void forget(int old) {
        System.arraycopy(markEnds, old, markEnds, 0, marks - old);
        System.arraycopy(markTimes, old, markTimes, 0, marks - old);
        marks -= old;
    }

    private void makeRoom(int length) {
        int surplus = end - start + length - mostBytes;
        if (surplus > 0) {
            start = afterFrame(bytes, Math.min(end, start + surplus), end);
        }
        if (end + length <= bytes.length) {
            return;
        }
        int kept = end - start;
        byte[] target = kept + length <= bytes.length / 2
                ? bytes
                : new byte[Math.max(FIRST_BYTES, Integer.highestOneBit(kept + length) * 4)];
        System.arraycopy(bytes, start, target, 0, kept);
        bytes = target;
        ofConnection = Math.max(0, ofConnection - start);
        struck = struck < start ? NONE : struck - start;
        for (int i = 0; i < marks; i++) {
            markEnds[i] = Math.max(0, markEnds[i] - start);
        }
        end = kept;
        start = 0;
    }

    private void mark(long now) {
        if (marks > 0 && now - markTimes[marks - 1] < keepNanos / MARKS) {
            markEnds[marks - 1] = end; // as old as those before it: kept a little shorter
            return;
        }
        if (marks > MARKS) {
            forget(1);
        }
        markEnds[marks] = end;
        markTimes[marks++] = now;
    }

    /** The first place from there on at which a frame begins, or the end. */
    private static int afterFrame(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && at > 0 && bytes[at - 1] != 0) {
            at++;
        }
        return at;
    }

    /** How many bytes are kept. */
    int size() {
        return end - start;
    }
}
