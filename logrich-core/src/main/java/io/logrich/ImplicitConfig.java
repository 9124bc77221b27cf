package io.logrich;

import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SettingsException;
import io.logrich.settings.SinkSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configuration of a process that has not given one: {@code LOG_*}, else service is the main class or jar, environment
 * is {@code local}. A variable that cannot be used is left out, and one line on the error stream says so. Stateless.
 */
final class ImplicitConfig {
    private ImplicitConfig() {}

    static RuntimeConfig of(Map<String, String> environment) {
        RuntimeConfig usual = RuntimeConfig.builder(ProcessName.ofThisProcess("java"), "local")
                .build();
        Map<String, String> usable = new LinkedHashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("LOG_") && isUsable(usual, name, value)) {
                usable.put(name, value);
            }
        });
        return usual.with(usable);
    }

    /** The same without the sinks that cannot work here; one line on the error stream says of each that it is left out. */
    static RuntimeConfig withUsableSinks(RuntimeConfig config) {
        return config.toBuilder()
                .sinks(sinks -> sinks.stream().filter(ImplicitConfig::isUsable).toList())
                .build();
    }

    private static boolean isUsable(SinkSettings sink) {
        try {
            Sinks.check(sink);
            return true;
        } catch (SettingsException refused) {
            warn(refused, "it is left out");
            return false;
        }
    }

    private static boolean isUsable(RuntimeConfig usual, String name, String value) {
        try {
            usual.with(Map.of(name, value));
            return true;
        } catch (SettingsException refused) {
            warn(refused, "the default is used");
            return false;
        }
    }

    @SuppressWarnings("SystemOut") // there is no log yet that could be written to
    private static void warn(SettingsException refused, String consequence) {
        System.err.println("logrich: " + refused.getMessage() + "; " + consequence);
    }
}
