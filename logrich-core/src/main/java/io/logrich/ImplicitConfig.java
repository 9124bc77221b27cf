package io.logrich;

import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SettingsException;
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

    private static boolean isUsable(RuntimeConfig usual, String name, String value) {
        try {
            Sinks.check(usual.with(Map.of(name, value)).sinks());
            return true;
        } catch (SettingsException refused) {
            warn(refused);
            return false;
        }
    }

    @SuppressWarnings("SystemOut") // there is no log yet that could be written to
    private static void warn(SettingsException refused) {
        System.err.println("logrich: " + refused.getMessage() + "; the default is used");
    }
}
