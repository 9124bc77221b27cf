package io.logrich.cli;

import io.logrich.diagnostics.DiagnosticHook;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says on the error stream what the user of the program should know of the runtime's troubles, each trouble once. */
final class Complaints implements DiagnosticHook {
    private static final Set<String> WORTH_SAYING = Set.of(
            "spool_unavailable",
            "spool_error",
            "spool_damaged",
            "ring_quarantined",
            "relay_refused",
            "collector_error",
            "queue_worker_error",
            "adapter_error",
            "events_lost");

    private final PrintWriter err;
    private final Set<String> said = new HashSet<>();

    Complaints(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void report(String name, Map<String, @Nullable Object> payload) {
        if (!WORTH_SAYING.contains(name) || isSlowness(name, payload)) {
            return;
        }
        String where = text(payload, "sink", text(payload, "adapter", text(payload, "run", "")));
        if (!said.add(name + " " + where)) {
            return;
        }
        String what = text(payload, "exception", text(payload, "error", text(payload, "summary", payload.toString())));
        err.println("logrich: " + name + (where.isEmpty() ? "" : " (" + where + ")") + ": " + what);
    }

    /** A write that takes long is no trouble yet: a terminal is paused, a pager waits. If events are lost, that is said. */
    private static boolean isSlowness(String name, Map<String, @Nullable Object> payload) {
        return name.equals("queue_worker_error") && !payload.containsKey("event_id");
    }

    private static String text(Map<String, @Nullable Object> payload, String key, String otherwise) {
        Object value = payload.get(key);
        return value == null ? otherwise : String.valueOf(value).replaceAll("\\s*\\R\\s*", " ");
    }
}
