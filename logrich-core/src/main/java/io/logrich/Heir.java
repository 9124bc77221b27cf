package io.logrich;

import io.logrich.event.LogLevel;
import io.logrich.render.Terminal;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SinkSettings;
import io.logrich.spool.Consumer;
import io.logrich.spool.Ring;
import io.logrich.tree.Declaration;
import io.logrich.tree.Lease;
import io.logrich.tree.TreeDirectory;
import io.logrich.tree.Vigil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In a process that another one collects for: looks whether that one lives, and stands in for it when it has died. What it
 * opens then is a second runtime, over the tree's directory and with the sinks that the collector has declared; the
 * process's own runtime stays a member of the tree like those of all others. Thread-safe.
 */
final class Heir {
    /** How often it looks while nobody tells it of the collector's end: a dead one is succeeded within a second. */
    private static final long LOOK_EVERY_NANOS = 250_000_000;

    /** And how often all the same: somebody may keep the lock that the vigil waits for without collecting any more. */
    private static final long LOOK_ANYWAY_NANOS = 5_000_000_000L;

    /** A collector that has died lets go of its locks in any order. */
    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    private static final int LOOKS_AGAIN = 20;

    private static final long AGAIN_AFTER_NANOS = 10_000_000_000L;

    /** How long a stand-in that is to give way goes on writing. */
    private static final long GIVING_WAY_NANOS = 1_000_000_000;

    private final Rooms rooms;

    /** The tree that another process collects for; null if there is none. */
    private final @Nullable TreeDirectory tree;

    private @Nullable LogRuntime standIn;
    private boolean over;

    /** What the last attempt has failed for. */
    private String trouble = "";

    private long notBefore = System.nanoTime();
    private long looked = System.nanoTime();

    /** Null where there is nobody to succeed. */
    private final @Nullable Vigil vigil;

    /** How many looks are due in quick succession, as a collector has just ended. */
    private volatile int due;

    /**
     * Nothing yet.
     *
     * @param hurry run when the next {@link #look} is due at once
     */
    Heir(Rooms rooms, Runnable hurry) {
        this.rooms = rooms;
        this.tree = rooms.isMember() ? rooms.tree() : null;
        this.vigil = tree == null
                ? null
                : new Vigil(tree, () -> {
                    due = LOOKS_AGAIN;
                    hurry.run();
                });
    }

    void start() {
        if (vigil != null) {
            vigil.start();
        }
    }

    /** How long the next look can wait, if nothing else happens. */
    long restNanos() {
        if (!isWatchful()) {
            return Long.MAX_VALUE;
        }
        return due > 0 ? LOOK_AGAIN_NANOS : LOOK_EVERY_NANOS;
    }

    /** Whether nobody would tell it of the collector's end. */
    private boolean isWatchful() {
        return vigil != null && !vigil.isWaiting();
    }

    /** Stands in if somebody has to, and gives way if somebody is wanted to. */
    synchronized void look() {
        long now = System.nanoTime();
        if (over || tree == null || now - notBefore < 0 || !isWatchful() && now - looked < LOOK_ANYWAY_NANOS) {
            return;
        }
        looked = now;
        due = standIn == null ? Math.max(0, due - 1) : 0;
        try {
            if (standIn == null) {
                boolean orphaned = tree.isOrphaned();
                standIn = orphaned || isFilling() && tree.canBeInherited() ? open(tree, !orphaned) : null;
                if (standIn != null) {
                    trouble = "";
                    String why = orphaned ? "has died" : "has ended and the ring of this process fills";
                    standIn.say(
                            LogLevel.WARNING,
                            "process " + ProcessHandle.current().pid() + " collects from now on, since the collector "
                                    + why,
                            Map.of("tree", tree.path().toString()));
                }
            } else if (tree.isWanted()) {
                standIn.shutdown(Duration.ofNanos(GIVING_WAY_NANOS));
                standIn = null;
            }
        } catch (IOException | RuntimeException | Error failed) { // the keeper has other things to look after
            notBefore = System.nanoTime() + AGAIN_AFTER_NANOS; // perhaps another process can
            over = tree.isGone();
            if (!over && !failed.toString().equals(trouble)) {
                trouble = failed.toString();
                rooms.diagnostics().report("takeover_failed", "error", trouble);
            }
        }
    }

    /**
     * Ends with its process, whose ring is closed by now. If nobody collects any more, what is in the rings is delivered
     * before.
     */
    synchronized void close(long nanos) {
        if (vigil != null) {
            vigil.close();
        }
        boolean done = over || standIn != null;
        over = true;
        try {
            if (!done && tree != null && tree.canBeInherited()) {
                standIn = open(tree, true);
            }
        } catch (IOException | RuntimeException | Error failed) {
            rooms.diagnostics().report("takeover_failed", "error", failed.toString());
        }
        if (standIn != null) {
            standIn.shutdown(Duration.ofNanos(othersLive() ? Math.min(nanos, GIVING_WAY_NANOS) : nanos));
            standIn = null;
        }
    }

    /**
     * Whether half of the ring is used, or half of the events wait that may. After an orderly end nobody goes on for the collector as long as what is logged can
     * wait for the end of its process; a process that lives long would lose it.
     */
    private boolean isFilling() throws IOException {
        Ring ring = rooms.spool().current();
        Consumer relay = ring.consumer(Consumer.RELAY);
        return relay != null
                && (ring.writer().tail() - relay.cursor() > ring.header().capacity() / 2
                        || ring.writer().sequence() - relay.events()
                                > rooms.config().queue().maxsize() / 2);
    }

    /** Whether somebody can go on, so that there is no need to wait until everything is delivered. */
    private boolean othersLive() {
        try {
            return tree != null && tree.living() > 1; // the stand-in's own run is one
        } catch (IOException unknown) {
            return false;
        }
    }

    /** Null if somebody else has been quicker, or none of the sinks can be opened here. */
    private @Nullable LogRuntime open(TreeDirectory orphan, boolean closed) throws IOException {
        Declaration declaration = Declaration.read(orphan);
        RuntimeConfig config = here(declaration.config());
        List<String> sinks = new ArrayList<>();
        if (config.console().stream() != ConsoleSettings.Stream.NONE) {
            sinks.add(config.console().name());
        }
        config.sinks().stream().map(SinkSettings::name).forEach(sinks::add);
        if (sinks.isEmpty()) {
            over = true;
            return null;
        }
        List<String> parked = new ArrayList<>(declaration.parked());
        if (!config.console().equals(declaration.config().console())) {
            parked.add(config.console().name());
        }
        declaration.config().sinks().stream()
                .filter(sink -> !config.sinks().contains(sink))
                .forEach(sink -> parked.add(sink.name()));
        Lease lease = Lease.tryInherit(orphan, closed);
        if (lease == null) {
            return null;
        }
        LogRuntime opened = Opening.standIn(config, orphan.asTemporary(declaration.temporary()), lease);
        rooms.diagnostics().report("takeover", "sinks", sinks, "parked", parked, "epoch", lease.epoch());
        return opened;
    }

    /**
     * The console goes to a terminal only: any other stream of this process may lead to the process that has died. A sink
     * whose module this process lacks has to wait for one that has it.
     */
    private RuntimeConfig here(RuntimeConfig declared) {
        boolean terminal = switch (declared.console().stream()) {
            case STDOUT -> Terminal.isStdout();
            case STDERR -> Terminal.isStderr();
            case BOTH -> Terminal.isStdout() && Terminal.isStderr();
            case NONE -> false;
        };
        RuntimeConfig.Builder builder = declared.toBuilder()
                .diagnosticHook(rooms.config().diagnosticHook())
                .sinks(sinks -> sinks.stream().filter(Sinks::isKnown).toList());
        return terminal
                ? builder.build()
                : builder.consoleStream(ConsoleSettings.Stream.NONE).build();
    }
}
