package io.logrich.settings;

import io.logrich.event.LogLevel;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A Graylog server, or several of which one is used at a time, that events are sent to as GELF 1.1. Immutable.
 *
 * @param name the sink's name
 * @param endpoints where it listens, at least one; the first that works is used
 * @param transport how it is spoken to
 * @param level its threshold
 * @param fields sent with each event, without the underscore; an event's own fields win over them
 * @param tls for TLS and HTTPS
 * @param delivery times and sizes
 */
public record GraylogSettings(
        String name,
        List<HostPort> endpoints,
        Transport transport,
        LogLevel level,
        Map<String, String> fields,
        GraylogTls tls,
        GraylogDelivery delivery)
        implements SinkSettings {
    /** How Graylog is spoken to; each is an input of its own there. */
    public enum Transport {
        /** One connection; messages end with a NUL byte. */
        TCP,
        /** The same within TLS. */
        TLS,
        /** Datagrams, which get lost without a word. */
        UDP,
        /** Requests with answers. */
        HTTP,
        /** The same within TLS. */
        HTTPS;

        /** Whether certificates matter. */
        public boolean isSecure() {
            return this == TLS || this == HTTPS;
        }

        /** Whether it is requests with answers. */
        public boolean isHttp() {
            return this == HTTP || this == HTTPS;
        }
    }

    public GraylogSettings {
        name = SettingsException.filled("name", name);
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new SettingsException("endpoint", "must be one at least", endpoints);
        }
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        if ((tls.certificateFile() == null) != (tls.keyFile() == null)) {
            throw new SettingsException(
                    "certificateFile", "must come with keyFile, and keyFile with it", tls.certificateFile());
        }
    }

    /** One server over TCP, for WARNING and above; several {@code HOST:PORT} with commas between them are tried in turn. */
    public static GraylogSettings of(String endpoints) {
        return new GraylogSettings(
                "graylog",
                HostPort.parseList(endpoints),
                Transport.TCP,
                LogLevel.WARNING,
                Map.of(),
                GraylogTls.DEFAULT,
                GraylogDelivery.DEFAULT);
    }

    /** One of the servers is the same, however it is spoken to. */
    @Override
    public boolean leadsTo(SinkSettings other) {
        return other instanceof GraylogSettings graylog
                && endpoints.stream()
                        .anyMatch(own -> graylog.endpoints.stream()
                                .anyMatch(theirs -> own.host().equalsIgnoreCase(theirs.host())));
    }

    /** Two sinks of one runtime cannot have the same. */
    public GraylogSettings withName(String value) {
        return new GraylogSettings(value, endpoints, transport, level, fields, tls, delivery);
    }

    public GraylogSettings withEndpoints(List<HostPort> value) {
        return new GraylogSettings(name, value, transport, level, fields, tls, delivery);
    }

    public GraylogSettings withTransport(Transport value) {
        return new GraylogSettings(name, endpoints, value, level, fields, tls, delivery);
    }

    public GraylogSettings withLevel(LogLevel value) {
        return new GraylogSettings(name, endpoints, transport, value, fields, tls, delivery);
    }

    /** Fields that each event has: {@code Map.of("facility", "billing")}. */
    public GraylogSettings withFields(Map<String, String> value) {
        return new GraylogSettings(name, endpoints, transport, level, value, tls, delivery);
    }

    public GraylogSettings withTls(UnaryOperator<GraylogTls> change) {
        return new GraylogSettings(name, endpoints, transport, level, fields, change.apply(tls), delivery);
    }

    /** Changes times and sizes: {@code withDelivery(d -> d.withWriteTimeout(Duration.ofSeconds(1)))}. */
    public GraylogSettings withDelivery(UnaryOperator<GraylogDelivery> change) {
        return new GraylogSettings(name, endpoints, transport, level, fields, tls, change.apply(delivery));
    }

    /** The transport of that name, in any case. */
    public static Transport transportOf(String text) {
        try {
            return Transport.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            String known = Arrays.stream(Transport.values())
                    .map(one -> one.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw new SettingsException("graylogProtocol", "must be one of " + known, text);
        }
    }

    /** The same transport within TLS, or without it. */
    static Transport secured(Transport transport, boolean tls) {
        return switch (transport) {
            case TCP, TLS -> tls ? Transport.TLS : Transport.TCP;
            case HTTP, HTTPS -> tls ? Transport.HTTPS : Transport.HTTP;
            case UDP -> {
                if (tls) {
                    throw new SettingsException("graylogTls", "must be false with UDP", true);
                }
                yield Transport.UDP;
            }
        };
    }
}
