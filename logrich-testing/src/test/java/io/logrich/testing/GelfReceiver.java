package io.logrich.testing;

import io.logrich.text.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;

/**
 * A server for GELF over TCP or HTTP that keeps the messages it gets, and can be gone for a while. Whoever asks for the
 * messages gets all that its system had when they asked. Thread-safe.
 */
final class GelfReceiver implements AutoCloseable {
    private final boolean http;
    private final int port;
    private final Map<SocketChannel, ByteArrayOutputStream> pending = new HashMap<>();
    private final ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
    private final List<String> messages = new ArrayList<>();
    private ServerSocketChannel server;
    private boolean ended;

    GelfReceiver(boolean http) throws IOException {
        this.http = http;
        listen(0);
        port = server.socket().getLocalPort();
        Thread reading = new Thread(this::run, "gelf receiver");
        reading.setDaemon(true);
        reading.start();
    }

    String endpoint() {
        return "127.0.0.1:" + port;
    }

    private void listen(int wanted) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        channel.configureBlocking(false);
        server = channel;
    }

    private void run() {
        try {
            while (receive()) {
                LockSupport.parkNanos(500_000); // so that who writes much finds room; who asks receives for themselves
            }
        } catch (IOException | RuntimeException broken) {
            System.err.println("gelf receiver: " + broken);
        }
    }

    /** Takes in everything that the system has; false when it is over. */
    private synchronized boolean receive() throws IOException {
        if (server.isOpen()) {
            for (SocketChannel next = server.accept(); next != null; next = server.accept()) {
                next.configureBlocking(false);
                pending.put(next, new ByteArrayOutputStream());
            }
        }
        for (Map.Entry<SocketChannel, ByteArrayOutputStream> connection : pending.entrySet()) {
            read(connection.getKey(), connection.getValue());
        }
        pending.keySet().removeIf(channel -> !channel.isOpen());
        return !ended;
    }

    private void read(SocketChannel channel, ByteArrayOutputStream rest) throws IOException {
        try {
            int got;
            while ((got = channel.read(bytes.clear())) > 0) {
                rest.write(bytes.array(), 0, got);
                take(channel, rest);
            }
            if (got < 0) {
                channel.close();
            }
        } catch (IOException reset) {
            channel.close();
        }
    }

    private void take(SocketChannel channel, ByteArrayOutputStream rest) throws IOException {
        byte[] all = rest.toByteArray();
        int taken = 0;
        for (int end = http ? request(channel, all, 0) : frame(all, 0);
                end > taken;
                end = http ? request(channel, all, taken) : frame(all, taken)) {
            taken = end;
        }
        rest.reset();
        rest.write(all, taken, all.length - taken);
    }

    /** Takes a message that begins there; where the next one does, or the same place if it is not whole. */
    private int frame(byte[] all, int start) {
        for (int i = start; i < all.length; i++) {
            if (all[i] == 0) {
                messages.add(new String(all, start, i - start, StandardCharsets.UTF_8));
                return i + 1;
            }
        }
        return start;
    }

    private int request(SocketChannel channel, byte[] all, int start) throws IOException {
        String head = new String(all, start, Math.min(1000, all.length - start), StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            return start;
        }
        head = head.substring(0, end).toLowerCase(Locale.ROOT);
        int at = head.indexOf("content-length: ") + "content-length: ".length();
        int line = head.indexOf('\r', at);
        int length = Integer.parseInt(head.substring(at, line < 0 ? head.length() : line));
        int body = start + end + 4;
        if (all.length - body < length) {
            return start;
        }
        ByteArrayInputStream content = new ByteArrayInputStream(all, body, length);
        byte[] message = head.contains("content-encoding: gzip")
                ? new GZIPInputStream(content).readAllBytes()
                : content.readAllBytes();
        messages.add(new String(message, StandardCharsets.UTF_8));
        channel.write(ByteBuffer.wrap(
                "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        return body + length;
    }

    /** The texts of the messages. */
    synchronized List<String> texts() throws IOException {
        receive();
        return messages.stream()
                .map(message -> String.valueOf(((Map<?, ?>) JsonReader.read(message)).get("short_message")))
                .toList();
    }

    synchronized boolean leave() throws IOException {
        server.close();
        for (SocketChannel channel : pending.keySet()) {
            channel.close();
        }
        pending.clear();
        return true;
    }

    synchronized boolean comeBack() throws IOException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (true) {
            try {
                listen(port);
                return true;
            } catch (BindException notYet) {
                if (System.nanoTime() - patience > 0) {
                    throw notYet;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        leave();
        ended = true;
    }
}
