package io.logrich.cli;

import io.logrich.settings.RuntimeConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** Where events go besides the console. */
final class SinkOptions {
    @Mixin
    private final FileOptions file = new FileOptions();

    @Mixin
    private final JournaldOptions journald = new JournaldOptions();

    @Mixin
    private final GraylogOptions graylog = new GraylogOptions();

    /** Gives a runtime its sinks: those of the variables and of the command line, which wins. */
    void applyTo(RuntimeConfig.Builder config, Map<String, String> variables) {
        file.addTo(config);
        journald.addTo(config);
        config.environmentVariables(graylog.over(variables));
        file.applyTo(config);
        journald.applyTo(config);
    }

    /** An option of this group that was given, or null. */
    @Nullable
    String given() {
        String own = file.given();
        own = own == null ? journald.given() : own;
        return own == null ? graylog.given() : own;
    }
}
