package io.logrich.os.journald;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the entries that lie in journald's queue, oldest first, as far as we can know: if its socket goes, they go with
 * it, and are sent again to the next one. One thread only.
 */
final class InFlight {
    /** Less than what a datagram takes of the memory that the system counts, besides its bytes. */
    private static final int OVERHEAD = 256;

    /** What travels as a file is not counted by the system. */
    private static final int LARGEST_COUNTED = 128 * 1024;

    private final Deque<byte[]> sent = new ArrayDeque<>();
    private final Deque<byte[]> again = new ArrayDeque<>();
    private long bytes;
    private boolean probed;

    /** An entry has been sent. */
    void sent(byte[] entry) {
        sent.add(entry);
        bytes += entry.length;
        probed = false;
    }

    /** The socket has gone: everything has to be sent again. */
    void lost() {
        while (!sent.isEmpty()) {
            again.addFirst(sent.removeLast());
        }
        bytes = 0;
        probed = false;
    }

    /** The next entry that has to be sent again, before any other, or null. */
    byte @Nullable [] next() {
        return again.peekFirst();
    }

    /** The next entry has been sent again. */
    void resent() {
        sent(again.removeFirst());
    }

    /**
     * Forgets what has been read. The one that was read last stays until something that was sent after it has been read
     * too: only then journald is done with it.
     *
     * @param unread how much memory was in use by what has not been read, asked for before the probe that has shown that
     *     there was still somebody who could read
     * @param probe whether that probe lies in the queue now
     */
    void forgetRead(int unread, boolean probe) {
        if (unread == 0 && probed) {
            sent.clear();
            bytes = 0;
        } else {
            keepNewest(unread);
        }
        probed |= probe;
    }

    private void keepNewest(int unread) {
        long memory = 0;
        long kept = 0;
        int count = 0;
        var newest = sent.descendingIterator();
        while (newest.hasNext() && memory <= unread) {
            int length = newest.next().length;
            memory += OVERHEAD + (length > LARGEST_COUNTED ? 0 : length);
            kept += length;
            count++;
        }
        while (sent.size() > count) {
            sent.removeFirst();
        }
        bytes = kept;
    }

    boolean isEmpty() {
        return sent.isEmpty() && again.isEmpty();
    }

    /** How many entries there are. */
    int size() {
        return sent.size() + again.size();
    }

    /** How many bytes the entries have that were sent. */
    long bytes() {
        return bytes;
    }
}
