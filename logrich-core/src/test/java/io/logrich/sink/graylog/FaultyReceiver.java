package io.logrich.sink.graylog;

import io.logrich.text.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server for GELF over TCP that does what it should not, as told: one connection after the other. It keeps its port while
 * it is gone. Thread-safe.
 */
final class FaultyReceiver implements AutoCloseable {
    /** What a connection goes through. It ends, in order, when this returns. */
    @FunctionalInterface
    interface Manner {
        void serve(Socket socket, FaultyReceiver receiver) throws IOException;
    }

    /** Reads everything, to the end. */
    static final Manner READS = (socket, receiver) -> receiver.read(socket, Integer.MAX_VALUE, 4096);

    private static final long PATIENCE_MILLIS = 5_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> messages = new ArrayList<>();
    private final List<Socket> open = new ArrayList<>();
    private final List<Thread> serving = new ArrayList<>();
    private final @Nullable SSLContext tls;
    private final boolean clientCertificate;
    private final String protocol;
    private volatile Manner manner = READS;
    private volatile @Nullable ServerSocket server;
    private volatile @Nullable Thread accepting;
    private final int port;
    private int connections;

    FaultyReceiver() {
        this(null, false, "");
    }

    FaultyReceiver(@Nullable SSLContext tls, boolean clientCertificate) {
        this(tls, clientCertificate, "");
    }

    /** With one version of TLS alone. */
    FaultyReceiver(@Nullable SSLContext tls, boolean clientCertificate, String protocol) {
        this.tls = tls;
        this.protocol = protocol;
        this.clientCertificate = clientCertificate;
        port = listen(0);
    }

    /** From the next connection on that is accepted. */
    FaultyReceiver manner(Manner next) {
        manner = next;
        return this;
    }

    /** Ends a connection after so many messages, whatever else was sent. */
    static Manner closesAfter(int messages) {
        return (socket, receiver) -> receiver.read(socket, messages, 1);
    }

    /** Breaks a connection after so many bytes. */
    static Manner resetsAfter(int bytes) {
        return (socket, receiver) -> {
            socket.getInputStream().readNBytes(bytes);
            socket.setSoLinger(true, 0);
        };
    }

    int port() {
        return port;
    }

    /** As settings want it. */
    String endpoint() {
        return "127.0.0.1:" + port;
    }

    /** Is gone: refuses connections, and breaks those that there are. */
    void leave() throws IOException {
        ServerSocket listening = server;
        server = null;
        if (listening != null) {
            listening.close();
            awaitEnd(accepting); // until then the system holds the socket, and takes connections
        }
        lock.lock();
        try {
            for (Socket socket : open) {
                try {
                    socket.setSoLinger(true, 0);
                } catch (SocketException closed) {
                    // gone already
                }
                socket.close();
            }
            open.clear();
        } finally {
            lock.unlock();
        }
        for (Thread thread : threads()) {
            awaitEnd(thread); // until it has left its read, the system takes what is sent
        }
    }

    private List<Thread> threads() {
        lock.lock();
        try {
            List<Thread> threads = List.copyOf(serving);
            serving.clear();
            return threads;
        } finally {
            lock.unlock();
        }
    }

    /** Is there again, at the same port. */
    void comeBack() {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (true) {
            try {
                listen(port);
                return;
            } catch (UncheckedIOException notYet) { // the thread that accepted lets go of it a moment later
                if (System.nanoTime() - patience > 0) {
                    throw notYet;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static void awaitEnd(@Nullable Thread thread) {
        try {
            if (thread != null && thread != Thread.currentThread()) {
                thread.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private int listen(int wanted) {
        try {
            ServerSocket listening = tls == null
                    ? new ServerSocket()
                    : tls.getServerSocketFactory().createServerSocket();
            if (listening instanceof javax.net.ssl.SSLServerSocket secure) {
                secure.setNeedClientAuth(clientCertificate);
            }
            if (listening instanceof javax.net.ssl.SSLServerSocket secure && !protocol.isEmpty()) {
                secure.setEnabledProtocols(new String[] {protocol});
            }
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            server = listening;
            Thread thread = new Thread(() -> accept(listening), "receiver");
            thread.setDaemon(true);
            accepting = thread;
            thread.start();
            return listening.getLocalPort();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Manner taken = manner; // before anybody can see that there is a connection
                Thread thread = new Thread(() -> serve(socket, taken), "receiver of one");
                thread.setDaemon(true);
                change(() -> {
                    open.add(socket);
                    serving.add(thread);
                    connections++;
                });
                thread.start();
            } catch (IOException closed) {
                // by leave, or the peer did not get through the handshake
            }
        }
    }

    private void serve(Socket socket, Manner taken) {
        try (socket) {
            taken.serve(socket, this);
        } catch (IOException ended) {
            // as this receiver's connections do
        } finally {
            change(() -> open.remove(socket));
        }
    }

    /** Reads so many messages at most, in pieces of so many bytes. */
    void read(Socket socket, int most, int piece) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        byte[] bytes = new byte[piece];
        int seen = 0;
        for (int got = in.read(bytes); got >= 0; got = in.read(bytes)) {
            for (int i = 0; i < got; i++) {
                if (bytes[i] != 0) {
                    frame.write(bytes[i]);
                    continue;
                }
                String message = frame.toString(StandardCharsets.UTF_8);
                frame.reset();
                change(() -> messages.add(message));
                if (++seen == most) {
                    return;
                }
            }
        }
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something is so that messages or connections make so. */
    void await(BooleanSupplier what) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(20);
            while (!what.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError("not in time: " + connections + " connections, " + messages);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for so many messages and gives back the texts of all that are there. */
    List<String> texts(int atLeast) {
        await(() -> messages.size() >= atLeast);
        lock.lock();
        try {
            return messages.stream()
                    .map(message -> String.valueOf(((Map<?, ?>) JsonReader.read(message)).get("short_message")))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** How many connections there have been. */
    int connections() {
        lock.lock();
        try {
            return connections;
        } finally {
            lock.unlock();
        }
    }

    /** How many there are. */
    int openConnections() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        leave();
    }
}
