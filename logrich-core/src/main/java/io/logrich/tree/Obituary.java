package io.logrich.tree;

import io.logrich.event.LogLevel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one event about a process's end: how it ended, as far as that can be known, and what became of its events.
 * Immutable.
 *
 * @param who what the process is called in a sentence
 * @param pid its pid, 0 if it is not known
 * @param name what it was
 * @param exitCode its exit code, null if nobody watched it
 * @param closed whether it closed its rings in order
 * @param tally what became of its events; null for a program that is not ours
 * @param trouble why its rings were not read to their end, null if they were
 */
record Obituary(
        String who,
        long pid,
        String name,
        @Nullable Integer exitCode,
        boolean closed,
        @Nullable Tally tally,
        @Nullable String trouble) {
    private static final int SIGNAL_BASE = 128;
    private static final int SIGKILL = 9;

    /** The obituary of a program that is not ours. */
    static Obituary of(ExitNote note) {
        return new Obituary(who(note.pid(), note.name()), note.pid(), note.name(), note.exitCode(), false, null, null);
    }

    /** The obituary of a process of the tree. */
    static Obituary of(Departure departure, @Nullable Integer exitCode) {
        long pid = departure.pid();
        return new Obituary(
                pid > 0 ? who(pid, departure.name()) : "process of unknown pid (run " + departure.runId() + ")",
                pid,
                departure.name(),
                exitCode,
                departure.closed(),
                departure.tally(),
                departure.trouble());
    }

    LogLevel level() {
        boolean fine = trouble == null && (exitCode == null ? closed : exitCode == 0);
        return fine ? LogLevel.INFO : LogLevel.ERROR;
    }

    String message() {
        StringBuilder text = new StringBuilder(who).append(" ended: ").append(ending());
        if (tally != null && trouble != null) {
            text.append("; delivered ").append(tally.delivered());
            text.append(", the rest is unknown, its ring was put aside: ").append(trouble);
        } else if (tally != null) {
            text.append("; accepted ").append(tally.accepted());
            text.append(", dropped ").append(tally.dropped());
            text.append(", delivered ").append(tally.delivered());
            if (tally.missing() > 0) {
                text.append(", never finished ").append(tally.missing());
            }
        }
        return text.toString();
    }

    Map<String, @Nullable Object> extra() {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>();
        extra.put("ended_pid", pid > 0 ? pid : null);
        extra.put("ended_name", name);
        extra.put("exit_code", exitCode);
        if (exitCode != null && exitCode > SIGNAL_BASE) {
            extra.put("signal", exitCode - SIGNAL_BASE);
        }
        if (tally != null && trouble != null) {
            extra.put("delivered", tally.delivered());
            extra.put("trouble", trouble);
        } else if (tally != null) {
            extra.put("accepted", tally.accepted());
            extra.put("dropped", tally.dropped());
            extra.put("delivered", tally.delivered());
            extra.put("missing", tally.missing());
        }
        return extra;
    }

    static String who(long pid, String name) {
        return "process " + pid + " (" + name + ")";
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
