package io.logrich.sink.graylog;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much of what a TCP connection has sent its peer has not acknowledged: the column {@code tx_queue} of Linux' tables of
 * connections (proc(5), {@code /proc/net/tcp}). GELF has no answers, so this is all that can be known of what has arrived.
 * One thread only.
 */
final class SendQueue implements Closeable {
    /** It cannot be known. */
    static final int UNKNOWN = -1;

    /** There is no such connection any more. */
    static final int GONE = -2;

    /** What the system gives at once as long as there is more, and surely more than this. */
    private static final int PAGE = 4096;

    /** What is shorter was the rest: to hear that from the system would cost it another walk through the table. */
    private static final int SHORT = PAGE / 2;

    private static final Path TABLES = Path.of("/proc/self/net");
    private static final int ESTABLISHED = 0x01;
    private static final int CLOSE_WAIT = 0x08;
    private static final SendQueue NONE = new SendQueue(null, new byte[0], new byte[0]);

    private final @Nullable FileChannel table;
    private final byte[] localPort;
    private final byte[] remotePort;
    private ByteBuffer content = ByteBuffer.allocate(0);

    private SendQueue(@Nullable FileChannel table, byte[] localPort, byte[] remotePort) {
        this.table = table;
        this.localPort = localPort;
        this.remotePort = remotePort;
    }

    /** That of a connection, which must be established. */
    static SendQueue of(SocketChannel channel) throws IOException {
        if (channel.getLocalAddress() instanceof InetSocketAddress local
                && channel.getRemoteAddress() instanceof InetSocketAddress remote) {
            for (String name : List.of("tcp6", "tcp")) {
                SendQueue queue = in(TABLES.resolve(name), local.getPort(), remote.getPort());
                if (queue != null) {
                    return queue;
                }
            }
        }
        return NONE;
    }

    /** Null if the table does not show the connection. */
    static @Nullable SendQueue in(Path file, int localPort, int remotePort) {
        FileChannel table = null;
        try {
            if (Files.isReadable(file)) {
                table = FileChannel.open(file);
                SendQueue queue = new SendQueue(table, hex(localPort), hex(remotePort));
                if (queue.unacknowledged() >= 0) {
                    return queue;
                }
                table.close();
            }
        } catch (IOException unusable) {
            closeQuietly(table);
        }
        return null;
    }

    /** Whether it can be known at all. */
    boolean isKnown() {
        return table != null;
    }

    /** Bytes, or {@link #UNKNOWN}, or {@link #GONE}. */
    long unacknowledged() {
        if (table == null) {
            return UNKNOWN;
        }
        try {
            content.clear();
            table.position(0);
            long most = GONE;
            while (true) {
                int got = table.read(withRoom());
                boolean end = got < 0;
                if (end || got < SHORT && content.hasRemaining()) {
                    most = most();
                }
                if (end || most != GONE) {
                    return most;
                }
            }
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
    }

    private ByteBuffer withRoom() {
        if (content.remaining() < PAGE) {
            content = ByteBuffer.allocate(Math.max(2 * PAGE, 2 * content.capacity()))
                    .put(content.flip());
        }
        return content;
    }

    /** Of all lines that may be the connection's: addresses are not looked at. */
    private long most() {
        long most = GONE;
        int at = lineAfter(0);
        while (at < content.position()) {
            most = Math.max(most, ofLine(at));
            at = lineAfter(at);
        }
        return most;
    }

    /** {@code sl: address:port address:port state tx_queue:rx_queue …}; GONE if it is another connection. */
    private long ofLine(int start) {
        int end = lineAfter(start);
        int local = colon(colon(start, end) + 1, end);
        int remote = colon(local + 1, end);
        int sizes = colon(remote + 1, end);
        if (sizes + 1 >= end || !isPort(localPort, local) || !isPort(remotePort, remote)) {
            return GONE;
        }
        long state = number(remote + 6, remote + 8);
        return state == ESTABLISHED || state == CLOSE_WAIT ? number(remote + 9, sizes) : GONE;
    }

    private boolean isPort(byte[] port, int colon) {
        for (int i = 0; i < port.length; i++) {
            if (content.array()[colon + 1 + i] != port[i]) {
                return false;
            }
        }
        return true;
    }

    private long number(int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(content.array()[i], 16);
            number = digit < 0 ? number : number << 4 | digit;
        }
        return number;
    }

    private int colon(int from, int end) {
        int at = from;
        while (at < end && content.array()[at] != ':') {
            at++;
        }
        return at;
    }

    private int lineAfter(int from) {
        int at = from;
        while (at < content.position() && content.array()[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private static byte[] hex(int port) {
        return String.format(Locale.ROOT, "%04X ", port).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        closeQuietly(table);
    }

    private static void closeQuietly(@Nullable FileChannel table) {
        try {
            if (table != null) {
                table.close();
            }
        } catch (IOException nothingToLose) {
            // it was only read
        }
    }
}
