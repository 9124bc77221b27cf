package io.logrich.sink.graylog;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Looks at what has arrived, and not too often: one look costs the system up to some milliseconds of processor time, since
 * it walks through all connections that there could be. One thread only.
 */
final class ArrivalLooks {
    private static final long FIRST_REST_NANOS = 50_000;
    private static final long LONGEST_REST_NANOS = 40_000_000;

    /** So many times as long as a look took is rested before the next. */
    private static final int RESTS = 15;

    private final LongSupplier nanoTime;
    private final LongConsumer park;
    private long next;

    ArrivalLooks(LongSupplier nanoTime, LongConsumer park) {
        this.nanoTime = nanoTime;
        this.park = park;
        this.next = nanoTime.getAsLong();
    }

    /** Waits until everything is acknowledged; false if that cannot be known. */
    boolean awaitArrival(Wire connection, long deadline) throws IOException {
        long first = nanoTime.getAsLong() + FIRST_REST_NANOS;
        next = next - first > 0 ? next : first;
        while (true) {
            rest();
            long begin = nanoTime.getAsLong();
            long left = connection.unacknowledged();
            long end = nanoTime.getAsLong();
            next = end + Math.min(LONGEST_REST_NANOS, Math.max(FIRST_REST_NANOS, RESTS * (end - begin)));
            if (left == SendQueue.GONE) {
                throw new IOException(connection.description() + " has broken the connection");
            } else if (left <= 0) {
                return left == 0;
            } else if (deadline - end <= 0) {
                throw new SocketTimeoutException(
                        connection.description() + " has not acknowledged " + left + " bytes in time");
            }
        }
    }

    private void rest() {
        long left = next - nanoTime.getAsLong();
        if (left > 0) {
            park.accept(left); // if it ends early, the look comes early
        }
    }
}
