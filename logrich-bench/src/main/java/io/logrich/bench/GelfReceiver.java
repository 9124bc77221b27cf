package io.logrich.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands for Graylog: reads as fast as it can and counts messages, by the byte that ends them (0 for GELF, a line feed for
 * JSON lines) or by datagrams. Prints its port; when a byte comes it prints the count, 300 ms after the last message.
 * Arguments: tcp or udp.
 */
public final class GelfReceiver {
    private static final int SETTLED_MILLIS = 300;
    private static final int BUFFER = 4 << 20;

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final AtomicLong MESSAGES = new AtomicLong();

    private GelfReceiver() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("udp")) {
            DatagramChannel channel = DatagramChannel.open()
                    .setOption(StandardSocketOptions.SO_RCVBUF, BUFFER)
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            System.out.println(((InetSocketAddress) channel.getLocalAddress()).getPort());
            inBackground(() -> datagrams(channel));
        } else {
            ServerSocketChannel server =
                    ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
            inBackground(() -> {
                while (true) {
                    SocketChannel socket = server.accept();
                    inBackground(() -> messages(socket));
                }
            });
        }
        System.in.read();
        for (long before = -1; before != MESSAGES.get(); Thread.sleep(SETTLED_MILLIS)) {
            before = MESSAGES.get();
        }
        System.out.println(MESSAGES.get());
        System.exit(0);
    }

    private static void datagrams(DatagramChannel channel) throws IOException {
        ByteBuffer datagram = ByteBuffer.allocateDirect(65_536);
        while (channel.receive(datagram.clear()) != null) {
            MESSAGES.incrementAndGet();
        }
    }

    private static void messages(SocketChannel socket) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(256 * 1024);
        while (socket.read(bytes.clear()) >= 0) {
            while (bytes.position() % Long.BYTES != 0) {
                bytes.put((byte) '.'); // up to a whole word
            }
            int ends = 0;
            for (int at = 0; at < bytes.position(); at += Long.BYTES) {
                long eight = bytes.getLong(at);
                ends += zeros(eight) + zeros(eight ^ '\n' * EACH);
            }
            MESSAGES.addAndGet(ends);
        }
    }

    /** How many of eight bytes are 0. */
    private static int zeros(long eight) {
        return Long.bitCount(~((eight & ~HIGH_BITS) + ~HIGH_BITS | eight | ~HIGH_BITS));
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        // whoever sent is gone
                    }
                },
                "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }
}
