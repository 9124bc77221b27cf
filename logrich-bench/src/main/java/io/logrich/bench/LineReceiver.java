package io.logrich.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Copies what senders write over TCP into one file, whole lines, one sender's at a time. */
final class LineReceiver implements AutoCloseable {
    private final ServerSocket server;
    private final OutputStream out;
    private final List<Thread> receivers = new ArrayList<>();

    LineReceiver(Path file, int senders) throws IOException {
        server = new ServerSocket(0, senders, InetAddress.getLoopbackAddress());
        out = Files.newOutputStream(file);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits for the next sender and serves it from now on. */
    void accept() throws IOException {
        Socket socket = server.accept();
        Thread receiver = new Thread(() -> receive(socket), "receiver");
        receiver.start();
        receivers.add(receiver);
    }

    private void receive(Socket socket) {
        byte[] buffer = new byte[256 * 1024];
        try (socket;
                InputStream in = socket.getInputStream()) {
            int filled = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer, filled, buffer.length - filled)) {
                filled += read;
                int lines = filled;
                while (lines > 0 && buffer[lines - 1] != '\n') {
                    lines--;
                }
                synchronized (out) {
                    out.write(buffer, 0, lines);
                }
                System.arraycopy(buffer, lines, buffer, 0, filled - lines);
                filled -= lines;
            }
        } catch (java.net.SocketException killed) {
            // its lines are in the file
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Waits until all senders have ended. */
    @Override
    public void close() throws IOException {
        try {
            for (Thread receiver : receivers) {
                receiver.join();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        out.close();
        server.close();
    }
}
