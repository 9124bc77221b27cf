package io.logrich.sink.graylog;

import io.logrich.settings.GraylogSettings;
import io.logrich.settings.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Connects to endpoints. Looks names up each time, on the lane's thread. One thread only. */
final class Dialer {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final GraylogSettings settings;
    private final @Nullable SSLContext context;
    private final LongSupplier nanoTime;

    /** Reads the files that TLS needs. */
    Dialer(GraylogSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.context = settings.transport().isSecure() ? TlsFiles.context(settings.tls()) : null;
    }

    /** A connection that is ready for messages. Each address of a name is tried, all of them within the time for one. */
    Wire dial(HostPort endpoint) throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(endpoint.host());
        long end = nanoTime.getAsLong() + settings.delivery().connectTimeout().toNanos();
        IOException last = new IOException(endpoint + " has no address");
        for (int i = 0; i < addresses.length; i++) {
            long now = nanoTime.getAsLong();
            long deadline = now + (end - now) / (addresses.length - i);
            try {
                return secured(
                        TcpWire.open(new InetSocketAddress(addresses[i], endpoint.port()), deadline, nanoTime),
                        endpoint);
            } catch (IOException failed) {
                last = failed;
            }
        }
        throw last;
    }

    private Wire secured(Wire wire, HostPort endpoint) throws IOException {
        if (context == null) {
            return wire;
        }
        SSLEngine engine = context.createSSLEngine(endpoint.host(), endpoint.port());
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        if (!settings.tls().insecureSkipHostnameVerification()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return TlsWire.open(
                wire,
                engine,
                nanoTime.getAsLong() + settings.delivery().handshakeTimeout().toNanos(),
                nanoTime);
    }
}
