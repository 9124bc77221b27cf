package io.logrich.sink.graylog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A Graylog that is gone for a while, and knows how many bytes its system had acknowledged that it never read. Counts events
 * by their field {@code n}. Thread-safe.
 */
final class OutageReceiver implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("\"_n\":(\\d+)[,}]");
    private static final int RECEIVE_BYTES = 64 * 1024;
    private static final long STILL_NANOS = 100_000_000;

    private final boolean http;
    private final @Nullable SSLContext tls;
    private final BitSet seen = new BitSet();
    private final List<Socket> open = new ArrayList<>();
    private final int port;
    private volatile @Nullable ServerSocket server;
    private volatile boolean paused;
    private long total;
    private int shortest = Integer.MAX_VALUE;

    OutageReceiver(boolean http, @Nullable SSLContext tls) throws IOException {
        this.http = http;
        this.tls = tls;
        port = listen(0);
    }

    String endpoint() {
        return "127.0.0.1:" + port;
    }

    private int listen(int wanted) throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.setReceiveBufferSize(RECEIVE_BYTES);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        server = listening;
        Thread accepting = new Thread(
                () -> {
                    while (!listening.isClosed()) {
                        try {
                            Socket socket = listening.accept();
                            synchronized (this) {
                                open.add(socket);
                            }
                            Thread serving = new Thread(() -> serve(socket), "outage receiver of one");
                            serving.setDaemon(true);
                            serving.start();
                        } catch (IOException closed) {
                            // by leave
                        }
                    }
                },
                "outage receiver");
        accepting.setDaemon(true);
        accepting.start();
        return listening.getLocalPort();
    }

    /** Stops reading, and breaks its connections once nothing more is acknowledged; how many bytes were, and never read. */
    long leave() throws IOException {
        ServerSocket listening = java.util.Objects.requireNonNull(server);
        listening.close();
        paused = true;
        long unread = -1;
        long still = System.nanoTime();
        while (System.nanoTime() - still < STILL_NANOS) {
            long now = unread();
            if (now != unread) {
                unread = now;
                still = System.nanoTime();
            }
            LockSupport.parkNanos(1_000_000);
        }
        synchronized (this) {
            for (Socket socket : open) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
            open.clear();
        }
        return unread;
    }

    private synchronized long unread() throws IOException {
        long all = 0;
        for (Socket socket : open) {
            all += socket.isClosed() ? 0 : socket.getInputStream().available();
        }
        return all;
    }

    void comeBack() throws IOException {
        paused = false;
        long patience = System.nanoTime() + 5_000_000_000L;
        while (true) {
            try {
                listen(port);
                return;
            } catch (SocketException notYet) { // the thread that accepted lets go of it a moment later
                if (System.nanoTime() - patience > 0) {
                    throw notYet;
                }
                Thread.onSpinWait();
            }
        }
    }

    private void serve(Socket raw) {
        try (Socket socket = tls == null ? raw : secured(raw, tls)) {
            InputStream in = socket.getInputStream();
            if (http) {
                http(socket, in);
            } else {
                frames(in);
            }
        } catch (IOException broken) {
            // as connections are here
        } finally {
            synchronized (this) {
                open.remove(raw);
            }
        }
    }

    private static SSLSocket secured(Socket raw, SSLContext tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(raw, null, raw.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }

    private void frames(InputStream in) throws IOException {
        byte[] bytes = new byte[8192];
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        while (true) {
            holdOn();
            int got = in.read(bytes);
            if (got < 0) {
                return;
            }
            for (int i = 0; i < got; i++) {
                if (bytes[i] == 0) {
                    note(frame.toString(StandardCharsets.UTF_8));
                    frame.reset();
                } else {
                    frame.write(bytes[i]);
                }
            }
        }
    }

    private void http(Socket socket, InputStream in) throws IOException {
        HttpReceiver answering = new HttpReceiver().manner((headers, body) -> {
            if (paused) {
                return "";
            }
            body.lines().forEach(this::note);
            return HttpReceiver.ACCEPTED;
        });
        answering.serve(socket, in);
    }

    /** Does nothing any more while this server is on its way out: its connection will be broken. */
    private void holdOn() {
        while (paused) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private synchronized void note(String message) {
        Matcher number = NUMBER.matcher(message);
        if (number.find()) {
            seen.set(Integer.parseInt(number.group(1)));
            total++;
            shortest = Math.min(shortest, message.length());
        }
    }

    /** How many different events have arrived. */
    synchronized int events() {
        return seen.cardinality();
    }

    /** How many have arrived twice. */
    synchronized long again() {
        return total - seen.cardinality();
    }

    /** How many bytes the shortest had. */
    synchronized int shortest() {
        return shortest;
    }

    @Override
    public void close() throws IOException {
        ServerSocket listening = server;
        if (listening != null) {
            listening.close();
        }
        synchronized (this) {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
