package io.logrich.sink.graylog;

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
public final class UdpReceiver implements Receiver {
    private static final int SILENCE_MILLIS = 200;

    /** What this machine sends itself is there when the call that sends it has returned. */
    private static final int LOOK_MILLIS = 1;

    private final Map<Long, Map<Integer, byte[]>> unfinished = new HashMap<>();
    private final List<byte[]> datagrams = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final List<Long> ids = new ArrayList<>();
    private final int port;
    private DatagramSocket socket;
    private int mostChunks;

    public UdpReceiver() {
        socket = open(0);
        port = socket.getLocalPort();
    }

    private static DatagramSocket open(int port) {
        try {
            DatagramSocket opened = new DatagramSocket(null);
            opened.setReceiveBufferSize(8 << 20);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return opened;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public String endpoint() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void leave() {
        socket.close();
    }

    @Override
    public void comeBack() {
        socket = open(port);
    }

    /** Nobody listens while this runs. */
    void whileGone(Runnable what) {
        leave();
        what.run();
        comeBack();
    }

    /** Takes in so many messages, or what comes until it is silent. */
    List<String> receive(int wanted) throws IOException {
        return receive(wanted, SILENCE_MILLIS);
    }

    private List<String> receive(int wanted, int silenceMillis) throws IOException {
        socket.setSoTimeout(silenceMillis);
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
        return Receiver.texts(receive(wanted));
    }

    @Override
    public List<String> texts() throws IOException {
        return Receiver.texts(messages());
    }

    /** All messages that this machine had for it when it was asked, as they were sent. */
    public List<String> messages() throws IOException {
        return socket.isClosed() ? List.copyOf(messages) : receive(Integer.MAX_VALUE, LOOK_MILLIS);
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
