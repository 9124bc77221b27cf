package io.logrich.cli;

import io.logrich.event.LogLevel;
import io.logrich.settings.JournaldSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SettingsException;
import io.logrich.settings.SinkSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The journal of systemd as a sink. */
final class JournaldOptions {
    private static final JournaldSettings USUAL = JournaldSettings.DEFAULT.withLevel(LogLevel.INFO);

    @Option(names = "--journald", description = "Write events to the journal of systemd.")
    private boolean journald;

    @Option(
            names = "--journald-level",
            paramLabel = "LEVEL",
            converter = LevelConverter.class,
            description = "Events from this level on go to the journal (default: info).")
    private @Nullable LogLevel level;

    @Option(
            names = "--journald-socket",
            paramLabel = "PATH",
            description = "The socket of another journald than the system's.")
    private @Nullable Path socket;

    /** Adds the journal; variables that are applied after it hold for it. */
    void addTo(RuntimeConfig.Builder config) {
        if (journald) {
            config.sink(USUAL);
        }
    }

    /** What the command line says, over what the variables say. */
    void applyTo(RuntimeConfig.Builder config) {
        config.sinks(this::applied);
    }

    private List<SinkSettings> applied(List<SinkSettings> sinks) {
        List<SinkSettings> applied = new ArrayList<>(sinks);
        boolean there = sinks.stream().anyMatch(JournaldSettings.class::isInstance);
        if (!there && journald) {
            applied.add(USUAL);
        } else if (!there && given() != null) {
            throw new SettingsException(given(), "must come with --journald", "there is none");
        }
        applied.replaceAll(sink -> sink instanceof JournaldSettings settings ? applied(settings) : sink);
        return applied;
    }

    private JournaldSettings applied(JournaldSettings settings) {
        JournaldSettings applied = level == null ? settings : settings.withLevel(level);
        try {
            return socket == null ? applied : applied.withSocket(socket);
        } catch (SettingsException refused) {
            throw refused.as("--journald-socket", socket);
        }
    }

    /** An option of this group that was given, or null. */
    @Nullable
    String given() {
        if (level != null) {
            return "--journald-level";
        } else if (socket != null) {
            return "--journald-socket";
        }
        return journald ? "--journald" : null;
    }
}
