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
    private static final int MOST_BAD_VARIABLES = 50;

    private ImplicitConfig() {}

    static RuntimeConfig of(Map<String, String> environment) {
        RuntimeConfig usual = RuntimeConfig.builder(ProcessName.ofThisProcess("java"), "local")
                .build();
        Map<String, String> variables = new LinkedHashMap<>(environment);
        for (int i = 0; i < MOST_BAD_VARIABLES; i++) {
            try {
                return usual.with(variables);
            } catch (SettingsException refused) {
                warn(refused);
                if (!variables.keySet().removeIf(name -> isRefused(usual, name, variables))) {
                    return usual;
                }
            }
        }
        return usual;
    }

    private static boolean isRefused(RuntimeConfig usual, String name, Map<String, String> variables) {
        if (!name.startsWith("LOG_")) {
            return false;
        }
        try {
            usual.with(Map.of(name, String.valueOf(variables.get(name))));
            return false;
        } catch (SettingsException refused) {
            return true;
        }
    }

    @SuppressWarnings("SystemOut") // there is no log yet that could be written to
    private static void warn(SettingsException refused) {
        System.err.println("logrich: " + refused.getMessage() + "; the default is used");
    }
}
