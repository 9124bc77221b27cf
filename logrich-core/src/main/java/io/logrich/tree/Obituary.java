package io.logrich.tree;

import io.logrich.event.LogLevel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one event about a process's end: how it ended, as far as that can be known, and what became of its events.
 * Immutable.
 *
 * @param pid its pid
 * @param name what it was
 * @param exitCode its exit code, null if nobody watched it
 * @param closed whether it closed its ring in order
 * @param counts what became of its events; null for a program that is not ours
 */
record Obituary(
        long pid,
        String name,
        @Nullable Integer exitCode,
        boolean closed,
        @Nullable Counts counts) {
    private static final int SIGNAL_BASE = 128;
    private static final int SIGKILL = 9;

    /**
     * What became of a process's events.
     *
     * @param accepted how many of its log calls were answered with accepted
     * @param dropped how many were not
     * @param delivered how many the collector has passed to the lanes, or found to be wanted by none
     * @param missing sequences that never appeared: one for each thread that was in the middle of a call, at most
     */
    record Counts(long accepted, long dropped, long delivered, long missing) {}

    LogLevel level() {
        boolean fine = exitCode == null ? closed : exitCode == 0;
        return fine ? LogLevel.INFO : LogLevel.ERROR;
    }

    String message() {
        StringBuilder text = new StringBuilder("process ")
                .append(pid)
                .append(" (")
                .append(name)
                .append(") ended: ")
                .append(ending());
        if (counts != null) {
            text.append("; accepted ").append(counts.accepted);
            text.append(", dropped ").append(counts.dropped);
            text.append(", delivered ").append(counts.delivered);
            if (counts.missing > 0) {
                text.append(", never finished ").append(counts.missing);
            }
        }
        return text.toString();
    }

    Map<String, @Nullable Object> extra() {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>();
        extra.put("ended_pid", pid);
        extra.put("ended_name", name);
        extra.put("exit_code", exitCode);
        if (exitCode != null && exitCode > SIGNAL_BASE) {
            extra.put("signal", exitCode - SIGNAL_BASE);
        }
        if (counts != null) {
            extra.put("accepted", counts.accepted);
            extra.put("dropped", counts.dropped);
            extra.put("delivered", counts.delivered);
            extra.put("missing", counts.missing);
        }
        return extra;
    }

    private String ending() {
        if (exitCode == null) {
            return closed ? "closed in order, exit code unknown" : "without closing, exit code unknown";
        } else if (exitCode > SIGNAL_BASE && exitCode <= SIGNAL_BASE + 64) {
            int signal = exitCode - SIGNAL_BASE;
            String which = signal == SIGKILL ? "probably SIGKILL" : "probably signal " + signal;
            return "exit code " + exitCode + " (" + which + ")";
        }
        return "exit code " + exitCode;
    }
}
