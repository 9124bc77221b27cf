package io.logrich.tree;

import io.logrich.diagnostics.Diagnostics;
import io.logrich.event.LogLevel;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells of living processes that have begun a record and do not finish it: a thread is stopped in the middle of a log
 * call, or something is wrong. What was logged behind it waits, so whoever reads the log is to know. Once for each such
 * record. The collector's thread only.
 */
final class StuckRings {
    /** A record is written in less than a microsecond; a debugger or a stopped process may hold it up for seconds. */
    static final long PATIENCE_NANOS = 10_000_000_000L;

    private final TreeVoice voice;
    private final Diagnostics diagnostics;
    private final LongSupplier nanoTime;
    private final Map<UUID, Wait> waits = new HashMap<>();

    StuckRings(TreeVoice voice, Diagnostics diagnostics, LongSupplier nanoTime) {
        this.voice = voice;
        this.diagnostics = diagnostics;
        this.nanoTime = nanoTime;
    }

    /** Looks at each process; costs next to nothing as long as none is stuck. */
    void look(Members members) {
        members.forEachLiving(this::look);
        if (!waits.isEmpty()) {
            waits.values().removeIf(wait -> !wait.seen);
            waits.values().forEach(wait -> wait.seen = false);
        }
    }

    private void look(Member member) {
        long at = member.unfinishedAt();
        if (at < 0) {
            return;
        }
        Wait wait = waits.get(member.runId());
        if (wait == null || wait.position != at) {
            wait = new Wait(at, nanoTime.getAsLong());
            waits.put(member.runId(), wait);
        }
        wait.seen = true;
        if (!wait.told && nanoTime.getAsLong() - wait.since >= PATIENCE_NANOS) {
            wait.told = true;
            tell(member);
        }
    }

    private void tell(Member member) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS);
        String run = member.runId().toString();
        diagnostics.report("ring_stuck", "run", run, "seconds", seconds);
        voice.say(
                LogLevel.WARNING,
                member.inWords() + " has begun an event " + seconds
                        + " s ago and not finished it; what it logs now waits until it goes on or ends",
                Map.of("run", run));
    }

    /** How long one record is waited for. */
    private static final class Wait {
        private final long position;
        private final long since;
        private boolean told;
        private boolean seen;

        Wait(long position, long since) {
            this.position = position;
            this.since = since;
        }
    }
}
