package io.logrich.sink.graylog;

import io.logrich.settings.GraylogDelivery;
import io.logrich.sink.EventBatch;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
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
    private final Endpoints.Opening<Wire> dialer;
    private final LongSupplier nanoTime;
    private final long writeNanos;
    private final int limit;
    private final SentWindow window;
    private final OnTheWay onTheWay = new OnTheWay();
    private final ArrivalLooks looks;
    private final ByteBuffer rubbish = ByteBuffer.allocate(4096);

    private @Nullable Wire wire;
    private boolean answersKnown; // whether all that the connection was given has been acknowledged
    private int mostFrames = MOST_FRAMES;
    private boolean careful; // the last connection broke, and none since has stood for longer than one message

    StreamGelf(
            GelfEncoder encoder,
            Endpoints endpoints,
            Endpoints.Opening<Wire> dialer,
            GraylogDelivery delivery,
            LongSupplier nanoTime) {
        this.encoder = encoder;
        this.endpoints = endpoints;
        this.dialer = dialer;
        this.nanoTime = nanoTime;
        this.writeNanos = delivery.writeTimeout().toNanos();
        this.limit = delivery.maxMessageBytes() == 0 ? MAX_MESSAGE_BYTES : delivery.maxMessageBytes();
        this.looks = new ArrivalLooks(nanoTime, LockSupport::parkNanos);
        this.window =
                new SentWindow(delivery.resendBytes(), delivery.resendTime().toNanos());
    }

    @Override
    public int send(EventBatch batch) throws IOException {
        int attempts = wire == null ? endpoints.count() : endpoints.count() + 1; // it may have ended unnoticed
        while (true) {
            try {
                return send(connection(), batch);
            } catch (IOException failed) {
                fail(failed);
                if (--attempts <= 0) {
                    throw failed;
                }
            }
        }
    }

    private int send(Wire connection, EventBatch batch) throws IOException {
        int before = onTheWay.begin(batch, 2 * WRITE_BYTES);
        if (onTheWay.haveArrived()) {
            onTheWay.settle(before, batch); // with the connection before this one, which ended well
            return before;
        }
        encode(batch, before);
        long deadline = nanoTime.getAsLong() + writeNanos;
        int start = onTheWay.newStart();
        int length = onTheWay.frames().size() - start;
        connection.write(ByteBuffer.wrap(onTheWay.frames().array(), start, length), deadline);
        int arrived = Math.min(batch.size(), awaitSome(connection, length, deadline));
        worked();
        window.add(onTheWay.frames().array(), onTheWay.endOf(arrived), nanoTime.getAsLong());
        onTheWay.settle(arrived, batch);
        return arrived;
    }

    private void encode(EventBatch batch, int from) {
        Utf8Buffer frames = onTheWay.frames();
        int start = frames.size();
        int end = Math.min(batch.size(), from + mostFrames);
        for (int i = from; i < end && frames.size() - start < WRITE_BYTES; i++) {
            encoder.write(batch.view(i), limit - 1, frames);
            frames.put((byte) 0);
            onTheWay.framed();
        }
    }

    /**
     * Waits until the messages on their way have arrived, and gives back how many have. When there are many the last few are
     * left open: what the system says for nothing is not exact, and what it says exactly is dear.
     */
    private int awaitSome(Wire connection, int written, long deadline) throws IOException {
        int open = written > 0 && answersKnown
                ? connection.awaitMost(onTheWay.frames().size(), deadline)
                : Wire.ALL;
        int arrived = open == Wire.ALL ? 0 : onTheWay.countBefore(open);
        if (arrived > onTheWay.count() / 2 && passOver(connection, rubbish, nanoTime.getAsLong()) == 0) {
            return arrived; // and it still stands: what has been taken off its queue was acknowledged
        }
        answersKnown &= looks.awaitArrival(connection, deadline);
        return onTheWay.count();
    }

    /** A connection that stands, over which everything has been sent again that has to be. */
    private Wire connection() throws IOException {
        while (true) {
            Wire standing = wire;
            if (standing == null || hasEnded(standing)) {
                standing = endpoints.open(dialer);
                wire = standing;
                answersKnown = true;
                window.connected();
            }
            if (!window.hasUnsent()) {
                return standing;
            }
            int length = window.unsentLength(mostFrames, WRITE_BYTES);
            long deadline = nanoTime.getAsLong() + writeNanos;
            standing.write(ByteBuffer.wrap(window.array(), window.unsentStart(), length), deadline);
            answersKnown &= looks.awaitArrival(standing, deadline);
            worked();
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
        if (onTheWay.allArrived()) {
            window.add(onTheWay.frames().array(), onTheWay.newStart(), nanoTime.getAsLong());
        }
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

    private void worked() {
        endpoints.worked();
        mostFrames = careful ? 1 : Math.min(MOST_FRAMES, mostFrames * 2);
    }

    /**
     * After a failure one message at a time, and then a look whether it was one too many: a peer that reads one of each
     * connection gets on nevertheless. After that more with each that arrives.
     */
    private void fail(IOException failed) {
        Wire broken = wire;
        if (broken != null) {
            window.lost(!(failed instanceof SSLException));
            onTheWay.lost();
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
