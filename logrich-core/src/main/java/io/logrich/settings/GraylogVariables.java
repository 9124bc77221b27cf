package io.logrich.settings;

import io.logrich.event.LogLevel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The variables {@code LOG_GRAYLOG_*} over the Graylog sinks of a configuration. Used once. */
final class GraylogVariables {
    private static final String COUNT = "must be a whole number";
    private static final String BYTES = "must be a number of bytes";

    private final EnvironmentSettings variables;
    private final List<SinkSettings> sinks;

    GraylogVariables(EnvironmentSettings variables, List<SinkSettings> sinks) {
        this.variables = variables;
        this.sinks = new ArrayList<>(sinks);
    }

    /**
     * The sinks as the variables make them. An endpoint makes one if there is none, unless {@code LOG_ENABLE_GRAYLOG}
     * says no.
     */
    List<SinkSettings> applied() {
        variables.with("LOG_GRAYLOG_ENDPOINT", "must be HOST:PORT,HOST:PORT", HostPort::parseList, endpoints -> {
            if (sinks.stream().noneMatch(GraylogSettings.class::isInstance)) {
                sinks.add(GraylogSettings.of(endpoints.get(0).toString()));
            }
            change(sink -> sink.withEndpoints(endpoints));
        });
        variables.with("LOG_ENABLE_GRAYLOG", EnvironmentSettings.BOOLEAN, EnvironmentSettings::flag, this::enable);
        each("LOG_GRAYLOG_LEVEL", "must be the name of a level", LogLevel::of, GraylogSettings::withLevel);
        each(
                "LOG_GRAYLOG_PROTOCOL",
                "must be the name of a transport",
                GraylogSettings::transportOf,
                GraylogSettings::withTransport);
        flag("LOG_GRAYLOG_TLS", (sink, on) -> sink.withTransport(GraylogSettings.secured(sink.transport(), on)));
        each(
                "LOG_GRAYLOG_FIELDS",
                "must be a list name=value,name=value",
                PairList::parse,
                GraylogSettings::withFields);
        tls();
        delivery();
        return sinks;
    }

    private void tls() {
        each("LOG_GRAYLOG_CA_FILE", "must be a path", Path::of, (sink, file) -> sink.withTls(t -> t.withCaFile(file)));
        // each goes with the other, and neither may come first
        variables.with("LOG_GRAYLOG_CERTIFICATE_FILE", "must be a path", Path::of, certificate -> {
            String key = variables.value("LOG_GRAYLOG_KEY_FILE");
            change(sink -> sink.withTls(
                    t -> t.withCertificateFile(certificate).withKeyFile(key == null ? t.keyFile() : Path.of(key))));
        });
        each(
                "LOG_GRAYLOG_KEY_FILE",
                "must be a path",
                Path::of,
                (sink, file) -> sink.withTls(t -> t.withKeyFile(file)));
        flag(
                "LOG_GRAYLOG_INSECURE_SKIP_HOSTNAME_VERIFICATION",
                (sink, skip) -> sink.withTls(t -> t.withInsecureSkipHostnameVerification(skip)));
    }

    private void delivery() {
        time("LOG_GRAYLOG_CONNECT_TIMEOUT", GraylogDelivery::withConnectTimeout);
        time("LOG_GRAYLOG_HANDSHAKE_TIMEOUT", GraylogDelivery::withHandshakeTimeout);
        time("LOG_GRAYLOG_WRITE_TIMEOUT", GraylogDelivery::withWriteTimeout);
        time("LOG_GRAYLOG_RESEND_TIME", GraylogDelivery::withResendTime);
        bytes("LOG_GRAYLOG_RESEND_BYTES", GraylogDelivery::withResendBytes);
        bytes("LOG_GRAYLOG_DATAGRAM_BYTES", GraylogDelivery::withDatagramBytes);
        bytes("LOG_GRAYLOG_MAX_MESSAGE_BYTES", GraylogDelivery::withMaxMessageBytes);
        flag("LOG_GRAYLOG_GZIP", (sink, on) -> sink.withDelivery(d -> d.withGzip(on)));
        each(
                "LOG_GRAYLOG_HTTP_PATH",
                "must be a path",
                Function.identity(),
                (sink, path) -> sink.withDelivery(d -> d.withHttpPath(path)));
        flag("LOG_GRAYLOG_HTTP_BULK", (sink, on) -> sink.withDelivery(d -> d.withHttpBulk(on)));
        each(
                "LOG_GRAYLOG_HTTP_PIPELINE",
                COUNT,
                Integer::valueOf,
                (sink, requests) -> sink.withDelivery(d -> d.withHttpPipeline(requests)));
    }

    private void enable(boolean wanted) {
        boolean there = sinks.stream().anyMatch(GraylogSettings.class::isInstance);
        if (wanted && !there) {
            throw new SettingsException("LOG_ENABLE_GRAYLOG", "must come with LOG_GRAYLOG_ENDPOINT", "true");
        } else if (!wanted) {
            sinks.removeIf(GraylogSettings.class::isInstance);
        }
    }

    private void flag(String name, Change<Boolean> change) {
        each(name, EnvironmentSettings.BOOLEAN, EnvironmentSettings::flag, change);
    }

    private void time(String name, DeliveryChange<java.time.Duration> change) {
        each(
                name,
                EnvironmentSettings.SECONDS,
                EnvironmentSettings::seconds,
                (sink, time) -> sink.withDelivery(d -> change.apply(d, time)));
    }

    private void bytes(String name, DeliveryChange<Integer> change) {
        each(
                name,
                BYTES,
                text -> Math.toIntExact(RollSettings.bytesOf(text)),
                (sink, bytes) -> sink.withDelivery(d -> change.apply(d, bytes)));
    }

    private <T> void each(String name, String rule, Function<String, T> reading, Change<T> change) {
        variables.with(name, rule, reading, value -> change(sink -> change.apply(sink, value)));
    }

    private void change(UnaryOperator<GraylogSettings> change) {
        sinks.replaceAll(sink -> sink instanceof GraylogSettings graylog ? change.apply(graylog) : sink);
    }

    private interface Change<T> {
        GraylogSettings apply(GraylogSettings sink, T value);
    }

    private interface DeliveryChange<T> {
        GraylogDelivery apply(GraylogDelivery delivery, T value);
    }
}
