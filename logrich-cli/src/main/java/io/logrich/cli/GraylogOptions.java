package io.logrich.cli;

import io.logrich.event.LogLevel;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.HostPort;
import io.logrich.settings.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A Graylog server that events are sent to. Each option is the variable of the same meaning, and wins over it. */
final class GraylogOptions {
    @Option(
            names = "--graylog",
            paramLabel = "HOST:PORT",
            description = "Send events to Graylog as GELF; of several servers with commas one is used at a time.")
    private @Nullable String endpoints;

    @Option(
            names = "--graylog-protocol",
            paramLabel = "NAME",
            description = "How: tcp (default), tls, udp, http or https.")
    private @Nullable String protocol;

    @Option(
            names = "--graylog-level",
            paramLabel = "LEVEL",
            converter = LevelConverter.class,
            description = "Events from this level on go to Graylog (default: warning).")
    private @Nullable LogLevel level;

    @Option(
            names = "--graylog-ca",
            paramLabel = "PATH",
            description = "Certificates in PEM to trust with tls and https (default: those of Java).")
    private @Nullable Path ca;

    /** The variables with what the command line says over them. */
    Map<String, String> over(Map<String, String> environment) {
        check(environment);
        Map<String, String> variables = new HashMap<>(environment);
        if (endpoints != null) {
            variables.put("LOG_ENABLE_GRAYLOG", "true");
            variables.put("LOG_GRAYLOG_ENDPOINT", endpoints);
        }
        if (protocol != null) {
            variables.put("LOG_GRAYLOG_PROTOCOL", protocol);
            variables.remove("LOG_GRAYLOG_TLS");
        }
        if (level != null) {
            variables.put("LOG_GRAYLOG_LEVEL", level.name());
        }
        if (ca != null) {
            variables.put("LOG_GRAYLOG_CA_FILE", ca.toString());
        }
        return variables;
    }

    private void check(Map<String, String> environment) {
        String option = given();
        if (option != null
                && endpoints == null
                && environment.getOrDefault("LOG_GRAYLOG_ENDPOINT", "").isBlank()) {
            throw new SettingsException(option, "must come with --graylog", "there is none");
        }
        refusing("--graylog", endpoints, HostPort::parseList);
        refusing("--graylog-protocol", protocol, GraylogSettings::transportOf);
    }

    private static void refusing(String option, @Nullable String value, java.util.function.Consumer<String> reading) {
        if (value != null) {
            try {
                reading.accept(value);
            } catch (SettingsException refused) {
                throw refused.as(option, value);
            }
        }
    }

    /** An option of this group that was given, or null. */
    @Nullable
    String given() {
        if (endpoints != null) {
            return "--graylog";
        } else if (protocol != null) {
            return "--graylog-protocol";
        } else if (level != null) {
            return "--graylog-level";
        }
        return ca == null ? null : "--graylog-ca";
    }
}
