package io.logrich.sink.graylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a connection knows of what has arrived. Linux. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TcpWireTest {
    private static final int BYTES = 150_000; // less than systems take at once, and more than this receiver does

    private final ServerSocket server = new ServerSocket();
    private final TcpWire wire;
    private final Socket peer;

    TcpWireTest() throws IOException {
        server.setReceiveBufferSize(4096);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        wire = TcpWire.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()),
                in(10),
                System::nanoTime);
        peer = server.accept();
    }

    @BeforeEach
    void linux() {
        if (wire.unacknowledged() == SendQueue.UNKNOWN) {
            abort("no table of connections");
        }
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        peer.close();
        server.close();
    }

    @Test
    void nothing_is_said_of_few_bytes() throws IOException {
        wire.write(ByteBuffer.allocate(1000), in(10));

        assertThat(wire.awaitMost(1000, in(10))).isEqualTo(Wire.ALL);
    }

    @Test
    void while_the_peer_does_not_read_much_is_missing_and_once_it_has_next_to_nothing() throws Exception {
        for (int round = 0; round < 3; round++) {
            wire.write(ByteBuffer.allocate(BYTES), in(10));
            assertThatThrownBy(() -> wire.awaitMost(BYTES, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50)))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("in time");
            long missing = wire.unacknowledged();
            assertThat(missing).isGreaterThan(10_000);

            peer.getInputStream().readNBytes((int) (BYTES - missing / 2)); // it reads on, and not to the end
            assertThatThrownBy(() -> wire.awaitMost(BYTES, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50)))
                    .isInstanceOf(SocketTimeoutException.class);

            Thread reader = new Thread(() -> {
                try {
                    peer.getInputStream().readNBytes((int) (missing / 2));
                } catch (IOException broken) {
                    throw new AssertionError(broken);
                }
            });
            reader.start();
            int open = wire.awaitMost(BYTES, in(10));
            assertThat(open).isBetween(1, 16_384);
            assertThat(wire.unacknowledged()).isBetween(0L, (long) open);
            reader.join();
        }
    }

    @Test
    void a_broken_connection_says_so_to_who_reads_next() throws IOException {
        wire.write(ByteBuffer.allocate(BYTES), in(10));
        peer.setSoLinger(true, 0);
        peer.close();

        assertThatThrownBy(() -> {
                    wire.awaitMost(BYTES, in(10));
                    wire.read(ByteBuffer.allocate(10), System.nanoTime());
                })
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    private static long in(int seconds) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }
}
