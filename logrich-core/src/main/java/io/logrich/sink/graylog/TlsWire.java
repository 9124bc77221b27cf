package io.logrich.sink.graylog;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** TLS over another connection. One thread only. */
final class TlsWire implements Wire {
    /** How long a server may take for what it sends after a TLS 1.3 handshake: its tickets, or that it refuses us. */
    private static final long FIRST_WORD_NANOS = 200_000_000;

    /** How much text a packet has at most (RFC 8446, 5.1). */
    private static final int LARGEST_PLAIN = 16_384;

    private final Wire wire;
    private final SSLEngine engine;
    private final LongSupplier nanoTime;
    private final ByteBuffer nothing = ByteBuffer.allocate(0);
    private ByteBuffer netOut;
    private ByteBuffer netIn; // ready to be read from
    private ByteBuffer appIn; // likewise
    private boolean ended;

    private TlsWire(Wire wire, SSLEngine engine, LongSupplier nanoTime) {
        this.wire = wire;
        this.engine = engine;
        this.nanoTime = nanoTime;
        int packet = engine.getSession().getPacketBufferSize();
        netOut = ByteBuffer.allocate(packet);
        netIn = ByteBuffer.allocate(packet).flip();
        appIn = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .flip();
    }

    /** Shakes hands until a deadline; the wire below is closed if that fails. */
    static TlsWire open(Wire wire, SSLEngine engine, long deadline, LongSupplier nanoTime) throws IOException {
        TlsWire secure = new TlsWire(wire, engine, nanoTime);
        try {
            engine.setUseClientMode(true);
            engine.beginHandshake();
            secure.handshake(deadline);
            if (engine.getSession().getProtocol().equals("TLSv1.3")) {
                secure.hear(Math.min(deadline, nanoTime.getAsLong() + FIRST_WORD_NANOS));
            }
            return secure;
        } catch (IOException | RuntimeException | Error failed) {
            wire.close();
            throw failed;
        }
    }

    private void handshake(long deadline) throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> wrap(nothing, deadline);
                case NEED_UNWRAP -> {
                    if (!unwrap() && fill(deadline) == 0) {
                        throw new SocketTimeoutException(wire.description() + " does not finish the handshake in time");
                    }
                    if (ended) {
                        throw new EOFException(wire.description() + " has closed the connection during the handshake");
                    }
                }
                case NEED_TASK -> tasks();
                default -> {
                    return;
                }
            }
        }
    }

    /** Takes in one message of the server, or its alert. */
    private void hear(long deadline) throws IOException {
        while (!unwrap() && !ended) {
            if (fill(deadline) == 0) {
                return;
            }
        }
        afterUnwrap(deadline);
    }

    @Override
    public void write(ByteBuffer bytes, long deadline) throws IOException {
        while (bytes.hasRemaining()) {
            wrap(bytes, deadline);
        }
    }

    private void wrap(ByteBuffer bytes, long deadline) throws IOException {
        netOut.clear();
        SSLEngineResult result = engine.wrap(bytes, netOut);
        switch (result.getStatus()) {
            case BUFFER_OVERFLOW ->
                netOut = ByteBuffer.allocate(
                        Math.max(netOut.capacity() * 2, engine.getSession().getPacketBufferSize()));
            case CLOSED -> throw new EOFException(wire.description() + " has closed the connection");
            default -> wire.write(netOut.flip(), deadline);
        }
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            tasks();
        }
    }

    @Override
    public int read(ByteBuffer into, long deadline) throws IOException {
        while (!appIn.hasRemaining() && !ended) {
            boolean progress = unwrap();
            afterUnwrap(deadline);
            if (!progress && !ended && fill(deadline) == 0) {
                return 0;
            }
        }
        if (!appIn.hasRemaining()) {
            return -1;
        }
        int length = Math.min(into.remaining(), appIn.remaining());
        into.put(into.position(), appIn, appIn.position(), length);
        into.position(into.position() + length);
        appIn.position(appIn.position() + length);
        return length;
    }

    /** Answers what the server asked for in the middle, such as new keys. */
    private void afterUnwrap(long deadline) throws IOException {
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            tasks();
        }
        if (!ended && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            wrap(nothing, Math.max(deadline, nanoTime.getAsLong() + FIRST_WORD_NANOS));
        }
    }

    /** Opens one packet; false if a whole one has not arrived. */
    private boolean unwrap() throws IOException {
        appIn.compact();
        SSLEngineResult result;
        try {
            result = engine.unwrap(netIn, appIn);
        } finally {
            appIn.flip();
        }
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> {
                return false;
            }
            case BUFFER_OVERFLOW ->
                appIn = ByteBuffer.allocate(
                                appIn.remaining() + engine.getSession().getApplicationBufferSize())
                        .put(appIn)
                        .flip();
            case CLOSED -> ended = true;
            default -> {
                // a packet was opened
            }
        }
        return true;
    }

    /** Reads from the wire below; 0 if nothing came in time. */
    private int fill(long deadline) throws IOException {
        if (netIn.limit() - netIn.position() == netIn.capacity()) {
            netIn = ByteBuffer.allocate(netIn.capacity() * 2).put(netIn).flip();
        }
        netIn.compact();
        int got;
        try {
            got = wire.read(netIn, deadline);
        } finally {
            netIn.flip();
        }
        if (got < 0) {
            ended = true;
        }
        return got;
    }

    private void tasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** The end of our side, RFC 8446, 6.1. */
    @Override
    public void probe(long deadline) throws IOException {
        engine.closeOutbound();
        netOut.clear();
        engine.wrap(nothing, netOut);
        wire.write(netOut.flip(), deadline);
    }

    @Override
    public long unacknowledged() {
        return wire.unacknowledged();
    }

    /** A packet is of no use before its last byte has come. */
    @Override
    public int awaitMost(int written, long deadline) throws IOException {
        int open = written > LARGEST_PLAIN ? wire.awaitMost(written, deadline) : ALL;
        return open == ALL ? ALL : open + LARGEST_PLAIN;
    }

    @Override
    public String description() {
        return wire.description() + " (" + engine.getSession().getProtocol() + ")";
    }

    @Override
    public void close() {
        try {
            probe(nanoTime.getAsLong()); // if there is room at once: nobody waits for a goodbye
        } catch (IOException | RuntimeException nothingToLose) {
            // it is over in any case
        } finally {
            wire.close();
        }
    }
}
