package io.logrich.sink.graylog;

import io.logrich.text.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Receives GELF over UDP and puts chunks together, as the specification says. One thread only: datagrams wait in its socket. */
final class UdpReceiver implements AutoCloseable {
    private static final int SILENCE_MILLIS = 200;

    private final Map<Long, Map<Integer, byte[]>> unfinished = new HashMap<>();
    private final List<byte[]> datagrams = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final List<Long> ids = new ArrayList<>();
    private DatagramSocket socket;
    private int mostChunks;

    UdpReceiver() {
        socket = open(0);
    }

    private static DatagramSocket open(int port) {
        try {
            DatagramSocket opened = new DatagramSocket(null);
            opened.setReceiveBufferSize(8 << 20);
            opened.setSoTimeout(SILENCE_MILLIS);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return opened;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    String endpoint() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Nobody listens while this runs. */
    void whileGone(Runnable what) {
        int port = socket.getLocalPort();
        socket.close();
        what.run();
        socket = open(port);
    }

    /** Takes in so many messages, or what comes until it is silent. */
    List<String> receive(int wanted) throws IOException {
        byte[] bytes = new byte[65_536];
        while (messages.size() < wanted) {
            DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException silence) {
                return List.copyOf(messages);
            }
            byte[] datagram = java.util.Arrays.copyOf(bytes, packet.getLength());
            datagrams.add(datagram);
            take(datagram);
        }
        return List.copyOf(messages);
    }

    private void take(byte[] datagram) throws IOException {
        if (datagram[0] != 0x1e || datagram[1] != 0x0f) {
            messages.add(text(datagram));
            return;
        }
        long id = ByteBuffer.wrap(datagram).getLong(2);
        int count = datagram[11] & 0xff;
        mostChunks = Math.max(mostChunks, count);
        Map<Integer, byte[]> chunks = unfinished.computeIfAbsent(id, unseen -> new TreeMap<>());
        chunks.put(datagram[10] & 0xff, java.util.Arrays.copyOfRange(datagram, 12, datagram.length));
        if (chunks.size() == count) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            chunks.values().forEach(whole::writeBytes);
            messages.add(text(whole.toByteArray()));
            ids.add(id);
            unfinished.remove(id);
        }
    }

    private static String text(byte[] message) throws IOException {
        boolean gzip = message.length > 1 && message[0] == 0x1f && message[1] == (byte) 0x8b;
        byte[] plain = gzip ? new GZIPInputStream(new ByteArrayInputStream(message)).readAllBytes() : message;
        return new String(plain, StandardCharsets.UTF_8);
    }

    /** The messages of {@link #receive} as their texts. */
    List<String> texts(int wanted) throws IOException {
        return receive(wanted).stream()
                .map(message -> String.valueOf(((Map<?, ?>) JsonReader.read(message)).get("short_message")))
                .toList();
    }

    List<Integer> sizes() {
        return datagrams.stream().map(datagram -> datagram.length).toList();
    }

    List<byte[]> datagrams() {
        return datagrams;
    }

    List<Long> ids() {
        return ids;
    }

    int mostChunks() {
        return mostChunks;
    }

    @Override
    public void close() {
        socket.close();
    }
}
