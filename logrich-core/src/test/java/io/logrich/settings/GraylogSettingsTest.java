package io.logrich.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LogLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of a Graylog server, in code and in variables. */
class GraylogSettingsTest {
    private static final RuntimeConfig NONE = RuntimeConfig.builder("s", "e").build();

    @ParameterizedTest
    @CsvSource({
        "graylog:12201, graylog, 12201",
        " 10.0.0.1:1 , 10.0.0.1, 1",
        "[::1]:65535, ::1, 65535",
        "[fe80::1%eth0]:12201, fe80::1%eth0, 12201",
    })
    void endpoints_are_hosts_with_ports(String text, String host, int port) {
        HostPort endpoint = HostPort.parse(text);

        assertThat(endpoint).isEqualTo(new HostPort(host, port)).hasToString(text.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "graylog",
                "graylog:",
                ":12201",
                "graylog:0",
                "graylog:65536",
                "::1:12201",
                "[::1]",
                "a b:1",
                "http://graylog:12201",
                "u@h:1",
                "graylog:12201/",
                "a:1,b",
                "a:1,,b:2",
                "graylog:-1",
                "graylog:999999999"
            })
    void what_is_none_is_refused_with_its_rule_and_value(String text) {
        assertThatThrownBy(() -> GraylogSettings.of(text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("endpoint must")
                .hasMessageEndingWith("was '" + text + "'");
    }

    @Test
    void an_endpoint_in_the_environment_is_a_sink() {
        GraylogSettings sink = only(NONE.with(Map.of("LOG_GRAYLOG_ENDPOINT", "a:1, [::1]:2")));

        assertThat(sink)
                .isEqualTo(GraylogSettings.of("a:1,[::1]:2"))
                .extracting(GraylogSettings::level, GraylogSettings::transport, GraylogSettings::name)
                .containsExactly(LogLevel.WARNING, GraylogSettings.Transport.TCP, "graylog");
    }

    @Test
    void every_variable_wins_over_code() {
        RuntimeConfig code = NONE.toBuilder()
                .sink(GraylogSettings.of("code:1").withLevel(LogLevel.TRACE).withFields(Map.of("a", "b")))
                .build();

        assertThat(only(code.with(Map.ofEntries(
                        Map.entry("LOG_ENABLE_GRAYLOG", "yes"),
                        Map.entry("LOG_GRAYLOG_ENDPOINT", "env:2"),
                        Map.entry("LOG_GRAYLOG_LEVEL", "error"),
                        Map.entry("LOG_GRAYLOG_PROTOCOL", "Http"),
                        Map.entry("LOG_GRAYLOG_TLS", "on"),
                        Map.entry("LOG_GRAYLOG_FIELDS", "facility=billing,rack=\"7,8\""),
                        Map.entry("LOG_GRAYLOG_CA_FILE", "/ca"),
                        Map.entry("LOG_GRAYLOG_CERTIFICATE_FILE", "/certificate"),
                        Map.entry("LOG_GRAYLOG_KEY_FILE", "/key"),
                        Map.entry("LOG_GRAYLOG_INSECURE_SKIP_HOSTNAME_VERIFICATION", "true"),
                        Map.entry("LOG_GRAYLOG_CONNECT_TIMEOUT", "0.5"),
                        Map.entry("LOG_GRAYLOG_HANDSHAKE_TIMEOUT", "1.5"),
                        Map.entry("LOG_GRAYLOG_WRITE_TIMEOUT", "2.5"),
                        Map.entry("LOG_GRAYLOG_RESEND_BYTES", "64k"),
                        Map.entry("LOG_GRAYLOG_RESEND_TIME", "30"),
                        Map.entry("LOG_GRAYLOG_GZIP", "no"),
                        Map.entry("LOG_GRAYLOG_DATAGRAM_BYTES", "8192"),
                        Map.entry("LOG_GRAYLOG_MAX_MESSAGE_BYTES", "1M"),
                        Map.entry("LOG_GRAYLOG_HTTP_PATH", "/x"),
                        Map.entry("LOG_GRAYLOG_HTTP_BULK", "1"),
                        Map.entry("LOG_GRAYLOG_HTTP_PIPELINE", "5")))))
                .isEqualTo(new GraylogSettings(
                        "graylog",
                        List.of(new HostPort("env", 2)),
                        GraylogSettings.Transport.HTTPS,
                        LogLevel.ERROR,
                        Map.of("facility", "billing", "rack", "7,8"),
                        new GraylogTls(Path.of("/ca"), Path.of("/certificate"), Path.of("/key"), true),
                        new GraylogDelivery(
                                Duration.ofMillis(500),
                                Duration.ofMillis(1500),
                                Duration.ofMillis(2500),
                                65_536,
                                Duration.ofSeconds(30),
                                false,
                                8192,
                                1 << 20,
                                "/x",
                                true,
                                5)));
    }

    @Test
    void it_can_be_switched_off_from_outside() {
        RuntimeConfig code = NONE.toBuilder().sink(GraylogSettings.of("code:1")).build();

        assertThat(code.with(Map.of("LOG_ENABLE_GRAYLOG", "false")).sinks()).isEmpty();
        assertThat(NONE.with(Map.of("LOG_ENABLE_GRAYLOG", "false", "LOG_GRAYLOG_ENDPOINT", "a:1"))
                        .sinks())
                .isEmpty();
        assertThat(NONE.with(Map.of("LOG_ENABLE_GRAYLOG", "false")).sinks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOG_GRAYLOG_ENDPOINT|here|must be HOST:PORT",
                "LOG_GRAYLOG_LEVEL|loud|must be the name of a level",
                "LOG_GRAYLOG_PROTOCOL|sctp|must be one of tcp, tls, udp, http, https",
                "LOG_GRAYLOG_TLS|maybe|must be true or false",
                "LOG_GRAYLOG_KEY_FILE|/key|must come with keyFile",
                "LOG_GRAYLOG_CERTIFICATE_FILE|/certificate|must come with keyFile",
                "LOG_GRAYLOG_CONNECT_TIMEOUT|0|must be above 0",
                "LOG_GRAYLOG_WRITE_TIMEOUT|soon|must be a number of seconds",
                "LOG_GRAYLOG_DATAGRAM_BYTES|100|must be from 256 to 65507",
                "LOG_GRAYLOG_MAX_MESSAGE_BYTES|10G|must be a number of bytes",
                "LOG_GRAYLOG_MAX_MESSAGE_BYTES|10|must be from 1024",
                "LOG_GRAYLOG_HTTP_PATH|gelf|must begin with /",
                "LOG_GRAYLOG_HTTP_PIPELINE|0|must be from 1 to 1024",
                "LOG_GRAYLOG_FIELDS|a|must be a list",
            })
    void what_cannot_be_is_refused_with_the_variable_the_rule_and_the_value(String name, String value, String rule) {
        RuntimeConfig code = NONE.toBuilder().sink(GraylogSettings.of("code:1")).build();

        assertThatThrownBy(() -> code.with(Map.of(name, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name + " " + rule)
                .hasMessageEndingWith("was '" + value + "'");
    }

    @Test
    void what_does_not_go_together_is_refused() {
        assertThatThrownBy(() -> NONE.with(Map.of("LOG_ENABLE_GRAYLOG", "true")))
                .hasMessageContaining("LOG_ENABLE_GRAYLOG must come with LOG_GRAYLOG_ENDPOINT");
        assertThatThrownBy(() -> NONE.with(Map.of(
                        "LOG_GRAYLOG_ENDPOINT", "a:1", "LOG_GRAYLOG_PROTOCOL", "udp", "LOG_GRAYLOG_TLS", "true")))
                .hasMessageContaining("LOG_GRAYLOG_TLS must be false with UDP");
        assertThatThrownBy(() -> NONE.toBuilder()
                        .sink(GraylogSettings.of("a:1"))
                        .sink(GraylogSettings.of("b:1"))
                        .build())
                .hasMessageContaining("name of its own");
    }

    @Test
    void two_sinks_lead_to_the_same_server_however_they_speak_to_it() {
        GraylogSettings sink = GraylogSettings.of("a:1,b:2");

        assertThat(sink.leadsTo(GraylogSettings.of("B:9").withTransport(GraylogSettings.Transport.HTTP)))
                .isTrue();
        assertThat(sink.leadsTo(GraylogSettings.of("c:1"))).isFalse();
        assertThat(sink.leadsTo(FileSettings.of(Path.of("a")))).isFalse();
    }

    private static GraylogSettings only(RuntimeConfig config) {
        assertThat(config.sinks()).hasSize(1);
        return (GraylogSettings) config.sinks().get(0);
    }
}
