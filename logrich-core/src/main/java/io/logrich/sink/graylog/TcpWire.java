package io.logrich.sink.graylog;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.LongSupplier;

/** A connection over TCP. One thread only. */
final class TcpWire implements Wire {
    /** Systems have a limit of their own. */
    private static final int WIDE = 1 << 20;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final LongSupplier nanoTime;
    private final SendQueue queue;
    private int least; // bytes that the smallest queue holds, 0 until that is known
    private boolean narrow;

    private TcpWire(SocketChannel channel, LongSupplier nanoTime) throws IOException {
        this.channel = channel;
        this.nanoTime = nanoTime;
        this.selector = Selector.open();
        try {
            this.key = channel.register(selector, 0);
            this.queue = SendQueue.of(channel);
        } catch (IOException | RuntimeException | Error failed) {
            selector.close();
            throw failed;
        }
    }

    /** Connects until a deadline. */
    static TcpWire open(InetSocketAddress address, long deadline, LongSupplier nanoTime) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            if (!channel.connect(address)) {
                finish(channel, address, deadline, nanoTime);
            }
            return new TcpWire(channel, nanoTime);
        } catch (IOException | RuntimeException | Error failed) {
            channel.close();
            throw failed;
        }
    }

    private static void finish(SocketChannel channel, InetSocketAddress address, long deadline, LongSupplier nanoTime)
            throws IOException {
        try (Selector connecting = Selector.open()) {
            channel.register(connecting, SelectionKey.OP_CONNECT);
            while (!channel.finishConnect()) {
                if (!await(connecting, deadline, nanoTime)) {
                    throw new SocketTimeoutException("no connection to " + address + " in time");
                }
            }
        } catch (ConnectException refused) {
            throw new ConnectException(address + ": " + refused.getMessage());
        }
    }

    @Override
    public void write(ByteBuffer bytes, long deadline) throws IOException {
        if (narrow) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, WIDE);
            narrow = false;
        }
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                awaitRoom(deadline, " does not take what is written in time");
            }
        }
    }

    @Override
    public int read(ByteBuffer into, long deadline) throws IOException {
        int got = channel.read(into);
        while (got == 0 && into.hasRemaining() && await(SelectionKey.OP_READ, deadline)) {
            got = channel.read(into);
        }
        return got;
    }

    private void awaitRoom(long deadline, String otherwise) throws IOException {
        key.interestOps(SelectionKey.OP_WRITE);
        while (select(selector, deadline, nanoTime) == 0) {
            if (deadline - nanoTime.getAsLong() <= 0) {
                throw new SocketTimeoutException(description() + otherwise);
            }
        }
    }

    /**
     * A queue has room again when less waits in it than it may hold; what the system holds for each piece that it has sent
     * is its bytes and more. So one that was made as narrow as can be has room when next to nothing is left.
     */
    @Override
    public int awaitMost(int written, long deadline) throws IOException {
        if (!queue.isKnown() || written <= least) {
            return ALL;
        }
        channel.setOption(StandardSocketOptions.SO_SNDBUF, 1);
        narrow = true;
        least = channel.getOption(StandardSocketOptions.SO_SNDBUF);
        if (written <= least) {
            return ALL;
        }
        awaitRoom(deadline, " does not acknowledge what was written in time");
        return least;
    }

    /** Waits until the channel may be ready; false if the deadline has passed. */
    private boolean await(int operation, long deadline) throws IOException {
        key.interestOps(operation);
        return await(selector, deadline, nanoTime);
    }

    private static boolean await(Selector selector, long deadline, LongSupplier nanoTime) throws IOException {
        if (deadline - nanoTime.getAsLong() <= 0) {
            return false;
        }
        select(selector, deadline, nanoTime);
        return true;
    }

    /** How many channels are ready, 0 if the deadline has passed. */
    private static int select(Selector selector, long deadline, LongSupplier nanoTime) throws IOException {
        long left = deadline - nanoTime.getAsLong();
        if (left <= 0) {
            return 0;
        }
        int ready = selector.select(Math.max(1, left / 1_000_000));
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new java.nio.channels.ClosedByInterruptException();
        }
        return ready;
    }

    /** A zero byte: with GELF, an empty message. */
    @Override
    public void probe(long deadline) throws IOException {
        write(ByteBuffer.allocate(1), deadline);
    }

    @Override
    public long unacknowledged() {
        return queue.unacknowledged();
    }

    @Override
    public String description() {
        try {
            return String.valueOf(channel.getRemoteAddress());
        } catch (IOException closed) {
            return "a closed connection";
        }
    }

    @Override
    public void close() {
        queue.close();
        try {
            selector.close();
        } catch (IOException nothingToLose) {
            // there is nobody who could do anything about it
        }
        try {
            channel.close();
        } catch (IOException nothingToLose) {
            // likewise
        }
    }
}
