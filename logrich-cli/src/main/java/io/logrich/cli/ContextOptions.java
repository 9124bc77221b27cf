package io.logrich.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every event of the tree says about the work it belongs to. */
final class ContextOptions {
    private static final String BIND = "--bind";

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "The service (default: LOG_SERVICE, else the command's name).")
    private @Nullable String service;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "The environment (default: LOG_ENVIRONMENT, else local).")
    private @Nullable String environment;

    @Option(names = "--job-id", paramLabel = "ID", description = "The job.")
    private @Nullable String jobId;

    @Option(
            names = BIND,
            paramLabel = "KEY=VALUE",
            description = "Another field: request_id, user_id, trace_id, or any of your own. May be repeated.")
    private List<String> bindings = new ArrayList<>();

    @Nullable
    String service() {
        return service;
    }

    @Nullable
    String environment() {
        return environment;
    }

    /**
     * All fields that were given, by their names in the context.
     *
     * @throws IllegalArgumentException if a binding is none
     */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String binding : bindings) {
            int equals = binding.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(BIND + " must be KEY=VALUE, was '" + binding + "'");
            }
            fields.put(binding.substring(0, equals), binding.substring(equals + 1));
        }
        put(fields, "service", service);
        put(fields, "environment", environment);
        put(fields, "job_id", jobId);
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
