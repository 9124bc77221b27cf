package io.logrich.testing;

import io.logrich.sink.graylog.Receiver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** GELF over TCP or HTTP, within TLS or without. Whoever asks receives for themselves. Thread-safe. */
final class GelfReceiver implements Receiver {
    /** Long enough for what there is: this machine has it already. */
    private static final int LOOK_MILLIS = 1;

    private static final int HANDSHAKE_MILLIS = 5_000;

    private final boolean http;
    private final @Nullable SSLContext tls;
    private final int port;
    private final Map<Socket, ByteArrayOutputStream> pending = new HashMap<>();
    private final byte[] bytes = new byte[64 * 1024];
    private final List<String> messages = new ArrayList<>();
    private ServerSocket server;
    private boolean ended;

    GelfReceiver(boolean http, @Nullable SSLContext tls) throws IOException {
        this.http = http;
        this.tls = tls;
        server = listen(0);
        port = server.getLocalPort();
        Thread reading = new Thread(this::run, "gelf receiver");
        reading.setDaemon(true);
        reading.start();
    }

    @Override
    public String endpoint() {
        return "127.0.0.1:" + port;
    }

    private ServerSocket listen(int wanted) throws IOException {
        ServerSocket listening =
                tls == null ? new ServerSocket() : tls.getServerSocketFactory().createServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        listening.setSoTimeout(LOOK_MILLIS);
        return listening;
    }

    private void run() {
        try {
            while (receive()) {
                LockSupport.parkNanos(500_000); // so that others find the lock free
            }
        } catch (IOException | RuntimeException broken) {
            System.err.println("gelf receiver: " + broken);
        }
    }

    /** Takes in everything that the system has; false when it is over. */
    private synchronized boolean receive() throws IOException {
        while (!server.isClosed() && accept()) {
            // there may be another
        }
        for (Map.Entry<Socket, ByteArrayOutputStream> connection : pending.entrySet()) {
            read(connection.getKey(), connection.getValue());
        }
        pending.keySet().removeIf(Socket::isClosed);
        return !ended;
    }

    private boolean accept() throws IOException {
        try {
            Socket socket = server.accept();
            if (socket instanceof SSLSocket secure) {
                secure.setSoTimeout(HANDSHAKE_MILLIS);
                secure.startHandshake();
            }
            socket.setSoTimeout(LOOK_MILLIS);
            pending.put(socket, new ByteArrayOutputStream());
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    private void read(Socket socket, ByteArrayOutputStream rest) throws IOException {
        try {
            int got;
            while ((got = socket.getInputStream().read(bytes)) >= 0) {
                rest.write(bytes, 0, got);
                take(socket, rest);
            }
            socket.close();
        } catch (SocketTimeoutException nothing) {
            // for now
        } catch (IOException reset) {
            socket.close();
        }
    }

    private void take(Socket socket, ByteArrayOutputStream rest) throws IOException {
        byte[] all = rest.toByteArray();
        int taken = 0;
        for (int end = http ? request(socket, all, 0) : frame(all, 0);
                end > taken;
                end = http ? request(socket, all, taken) : frame(all, taken)) {
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

    private int request(Socket socket, byte[] all, int start) throws IOException {
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
        socket.getOutputStream()
                .write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return body + length;
    }

    @Override
    public synchronized List<String> texts() throws IOException {
        receive();
        return Receiver.texts(messages);
    }

    @Override
    public synchronized void leave() throws IOException {
        server.close();
        for (Socket socket : pending.keySet()) {
            socket.close();
        }
        pending.clear();
    }

    @Override
    public synchronized void comeBack() throws IOException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (true) {
            try {
                server = listen(port);
                return;
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
