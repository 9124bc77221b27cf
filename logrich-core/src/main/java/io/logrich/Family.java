package io.logrich;

import io.logrich.event.LogLevel;
import io.logrich.lane.LaneLog;
import io.logrich.pipeline.LogCall;
import io.logrich.pipeline.LoggerName;
import io.logrich.pipeline.Pipeline;
import io.logrich.spool.ProcessOrigin;
import io.logrich.spool.RecordLayout;
import io.logrich.spool.Ring;
import io.logrich.tree.Carrier;
import io.logrich.tree.Collector;
import io.logrich.tree.Declaration;
import io.logrich.tree.ExitNote;
import io.logrich.tree.OwnRun;
import io.logrich.tree.TreeDirectory;
import io.logrich.tree.TreeExit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * This process and its children: makes the tree's log and the collector when the first child comes, prepares and watches
 * children, and ends everything in order. Thread-safe.
 */
final class Family {
    private static final LoggerName TREE_LOGGER = LoggerName.of("logrich.tree");

    /** How long an exit that has happened may take until the JDK tells us of it. */
    private static final long EXIT_NANOS = 1_000_000_000;

    private final Rooms rooms;

    /** Children whose end has not been told yet, and what tells it. */
    private final Map<Process, FutureTask<?>> watched = new ConcurrentHashMap<>();

    private volatile boolean over;

    private @Nullable Collector collector;

    Family(Rooms rooms) {
        this.rooms = rooms;
    }

    /** Begins to collect at once where that is the purpose, or where an earlier collector has left something. */
    void open() throws IOException {
        TreeDirectory tree = rooms.tree();
        boolean others = tree != null && rooms.lease() != null && tree.hasSeveralRuns();
        if (rooms.config().treeLog() || others) {
            collect();
        }
    }

    ProcessBuilder inherit(ProcessBuilder child) throws IOException {
        TreeDirectory tree = rooms.tree();
        if (tree == null) {
            rooms.diagnostics().report("tree_unavailable", "error", "the spool is anonymous memory");
            return child;
        }
        if (!rooms.isMember()) {
            collect();
        }
        Collector running = running();
        if (running != null) {
            running.expect();
        }
        Carrier carrier = new Carrier(
                rooms.binder().serialize(),
                rooms.gate().wanted(),
                rooms.gate().sinks(),
                rooms.gate().rules(),
                rooms.config().limits(),
                rooms.config().scrubPatterns(),
                rooms.config().location());
        try {
            child.environment().put(Carrier.VARIABLE, carrier.write(tree));
            child.environment().put(TreeDirectory.VARIABLE, tree.path().toString());
        } catch (IOException noRoom) { // no reason not to start it: it logs on its own then
            rooms.diagnostics().report("tree_unavailable", "error", noRoom.toString());
        }
        return child;
    }

    Process start(ProcessBuilder child) throws IOException {
        Process process = inherit(child).start();
        return watch(process, ProcessName.of(child.command()));
    }

    Process watch(Process process, String name) {
        long start = startOf(process); // once it has ended nobody knows
        long namespace = ProcessOrigin.currentNamespace();
        FutureTask<?> telling = new FutureTask<>(
                () -> {
                    exited(new ExitNote(process.pid(), start, process.exitValue(), name, namespace));
                    watched.remove(process);
                },
                null);
        watched.put(process, telling);
        var unused = process.onExit().thenRun(telling);
        if (over) {
            forgetChildren();
        }
        return process;
    }

    private static long startOf(Process process) {
        try {
            return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        } catch (UnsupportedOperationException unknown) {
            return 0;
        }
    }

    synchronized int living() {
        return collector == null ? 0 : collector.living();
    }

    FlushResult flush(long nanos) {
        long start = System.nanoTime();
        Collector running = running();
        boolean complete = running == null || running.awaitCarried(nanos);
        complete &= rooms.lanes().flush(left(start, nanos));
        if (rooms.isMember()) {
            complete &= TreeExit.awaitFinished(rooms.spool().current(), rooms.tree(), left(start, nanos));
        }
        return new FlushResult(complete, pending());
    }

    /**
     * Ends the runtime because the JVM ends. Where another process collects and this one has no sinks of its own, that ends
     * nothing: what other hooks of the JVM still log stands in the ring, which outlives the process. Only that the end is
     * orderly has to be said.
     */
    void exit(Runnable shutdown) {
        if (!leavesRestToCollector()) {
            shutdown.run();
        }
    }

    private boolean leavesRestToCollector() {
        TreeDirectory tree = rooms.tree();
        if (tree == null
                || !rooms.isMember()
                || rooms.lanes().lowestThreshold() != null
                || rooms.config().diagnosticHook() != null
                || rooms.config().onDrop() != null
                || !rooms.config().dump().enabled()
                || !TreeExit.isCollected(tree)) {
            return false;
        }
        awaitExits(System.nanoTime());
        Keeper.sayLosses(rooms, this);
        rooms.pipeline().sweep(true);
        rooms.spool().rings().forEach(ring -> ring.writer().markClosed());
        return true;
    }

    /**
     * Ends everything in order.
     *
     * @param lastLook is shown the tree's directory when everything is in it and nothing is deleted yet; null for nobody
     */
    ShutdownResult close(long nanos, @Nullable Consumer<Path> lastLook) {
        long start = System.nanoTime();
        awaitExits(start);
        Collector running = running();
        boolean carried = running == null || running.close(nanos);
        Keeper.sayLosses(rooms, this);
        rooms.pipeline().sweep(true);
        rooms.spool().close();
        List<String> hung = rooms.lanes().close(left(start, nanos));
        Map<String, Long> pending =
                rooms.lanes().pending(rooms.spool().current().writer().sequence());
        boolean delivered = carried && hung.isEmpty() && rooms.lanes().haveFinishedAll();
        if (rooms.tree() == null) {
            rooms.lanes().giveUp();
        }
        for (Map.Entry<String, String> lost : rooms.losses().takeSummaries().entrySet()) {
            rooms.diagnostics().report("events_lost", "sink", lost.getKey(), "summary", lost.getValue());
        }
        if (!hung.isEmpty()) {
            rooms.diagnostics()
                    .report("queue_shutdown_timeout", "timeout", nanos / 1e9, "drain_completed", false, "sinks", hung);
        }
        forgetChildren();
        boolean treeDone = delivered && (running == null || running.isTreeDone());
        TreeDirectory tree = rooms.tree();
        if (tree != null && lastLook != null) {
            look(tree, lastLook);
        }
        try {
            TreeExit.leave(
                    tree,
                    rooms.lease(),
                    rooms.run(),
                    rooms.spool(),
                    delivered,
                    treeDone,
                    rooms.config().dump().enabled());
        } catch (IOException | RuntimeException leftBehind) {
            rooms.diagnostics().report("spool_error", "error", leftBehind.toString());
        }
        return new ShutdownResult(delivered, delivered ? Map.of() : pending, hung);
    }

    /** Writes an event about the tree itself. */
    void say(LogLevel level, String message, Map<String, @Nullable Object> extra) {
        Pipeline pipeline = rooms.pipeline();
        pipeline.emit(pipeline.newCall(level, TREE_LOGGER)
                .at(rooms.context(), LogCall.nowMicros())
                .message(message)
                .fields(extra)
                .captured(null, Thread.currentThread().getName(), RecordLayout.FLAG_TREE)
                .exempt());
    }

    /** Makes the tree's log, if this process has only a ring of its own so far, and starts the collector. */
    private synchronized void collect() throws IOException {
        TreeDirectory tree = rooms.tree();
        OwnRun run = rooms.run();
        if (collector != null || tree == null || run == null || rooms.lease() == null) {
            return;
        }
        if (rooms.lease().isOwners()) {
            declare(tree);
        }
        Ring log = rooms.config().treeLog()
                ? null
                : tryLog(tree, run, rooms.lease().epoch());
        if (log != null) {
            rooms.spool().replace(log, prepared -> rooms.lanes().add(LaneLog.of(prepared)));
        }
        Collector started = new Collector(
                tree,
                rooms.lease(),
                rooms.runId(),
                rooms.spool(),
                rooms.lanes(),
                rooms.losses(),
                rooms.leftovers(),
                this::say,
                rooms.diagnostics());
        started.start();
        collector = started;
    }

    /** Null if there is no room for it: then the ring that this process has serves as the tree's log. */
    private @Nullable Ring tryLog(TreeDirectory tree, OwnRun run, int epoch) throws IOException {
        try {
            LogSize size = LogSize.upTo(rooms.config().spool().treeLogBytes(), tree.path());
            long maxEvents = rooms.config().queue().maxsize();
            while (true) {
                try {
                    return run.createLog(size.bytes(), epoch, rooms.spool().slots(), maxEvents);
                } catch (IOException failed) {
                    size.halve(failed);
                }
            }
        } catch (IOException failed) {
            if (!LogSize.isLackOfSpace(tree.path(), failed)) {
                throw failed;
            }
            rooms.diagnostics().report("spool_unavailable", "error", failed.toString(), "instead", "ring");
            return null;
        }
    }

    /** Says in the tree's directory what a successor would need to know; not being able to is no reason to fail. */
    private void declare(TreeDirectory tree) {
        try {
            Declaration.leave(rooms.config(), rooms.pipeline().scrubbed(rooms.own()), tree);
        } catch (IOException | RuntimeException failed) {
            rooms.diagnostics().report("spool_error", "error", failed.toString());
        }
    }

    private void exited(ExitNote note) {
        Collector running = running();
        if (running != null) {
            running.exited(note);
        } else if (rooms.isMember()) {
            TreeExit.tell(rooms.spool(), note);
        }
    }

    /**
     * The JDK keeps what is to happen at an exit as long as the child lives; a task that is cancelled refers to nothing of
     * ours any more, so that the class loader can go before the child does.
     */
    private void forgetChildren() {
        over = true;
        for (FutureTask<?> telling : watched.values()) {
            telling.cancel(false);
        }
        watched.clear();
    }

    private void look(TreeDirectory tree, Consumer<Path> lastLook) {
        try {
            lastLook.accept(tree.path());
        } catch (RuntimeException failed) {
            rooms.diagnostics().report("dump_failed", "error", failed.toString());
        }
    }

    /** The JDK tells of an exit a moment after it has happened; a child that has ended is still to get its obituary. */
    private void awaitExits(long start) {
        for (Map.Entry<Process, FutureTask<?>> child : watched.entrySet()) {
            if (!child.getKey().isAlive()) {
                try {
                    child.getValue().get(left(start, EXIT_NANOS), TimeUnit.NANOSECONDS);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return;
                } catch (CancellationException | ExecutionException | TimeoutException untold) {
                    continue; // its obituary will say that the exit code is unknown
                }
            }
        }
    }

    private synchronized @Nullable Collector running() {
        return collector;
    }

    private Map<String, Long> pending() {
        Ring ring = rooms.spool().current();
        Map<String, Long> pending =
                new java.util.TreeMap<>(rooms.lanes().pending(ring.writer().sequence()));
        if (rooms.isMember()) {
            pending.put("tree", Math.max(0, ring.writer().sequence() - ring.treeFinishedEvents()));
        }
        return pending;
    }

    private static long left(long start, long nanos) {
        return Math.max(1, nanos - (System.nanoTime() - start));
    }
}
