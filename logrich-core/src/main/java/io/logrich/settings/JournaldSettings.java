package io.logrich.settings;

import io.logrich.event.LogLevel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The journal of systemd, which the module {@code logrich-os} writes to. Linux only: elsewhere a runtime does without it
 * and says nothing. Immutable.
 *
 * @param socket where journald takes entries of its native protocol; a path of at most 107 bytes
 * @param level its threshold
 * @param serviceField the name of the field that holds the service: letters, digits and {@code _}, at most 64, beginning with
 *     a letter; upper-cased
 */
public record JournaldSettings(Path socket, LogLevel level, String serviceField) implements SinkSettings {
    /** The journal of this machine, from WARNING on. */
    public static final JournaldSettings DEFAULT =
            new JournaldSettings(Path.of("/run/systemd/journal/socket"), LogLevel.WARNING, "SERVICE");

    /** What a {@code sockaddr_un} has room for (unix(7)), without the NUL at the end. */
    private static final int LONGEST_PATH = 107;

    public JournaldSettings {
        if (socket.toString().isEmpty() || socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new SettingsException("journaldSocket", "must be a path of 1 to " + LONGEST_PATH + " bytes", socket);
        }
        if (!serviceField.matches("[A-Za-z][A-Za-z0-9_]{0,63}")) {
            throw new SettingsException(
                    "journaldServiceField",
                    "must be letters, digits and _, at most 64, and begin with a letter",
                    serviceField);
        }
        serviceField = serviceField.toUpperCase(Locale.ROOT);
    }

    public JournaldSettings withSocket(Path value) {
        return new JournaldSettings(value, level, serviceField);
    }

    public JournaldSettings withLevel(LogLevel value) {
        return new JournaldSettings(socket, value, serviceField);
    }

    public JournaldSettings withServiceField(String value) {
        return new JournaldSettings(socket, level, value);
    }

    @Override
    public String name() {
        return "journald";
    }

    @Override
    public String module() {
        return "logrich-os";
    }

    @Override
    public boolean isForSystem(String osName) {
        return osName.equals("Linux");
    }

    @Override
    public boolean leadsTo(SinkSettings other) {
        return other instanceof JournaldSettings journald && journald.socket.equals(socket);
    }

    /** The sinks with the journal among them, as it is there or else as the default has it; or without it. */
    static List<SinkSettings> enabled(List<SinkSettings> sinks, boolean on) {
        boolean there = sinks.stream().anyMatch(JournaldSettings.class::isInstance);
        if (!on) {
            return sinks.stream()
                    .filter(sink -> !(sink instanceof JournaldSettings))
                    .toList();
        }
        return there ? sinks : Stream.concat(sinks.stream(), Stream.of(DEFAULT)).toList();
    }

    /** The sinks with the journal's settings changed, if it is among them. */
    static List<SinkSettings> changed(List<SinkSettings> sinks, UnaryOperator<JournaldSettings> change) {
        return sinks.stream()
                .<SinkSettings>map(sink -> sink instanceof JournaldSettings journald ? change.apply(journald) : sink)
                .toList();
    }
}
