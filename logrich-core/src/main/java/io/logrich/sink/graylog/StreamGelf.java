package io.logrich.sink.graylog;

import io.logrich.settings.GraylogDelivery;
import io.logrich.sink.EventBatch;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * GELF over TCP and TLS: messages that end with a NUL byte, on one connection. There are no answers, so an event counts as
 * taken when the other side's system has acknowledged its bytes, where that can be known; what a connection was given
 * that ended badly is sent again. One thread only.
 */
final class StreamGelf implements GelfTransport {
    /** What Graylog takes unless its input is told otherwise, its setting max_message_size. */
    static final int MAX_MESSAGE_BYTES = 2_097_152;

    private static final int WRITE_BYTES = 1 << 20;
    private static final int MOST_FRAMES = 4096;

    /** A peer has nothing to say; one that talks without end must not hold its lane. */
    private static final int MOST_READS = 16;

    private static final long FIRST_LOOK_NANOS = 20_000;
    private static final long LONGEST_LOOK_NANOS = 5_000_000;
    private static final long REST_OF_END_NANOS = 2_000_000;

    private final GelfEncoder encoder;
    private final Endpoints endpoints;
    private final Dialer dialer;
    private final LongSupplier nanoTime;
    private final long writeNanos;
    private final int limit;
    private final SentWindow window;
    private final Utf8Buffer frames = new Utf8Buffer(64 * 1024);
    private final ByteBuffer rubbish = ByteBuffer.allocate(4096);

    private @Nullable Wire wire;
    private boolean answersKnown; // whether all that the connection was given has been acknowledged
    private int mostFrames = MOST_FRAMES;

    StreamGelf(
            GelfEncoder encoder, Endpoints endpoints, Dialer dialer, GraylogDelivery delivery, LongSupplier nanoTime) {
        this.encoder = encoder;
        this.endpoints = endpoints;
        this.dialer = dialer;
        this.nanoTime = nanoTime;
        this.writeNanos = delivery.writeTimeout().toNanos();
        this.limit = delivery.maxMessageBytes() == 0 ? MAX_MESSAGE_BYTES : delivery.maxMessageBytes();
        this.window =
                new SentWindow(delivery.resendBytes(), delivery.resendTime().toNanos());
    }

    @Override
    public int send(EventBatch batch) throws IOException {
        int attempts = wire == null ? endpoints.count() : endpoints.count() + 1; // it may have ended unnoticed
        while (true) {
            try {
                Wire connection = connection();
                int taken = encode(batch);
                write(connection, frames.array(), 0, frames.size());
                window.add(frames.array(), frames.size(), nanoTime.getAsLong());
                return taken;
            } catch (IOException failed) {
                fail();
                if (--attempts <= 0) {
                    throw failed;
                }
            }
        }
    }

    private int encode(EventBatch batch) {
        frames.shrinkTo(2 * WRITE_BYTES);
        int taken = 0;
        while (taken < batch.size() && taken < mostFrames && frames.size() < WRITE_BYTES) {
            encoder.write(batch.view(taken++), limit - 1, frames);
            frames.put((byte) 0);
        }
        return taken;
    }

    /** The connection if it still stands, else a new one, with everything sent again that has to be. */
    private Wire connection() throws IOException {
        Wire standing = wire;
        if (standing != null && !hasEnded(standing)) {
            return standing;
        }
        Wire opened = endpoints.open(dialer::dial);
        wire = opened;
        answersKnown = true;
        window.connected();
        while (window.hasUnsent()) {
            int length = window.unsentLength(mostFrames, WRITE_BYTES);
            write(opened, window.array(), window.unsentStart(), length);
            window.resent(length);
        }
        return opened;
    }

    /**
     * Whether the peer has closed the connection. One that closes it in order has read what it was sent, since its system
     * breaks a connection that is closed with something unread (RFC 9293, 3.10.4), though some say the end of theirs
     * before. All that is known only where it is known what has arrived.
     */
    private boolean hasEnded(Wire standing) throws IOException {
        if (passOver(standing, rubbish, nanoTime.getAsLong()) >= 0) {
            return false;
        }
        LockSupport.parkNanos(REST_OF_END_NANOS);
        if (!answersKnown || standing.unacknowledged() != 0) {
            window.lost();
        }
        standing.close();
        wire = null;
        return true;
    }

    /** Passes over what a peer says, but not for ever; what the last read brought, -1 for the end. */
    static int passOver(Wire peer, ByteBuffer rubbish, long now) throws IOException {
        int got = 1;
        for (int reads = 0; got > 0 && reads < MOST_READS; reads++) {
            got = peer.read(rubbish.clear(), now);
        }
        return got;
    }

    private void write(Wire connection, byte[] bytes, int start, int length) throws IOException {
        long deadline = nanoTime.getAsLong() + writeNanos;
        connection.write(ByteBuffer.wrap(bytes, start, length), deadline);
        answersKnown &= awaitArrival(connection, deadline);
        endpoints.worked();
        mostFrames = Math.min(MOST_FRAMES, mostFrames * 2);
    }

    /** Waits until everything is acknowledged; false if that cannot be known. */
    private boolean awaitArrival(Wire connection, long deadline) throws IOException {
        long look = FIRST_LOOK_NANOS;
        while (true) {
            long left = connection.unacknowledged();
            if (left == SendQueue.GONE) {
                throw new IOException(connection.description() + " has broken the connection");
            } else if (left <= 0) {
                return left == 0;
            } else if (deadline - nanoTime.getAsLong() <= 0) {
                throw new SocketTimeoutException(
                        connection.description() + " has not acknowledged " + left + " bytes in time");
            }
            LockSupport.parkNanos(look);
            look = Math.min(LONGEST_LOOK_NANOS, look * 2);
        }
    }

    /** After a failure one message at a time, more with each that arrives: a peer that reads little gets on nevertheless. */
    private void fail() {
        Wire broken = wire;
        if (broken != null) {
            window.lost();
            endpoints.failed();
            broken.close();
            wire = null;
            mostFrames = 1;
        }
    }

    @Override
    public void close() {
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }
}
