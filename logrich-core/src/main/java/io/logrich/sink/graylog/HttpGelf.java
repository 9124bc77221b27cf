package io.logrich.sink.graylog;

import io.logrich.settings.GraylogDelivery;
import io.logrich.settings.HostPort;
import io.logrich.sink.EventBatch;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * GELF over HTTP: requests on one connection that is kept, several of them on their way at once. An event counts as taken
 * when its request was answered with 2xx; Graylog answers 202 before it has looked at a message. One thread only.
 */
final class HttpGelf implements GelfTransport {
    /** What Graylog takes unless its input is told otherwise, its setting max_chunk_size. */
    static final int MAX_MESSAGE_BYTES = 65_536;

    private static final int LEAST_LIMIT = 8192;
    private static final int WRITE_BYTES = 256 * 1024;
    private static final int TOO_LARGE = 413;
    private static final long TURN_NANOS = 50_000_000; // far from what makes a lane count as stalled

    private final GelfEncoder encoder;
    private final Endpoints endpoints;
    private final Dialer dialer;
    private final GraylogDelivery delivery;
    private final LongSupplier nanoTime;
    private final @Nullable Gzip gzip;
    private final Utf8Buffer body = new Utf8Buffer(4096);
    private final Utf8Buffer packed = new Utf8Buffer(4096);
    private final Utf8Buffer out = new Utf8Buffer(64 * 1024);
    private final int[] events; // by request
    private @Nullable Wire wire;
    private @Nullable HttpAnswers answers;
    private byte[] head = new byte[0];
    private int pipeline;
    private int limit;
    private int largest;

    HttpGelf(GelfEncoder encoder, Endpoints endpoints, Dialer dialer, GraylogDelivery delivery, LongSupplier nanoTime) {
        this.encoder = encoder;
        this.endpoints = endpoints;
        this.dialer = dialer;
        this.delivery = delivery;
        this.nanoTime = nanoTime;
        this.gzip = delivery.gzip() ? new Gzip() : null;
        this.pipeline = delivery.httpPipeline();
        this.events = new int[delivery.httpPipeline()];
        this.limit = delivery.maxMessageBytes() == 0 ? MAX_MESSAGE_BYTES : delivery.maxMessageBytes();
    }

    @Override
    public int send(EventBatch batch) throws IOException {
        int attempts = wire == null ? endpoints.count() : endpoints.count() + 1; // it may have ended unnoticed
        long until = nanoTime.getAsLong() + TURN_NANOS;
        int taken = 0;
        while (taken < batch.size() && (taken == 0 || nanoTime.getAsLong() - until < 0)) {
            try {
                connect();
                int requests = write(batch, taken);
                int more = read(requests, taken == 0);
                taken += more;
                if (more == 0) {
                    return taken;
                }
            } catch (IOException failed) {
                fail();
                if (taken > 0) {
                    return taken;
                } else if (--attempts <= 0) {
                    throw failed;
                }
            }
        }
        return taken;
    }

    private void connect() throws IOException {
        HttpAnswers standing = answers;
        if (standing != null && (standing.isLast() || standing.hasSomething(nanoTime.getAsLong()))) {
            disconnect(); // in order, or with a word of its own: nothing is on its way that could be lost
        }
        if (wire == null) {
            Wire opened = endpoints.open(dialer::dial);
            wire = opened;
            answers = new HttpAnswers(opened);
            head = head(endpoints.current());
        }
    }

    private byte[] head(HostPort endpoint) {
        return ("POST " + delivery.httpPath() + " HTTP/1.1\r\nHost: " + endpoint
                        + "\r\nUser-Agent: logrich\r\nContent-Type: application/json\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes requests for events from a place on; how many requests. */
    private int write(EventBatch batch, int from) throws IOException {
        out.shrinkTo(2 * WRITE_BYTES);
        largest = 0;
        int next = from;
        int requests = 0;
        while (next < batch.size() && requests < pipeline && out.size() < WRITE_BYTES) {
            int first = next;
            body.shrinkTo(2 * WRITE_BYTES);
            do {
                int start = body.size();
                encoder.write(batch.view(next), limit - 1, body);
                body.ascii('\n');
                if (body.size() > limit && next > first) {
                    body.size(start);
                    break;
                }
                next++;
            } while (delivery.httpBulk() && next < batch.size());
            largest = Math.max(largest, body.size());
            request();
            events[requests++] = next - first;
        }
        Wire connection = java.util.Objects.requireNonNull(wire);
        connection.write(ByteBuffer.wrap(out.array(), 0, out.size()), deadline());
        return requests;
    }

    private void request() {
        out.put(head);
        Utf8Buffer content = body;
        if (gzip != null) {
            packed.shrinkTo(2 * WRITE_BYTES);
            gzip.write(body.array(), 0, body.size(), packed);
            if (packed.size() < body.size()) {
                content = packed;
                out.ascii("Content-Encoding: gzip\r\n");
            }
        }
        out.ascii("Content-Length: ").decimal(content.size()).ascii("\r\n\r\n");
        out.put(content.array(), 0, content.size());
    }

    /** How many events were taken. What was not answered well is offered again. */
    private int read(int requests, boolean first) throws IOException {
        HttpAnswers answering = java.util.Objects.requireNonNull(answers);
        int taken = 0;
        for (int i = 0; i < requests; i++) {
            try {
                int status = answering.next(deadline());
                if (status < 200 || status > 299) {
                    refused(status, taken > 0 || !first);
                    return taken;
                }
            } catch (IOException failed) {
                if (taken == 0) {
                    throw failed;
                }
                fail();
                return taken;
            }
            endpoints.worked();
            taken += events[i];
            if (answering.isLast()) {
                break;
            }
        }
        pipeline = Math.min(delivery.httpPipeline(), pipeline * 2);
        return taken;
    }

    /**
     * Something was not taken: what is behind it on the connection is not waited for.
     *
     * @param later whether it is told when the event that was refused comes first, and alone
     */
    private void refused(int status, boolean later) throws IOException {
        String answer = endpoints.current() + " answers " + status + " to POST " + delivery.httpPath();
        boolean ofTheEvent = status == 400 || status == TOO_LARGE || status == 415 || status == 422;
        if (status == TOO_LARGE && largest > LEAST_LIMIT) {
            limit = Math.max(LEAST_LIMIT, largest / 2);
            throw new IOException(answer + "; messages are shortened to " + limit + " bytes from now on");
        } else if (!ofTheEvent) {
            throw new IOException(answer);
        }
        disconnect(); // the server is well
        pipeline = 1;
        if (!later) {
            throw new IllegalArgumentException(answer);
        }
    }

    private long deadline() {
        return nanoTime.getAsLong() + delivery.writeTimeout().toNanos();
    }

    /** After a failure one request at a time, more with each answer. */
    private void fail() {
        if (wire != null) {
            endpoints.failed();
            disconnect();
        }
        pipeline = 1;
    }

    private void disconnect() {
        if (wire != null) {
            wire.close();
        }
        wire = null;
        answers = null;
    }

    @Override
    public void close() {
        disconnect();
        if (gzip != null) {
            gzip.close();
        }
    }
}
