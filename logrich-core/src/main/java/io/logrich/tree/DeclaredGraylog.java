package io.logrich.tree;

import io.logrich.event.LogLevel;
import io.logrich.settings.GraylogDelivery;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.GraylogTls;
import io.logrich.settings.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Graylog sink in a {@link Declaration}. Certificates and the key are named by their files. Stateless. */
final class DeclaredGraylog {
    private DeclaredGraylog() {}

    static Map<String, @Nullable Object> mapOf(GraylogSettings sink) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", sink.name());
        map.put("endpoints", sink.endpoints().stream().map(HostPort::toString).collect(Collectors.joining(",")));
        map.put("transport", sink.transport().name());
        map.put("level", sink.level().name());
        map.put("fields", sink.fields());
        GraylogTls tls = sink.tls();
        map.put("ca_file", textOf(tls.caFile()));
        map.put("certificate_file", textOf(tls.certificateFile()));
        map.put("key_file", textOf(tls.keyFile()));
        map.put("insecure_skip_hostname_verification", tls.insecureSkipHostnameVerification());
        GraylogDelivery delivery = sink.delivery();
        map.put("connect_timeout_ms", delivery.connectTimeout().toMillis());
        map.put("handshake_timeout_ms", delivery.handshakeTimeout().toMillis());
        map.put("write_timeout_ms", delivery.writeTimeout().toMillis());
        map.put("resend_bytes", delivery.resendBytes());
        map.put("resend_time_ms", delivery.resendTime().toMillis());
        map.put("gzip", delivery.gzip());
        map.put("datagram_bytes", delivery.datagramBytes());
        map.put("max_message_bytes", delivery.maxMessageBytes());
        map.put("http_path", delivery.httpPath());
        map.put("http_bulk", delivery.httpBulk());
        map.put("http_pipeline", delivery.httpPipeline());
        return map;
    }

    /** The sink again, if nothing is missing. */
    static GraylogSettings of(Map<?, ?> map) {
        Map<String, String> fields = new LinkedHashMap<>();
        Declaration.part(map, "fields")
                .forEach((name, value) -> fields.put(String.valueOf(name), String.valueOf(value)));
        GraylogTls tls = new GraylogTls(
                pathOf(map, "ca_file"),
                pathOf(map, "certificate_file"),
                pathOf(map, "key_file"),
                Boolean.TRUE.equals(map.get("insecure_skip_hostname_verification")));
        GraylogDelivery delivery = new GraylogDelivery(
                time(map, "connect_timeout_ms"),
                time(map, "handshake_timeout_ms"),
                time(map, "write_timeout_ms"),
                number(map, "resend_bytes"),
                time(map, "resend_time_ms"),
                Boolean.TRUE.equals(map.get("gzip")),
                number(map, "datagram_bytes"),
                number(map, "max_message_bytes"),
                Declaration.text(map, "http_path"),
                Boolean.TRUE.equals(map.get("http_bulk")),
                number(map, "http_pipeline"));
        return new GraylogSettings(
                Declaration.text(map, "name"),
                HostPort.parseList(Declaration.text(map, "endpoints")),
                GraylogSettings.transportOf(Declaration.text(map, "transport")),
                LogLevel.of(Declaration.text(map, "level")),
                fields,
                tls,
                delivery);
    }

    private static @Nullable String textOf(@Nullable Path file) {
        return file == null ? null : file.toString();
    }

    private static @Nullable Path pathOf(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? Path.of(text) : null;
    }

    private static Duration time(Map<?, ?> map, String key) {
        return Duration.ofMillis(Declaration.number(map, key));
    }

    private static int number(Map<?, ?> map, String key) {
        return Math.toIntExact(Declaration.number(map, key));
    }
}
