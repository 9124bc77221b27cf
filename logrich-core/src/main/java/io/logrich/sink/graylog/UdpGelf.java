package io.logrich.sink.graylog;

import io.logrich.codec.EventView;
import io.logrich.settings.GraylogDelivery;
import io.logrich.settings.HostPort;
import io.logrich.sink.EventBatch;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * GELF over UDP. An event counts as taken when its datagrams have left; whether they arrive nobody says, except that a
 * machine without a listener may be heard of after the first is lost. One thread only.
 */
final class UdpGelf implements GelfTransport {
    private static final int LEAST_LIMIT = 1024;
    private static final int NEWS_MILLIS = 20;

    private final GelfEncoder encoder;
    private final Endpoints endpoints;
    private final @Nullable Gzip gzip;
    private final Chunks chunks;
    private final Utf8Buffer message = new Utf8Buffer(4096);
    private final Utf8Buffer packed = new Utf8Buffer(4096);
    private final int limit;
    private @Nullable DatagramChannel channel;
    private boolean heard; // whether the channel has been listened to

    UdpGelf(GelfEncoder encoder, Endpoints endpoints, GraylogDelivery delivery) {
        this.encoder = encoder;
        this.endpoints = endpoints;
        this.gzip = delivery.gzip() ? new Gzip() : null;
        this.chunks = new Chunks(delivery.datagramBytes(), new SecureRandom().nextLong());
        this.limit = delivery.maxMessageBytes() == 0 ? Integer.MAX_VALUE : delivery.maxMessageBytes();
    }

    @Override
    public int send(EventBatch batch) throws IOException {
        int taken = 0;
        int attempts = channel == null ? endpoints.count() : endpoints.count() + 1;
        while (taken < batch.size()) {
            try {
                send(batch.view(taken));
                endpoints.worked();
                taken++;
            } catch (IOException failed) {
                fail();
                if (taken > 1) {
                    return taken - 1; // what we hear of now has become of the datagram before
                } else if (--attempts <= 0) {
                    throw failed;
                }
                taken = 0;
            }
        }
        return taken;
    }

    private void send(EventView event) throws IOException {
        Utf8Buffer content = encode(event);
        DatagramChannel open = channel;
        if (open == null) {
            open = endpoints.open(UdpGelf::open);
            channel = open;
        }
        if (chunks.isWhole(content.size())) {
            open.write(ByteBuffer.wrap(content.array(), 0, content.size()));
        } else {
            int count = chunks.begin(content.size());
            for (int i = 0; i < count; i++) {
                open.write(chunks.chunk(content.array(), content.size(), i, count));
            }
        }
        if (!heard) {
            listen(open);
            heard = true;
        }
    }

    /** Waits a little for the news that nobody listens there: the first event would be lost, and each after a failure. */
    private void listen(DatagramChannel open) throws IOException {
        open.socket().setSoTimeout(NEWS_MILLIS);
        try {
            open.socket().receive(new DatagramPacket(new byte[1], 1));
        } catch (SocketTimeoutException nothingHeard) {
            // as it should be
        }
    }

    /** In as many bytes as fit into the most chunks there may be. */
    private Utf8Buffer encode(EventView event) {
        int most = limit;
        while (true) {
            message.shrinkTo(1 << 20);
            encoder.write(event, most, message);
            Utf8Buffer content = smallest();
            if (content.size() <= chunks.mostBytes()) {
                return content;
            }
            // text that cannot be compressed needs as much less as it is too long, other text more
            long wanted = (long) message.size() * chunks.mostBytes() / content.size() * 15 / 16;
            most = (int) Math.max(LEAST_LIMIT, wanted);
        }
    }

    private Utf8Buffer smallest() {
        if (gzip == null) {
            return message;
        }
        packed.shrinkTo(1 << 20);
        gzip.write(message.array(), 0, message.size(), packed);
        return packed.size() < message.size() ? packed : message;
    }

    static DatagramChannel open(HostPort endpoint) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port());
        DatagramChannel opened = DatagramChannel.open();
        try {
            opened.connect(address); // so that the system tells us of a port that nobody listens to
            return opened;
        } catch (IOException | RuntimeException failed) {
            opened.close();
            throw failed;
        }
    }

    private void fail() throws IOException {
        if (channel != null) {
            endpoints.failed();
            channel.close();
            channel = null;
        }
        heard = false;
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        } catch (IOException nothingToLose) {
            // a datagram channel has nothing on its way
        }
        if (gzip != null) {
            gzip.close();
        }
    }
}
