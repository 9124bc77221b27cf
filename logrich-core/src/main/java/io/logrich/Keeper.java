package io.logrich;

import io.logrich.diagnostics.ServiceThread;
import io.logrich.event.LogLevel;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after a runtime: every second or two it fills claims that were given up and says what was lost or kept back; it cleans up
 * after earlier trees, and has an eye on the collector. One thread of its own.
 */
final class Keeper {
    private static final long EVERY_NANOS = 1_000_000_000;

    /** The same when nothing has been logged since the last round. */
    private static final long EVERY_WHEN_QUIET_NANOS = 2_000_000_000;

    /**
     * The first round: cleaning up loads classes, which a process that has just begun needs its processors for; one that
     * has ended by then leaves it to others.
     */
    private static final long FIRST_NANOS = 250_000_000;

    private static final long GRAIN_NANOS = 50_000_000;

    private final Rooms rooms;
    private final Family family;
    private final Heir heir;
    private final Levels levels;
    private final Housekeeping housekeeping;
    private final StatusNote status;
    private final Thread thread;
    private volatile boolean ending;

    /** The end of the log as of the last round. */
    private long logged = -1;

    Keeper(Rooms rooms, Family family, Levels levels) {
        this.rooms = rooms;
        this.family = family;
        this.heir = new Heir(rooms, this::wake);
        this.levels = levels;
        this.housekeeping = new Housekeeping(rooms, family);
        this.status = new StatusNote(rooms, System::currentTimeMillis);
        this.thread = new ServiceThread("keeper", this::run);
    }

    void start() {
        thread.start();
        heir.start();
    }

    /** Ends, once a process whose tree nobody collects any more has delivered what is in it, within the given time. */
    void close(long nanos) {
        ending = true;
        wake();
        heir.close(nanos);
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        long last = System.nanoTime();
        long every = FIRST_NANOS;
        while (!ending) {
            LockSupport.parkNanos(this, Math.min(every, heir.restNanos()));
            try {
                heir.look();
                if (ending || System.nanoTime() - last < every - GRAIN_NANOS) {
                    continue;
                }
                last = System.nanoTime();
                every = isQuiet() ? EVERY_WHEN_QUIET_NANOS : EVERY_NANOS;
                rooms.spool().slots().adoptOrphans();
                rooms.pipeline().sweep(false);
                lookAtLevels();
                housekeeping.look();
                sayLosses(rooms, family);
                status.look();
            } catch (OutOfMemoryError noMemory) {
                continue; // there may be some in a second
            } catch (RuntimeException | LinkageError failed) { // a class that cannot be read for want of files, say
                rooms.diagnostics().report("keeper_error", "error", failed.toString());
            }
        }
    }

    private boolean isQuiet() {
        long before = logged;
        logged = rooms.spool().current().writer().tail();
        return logged == before;
    }

    /** Every process of the tree notices; one event says so. */
    private void lookAtLevels() {
        if (levels.look() && !rooms.isMember()) {
            String rules = levels.set().toString();
            String what = rules.isEmpty() ? "as configured" : rules;
            family.say(LogLevel.INFO, "levels of loggers are now " + what, Map.of("levels", rules));
        }
    }

    /** One event for each sink that has lost something since the last one. */
    static void sayLosses(Rooms rooms, Family family) {
        for (Map.Entry<String, String> lost : rooms.losses().takeSummaries().entrySet()) {
            family.say(LogLevel.WARNING, lost.getValue(), Map.of("sink", lost.getKey()));
        }
    }
}
