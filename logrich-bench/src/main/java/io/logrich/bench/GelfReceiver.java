package io.logrich.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands for Graylog: reads as fast as it can and counts messages, by the byte that ends them (0 for GELF, a line feed for
 * JSON lines) or by datagrams. Prints its port; when a byte comes it prints the count, 300 ms after the last message.
 * Arguments: tcp or udp.
 */
public final class GelfReceiver {
    private static final int SETTLED_MILLIS = 300;
    private static final int BUFFER = 4 << 20;

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
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            System.out.println(server.getLocalPort());
            inBackground(() -> {
                while (true) {
                    Socket socket = server.accept();
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

    private static void messages(Socket socket) throws IOException {
        byte[] bytes = new byte[256 * 1024];
        InputStream in = socket.getInputStream();
        for (int got = in.read(bytes); got >= 0; got = in.read(bytes)) {
            int ends = 0;
            for (int i = 0; i < got; i++) {
                ends += bytes[i] == 0 || bytes[i] == '\n' ? 1 : 0;
            }
            MESSAGES.addAndGet(ends);
        }
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
