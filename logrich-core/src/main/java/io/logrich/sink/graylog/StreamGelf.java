package io.logrich.sink.graylog;

import io.logrich.settings.GraylogDelivery;
import io.logrich.sink.EventBatch;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
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
    private static final long PROBE_NANOS = 1_000_000_000;

    /** How long a peer that has just broken a connection may take to break the next one after its first message. */
    private static final long CAREFUL_NANOS = 50_000_000;

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
    private boolean careful; // the last connection broke, and none since has stood for longer than one message

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
                fail(failed);
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

    /** A connection that stands, over which everything has been sent again that has to be. */
    private Wire connection() throws IOException {
        while (true) {
            Wire standing = wire;
            if (standing == null || hasEnded(standing)) {
                standing = endpoints.open(dialer::dial);
                wire = standing;
                answersKnown = true;
                window.connected();
            }
            if (!window.hasUnsent()) {
                return standing;
            }
            int length = window.unsentLength(mostFrames, WRITE_BYTES);
            write(standing, window.array(), window.unsentStart(), length);
            window.resent(length);
        }
    }

    /**
     * Whether the peer has closed the connection, and has read what it was sent.
     *
     * @throws IOException if it has closed it, and may not have read everything
     */
    private boolean hasEnded(Wire standing) throws IOException {
        long patience = careful ? CAREFUL_NANOS : 0;
        if (passOver(standing, rubbish, nanoTime.getAsLong() + patience) >= 0) {
            careful = false;
            return false;
        }
        if (!answersKnown || !hasReadEverything(standing)) {
            throw new IOException(standing.description() + " has closed the connection before it has read everything");
        }
        standing.close();
        wire = null;
        return true;
    }

    /**
     * Whether a peer that has said the end of its side has read everything. A system breaks a connection that is closed
     * with something unread (RFC 9293, 3.10.4; RFC 1122, 4.2.2.13), but programs say the end of their side before they
     * close, and what lies between the two may be long. So something is sent that means nothing: who has closed by then
     * breaks the connection now for the first time. Who takes it has not closed yet, and may still have something unread.
     */
    private boolean hasReadEverything(Wire ended) throws IOException {
        LockSupport.parkNanos(REST_OF_END_NANOS);
        if (ended.unacknowledged() != 0) {
            return false;
        }
        long deadline = nanoTime.getAsLong() + PROBE_NANOS;
        ended.probe(deadline);
        long look = FIRST_LOOK_NANOS;
        long left = ended.unacknowledged();
        while (left > 0 && deadline - nanoTime.getAsLong() > 0) {
            LockSupport.parkNanos(look);
            look = Math.min(LONGEST_LOOK_NANOS, look * 2);
            left = ended.unacknowledged();
        }
        return left == SendQueue.GONE;
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
        mostFrames = careful ? 1 : Math.min(MOST_FRAMES, mostFrames * 2);
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

    /**
     * After a failure one message at a time, and then a look whether it was one too many: a peer that reads one of each
     * connection gets on nevertheless. After that more with each that arrives.
     */
    private void fail(IOException failed) {
        Wire broken = wire;
        if (broken != null) {
            window.lost(!(failed instanceof SSLException));
            endpoints.failed();
            broken.close();
            wire = null;
            mostFrames = 1;
            careful = true;
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
