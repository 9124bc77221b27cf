package io.logrich.sink.graylog;

import io.logrich.settings.GraylogSettings;
import io.logrich.settings.HostPort;
import io.logrich.settings.SettingsException;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** Sends events to Graylog as GELF 1.1. One thread only. */
public final class GraylogSink implements Sink {
    private final GelfTransport transport;

    private GraylogSink(GelfTransport transport) {
        this.transport = transport;
    }

    /**
     * Makes the sink. It connects when there is something to send: Graylog need not be there yet.
     *
     * @throws SettingsException if a file that TLS needs cannot be used
     */
    public static GraylogSink open(GraylogSettings settings) {
        return open(settings, System::nanoTime);
    }

    static GraylogSink open(GraylogSettings settings, LongSupplier nanoTime) {
        GelfEncoder encoder = new GelfEncoder(settings.fields());
        Endpoints endpoints = new Endpoints(
                settings.endpoints(),
                nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
        Dialer dialer = new Dialer(settings, nanoTime);
        return new GraylogSink(
                switch (settings.transport()) {
                    case TCP, TLS -> new StreamGelf(encoder, endpoints, dialer::dial, settings.delivery(), nanoTime);
                    case HTTP, HTTPS -> new HttpGelf(encoder, endpoints, dialer, settings.delivery(), nanoTime);
                    case UDP -> new UdpGelf(encoder, endpoints, settings.delivery());
                });
    }

    @Override
    public int write(EventBatch batch) throws IOException {
        return transport.send(batch);
    }

    @Override
    public void close() {
        transport.close();
    }

    /**
     * Connects to each endpoint and sends nothing; over UDP only names can be looked up.
     *
     * @return who was there, for people
     * @throws IOException if none was; its message says why
     */
    public static String check(GraylogSettings settings) throws IOException {
        Dialer dialer = new Dialer(settings, System::nanoTime);
        List<String> found = new ArrayList<>();
        IOException last = null;
        boolean there = false;
        for (HostPort endpoint : settings.endpoints()) {
            try {
                found.add(look(settings, dialer, endpoint));
                there = true;
            } catch (IOException refused) {
                found.add(endpoint + " does not answer (" + refused.getMessage() + ")");
                last = refused;
            }
        }
        if (last != null && !there) {
            throw last;
        }
        return String.join(", ", found);
    }

    private static String look(GraylogSettings settings, Dialer dialer, HostPort endpoint) throws IOException {
        if (settings.transport() == GraylogSettings.Transport.UDP) {
            try (DatagramChannel channel = UdpGelf.open(endpoint)) {
                return channel.getRemoteAddress() + " can be sent to, and will not say what arrives";
            }
        }
        try (Wire wire = dialer.dial(endpoint)) {
            return wire.description() + " answers";
        }
    }
}
