package io.logrich;

import io.logrich.capture.ProcessCapture;
import io.logrich.context.ContextBinder;
import io.logrich.context.LogContext;
import io.logrich.diagnostics.Loss;
import io.logrich.diagnostics.ServiceThread;
import io.logrich.diagnostics.SeveritySnapshot;
import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.pipeline.LogCall;
import io.logrich.pipeline.LoggerName;
import io.logrich.settings.CaptureSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.tree.TreeDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One running system: a spool, its lanes, and, when it has children, their collector. {@link LogRich} has one for the
 * whole process; tests and containers may have several. Thread-safe.
 */
public final class LogRuntime implements AutoCloseable {
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Rooms rooms;
    private final Family family;
    private final Keeper keeper;
    private final RuntimeReference self = new RuntimeReference();
    private final Ending ending = new Ending();
    private final Thread atExit;
    private final Levels levels;
    private volatile @Nullable LogRuntime successor;

    LogRuntime(Rooms rooms) {
        this.rooms = rooms;
        this.levels = new Levels(rooms);
        this.levels.look();
        this.self.become(this);
        this.family = new Family(rooms);
        this.atExit = new Thread(() -> family.exit(this::shutdown), "logrich-exit");
        this.keeper = new Keeper(rooms, family, levels);
    }

    /** Starts the threads; if that fails, what runs already is ended. */
    LogRuntime begin() throws IOException {
        try {
            rooms.lanes().start();
            family.open();
            keeper.start();
        } catch (IOException | RuntimeException | Error failed) {
            shutdown();
            throw failed;
        }
        return this;
    }

    /** Has it end with the process, at the latest. */
    LogRuntime endAtExit() {
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            return this; // opened by another hook, which has to close it
        }
        return this;
    }

    /**
     * Opens a runtime as configured. In a process that was started in a tree it joins it: the tree's collector drives the
     * console, sinks of its own get its own events.
     *
     * @throws java.io.InterruptedIOException if this thread is interrupted meanwhile; nothing is left behind then
     * @throws IOException if a sink or the spool cannot be opened
     * @throws io.logrich.settings.SettingsException if a setting cannot be used
     */
    public static LogRuntime open(RuntimeConfig config) throws IOException {
        return Opening.open(config, System.getenv());
    }

    /** Opens a runtime of a tree of its own, whatever process has started this one. */
    public static LogRuntime openRoot(RuntimeConfig config) throws IOException {
        return Opening.root(config, System.getenv());
    }

    /**
     * Opens a runtime that collects a tree which exists and is not this process's own, until it is closed; then a process of
     * the tree that lives may go on as the tree's own collector would have wanted it.
     *
     * @param tree the directory of the tree; what the configuration says of a directory does not count
     * @throws IOException if it is no tree, or has a collector that does not only stand in
     */
    public static LogRuntime adopt(RuntimeConfig config, Path tree) throws IOException {
        return Opening.adopt(config, tree);
    }

    /**
     * Opens a runtime with nothing but what this process has inherited; in a process that was started in no tree, or in
     * one that cannot be used any more, an ordinary one.
     */
    public static LogRuntime attach() throws IOException {
        return Opening.attach(System.getenv());
    }

    /** A logger of this runtime. */
    public Logger get(String name) {
        return new Logger(self, name);
    }

    /** The contexts of this runtime's threads. */
    public ContextBinder binder() {
        return rooms.binder();
    }

    /** The directory of the tree; empty when the spool is anonymous memory. */
    public Optional<Path> spoolDirectory() {
        return Optional.ofNullable(rooms.tree()).map(TreeDirectory::path);
    }

    /** Prepares a child process: its environment says where the tree is and what the child inherits. */
    public ProcessBuilder inherit(ProcessBuilder child) throws IOException {
        return family.inherit(child);
    }

    /** Prepares a child process, starts and watches it. */
    public Process start(ProcessBuilder child) throws IOException {
        return family.start(child);
    }

    /** Watches a process that was started otherwise, so that its obituary knows its exit code. */
    public Process watch(Process process, String name) {
        return family.watch(process, name);
    }

    /** As {@link #capture(Process, String, CaptureSettings)}, with the settings of this runtime. */
    public ProcessCapture capture(Process process, String name) {
        return capture(process, name, rooms.config().capture());
    }

    /**
     * Reads what a program writes that knows nothing of us: its standard output and error become events, with the level,
     * logger, message and fields that a line has, this thread's context, and the program at the end of its lineage. Streams
     * that the process does not pipe to us are left alone.
     *
     * @param name the logger's name, where the program names none of its own
     */
    public ProcessCapture capture(Process process, String name, CaptureSettings settings) {
        return CapturedProgram.capture(this, process, name, settings);
    }

    /**
     * Prepares a child process, starts, watches and captures it: {@link #start} and {@link #capture} in one.
     *
     * @param change to the settings of this runtime
     */
    public ProcessCapture startCaptured(ProcessBuilder child, String name, UnaryOperator<CaptureSettings> change)
            throws IOException {
        return CapturedProgram.start(
                this, child, name, change.apply(rooms.config().capture()));
    }

    /** How many processes of the tree live, this one not counted; 0 if another process collects. */
    public int livingMembers() {
        return family.living();
    }

    /**
     * Waits until everything logged before is delivered, at most so long; null for {@code queueStopTimeout}. A sink, the
     * hook and other threads of a runtime get the answer at once: they would wait for themselves.
     */
    public FlushResult flush(@Nullable Duration timeout) {
        return family.flush(ServiceThread.isCurrent() ? 0 : nanosOf(timeout));
    }

    /** What {@link #flush} answers, later: waits on a thread of its own. */
    public CompletableFuture<FlushResult> flushAsync(@Nullable Duration timeout) {
        long nanos = nanosOf(timeout);
        return Promise.of("flush", () -> family.flush(nanos));
    }

    /**
     * Ends the runtime: no more calls are taken, what is accepted is delivered within {@code queueStopTimeout}, the sinks
     * are closed. What could not be delivered stays in the spool. An interruption does not shorten it. Calling it again
     * changes nothing: while the first call is under way a second one waits for it, later ones get the same answer at
     * once.
     */
    public ShutdownResult shutdown() {
        return end(nanosOf(null), null);
    }

    /** As {@link #shutdown()}, but waits as long as is said here: zero finishes what a sink has in hand, and no more. */
    public ShutdownResult shutdown(Duration timeout) {
        return end(Math.max(0, nanosIn(timeout)), null);
    }

    /** What {@link #shutdown()} answers, later: ends the runtime on a thread of its own. */
    public CompletableFuture<ShutdownResult> shutdownAsync() {
        return Promise.of("shutdown", this::shutdown);
    }

    /**
     * Ends the runtime, and has somebody look at the tree's directory when everything is in it and nothing is deleted
     * yet. Nobody looks when the spool is anonymous memory.
     */
    public ShutdownResult shutdown(Consumer<Path> lastLook) {
        return end(nanosOf(null), lastLook);
    }

    private ShutdownResult end(long nanos, @Nullable Consumer<Path> lastLook) {
        if (!ending.begin()) {
            return ending.await();
        }
        return ServiceThread.isCurrent()
                ? Undisturbed.here(() -> bringToAnEnd(nanos, lastLook))
                : Undisturbed.elsewhere("shutdown", () -> bringToAnEnd(nanos, lastLook));
    }

    private ShutdownResult bringToAnEnd(long nanos, @Nullable Consumer<Path> lastLook) {
        ShutdownResult result = ShutdownResult.UNFINISHED;
        ending.byThisThread();
        try {
            long start = System.nanoTime();
            result = family.close(nanos, lastLook);
            keeper.close(Math.max(0, nanos - (System.nanoTime() - start)));
            rooms.diagnostics().close();
            rooms.binder().close();
        } finally {
            ending.over(result);
            removeHook();
        }
        return result;
    }

    /** Ends this runtime in favour of another one: who has not noticed yet logs there. */
    void giveWayTo(LogRuntime other) {
        successor = other;
        shutdown();
    }

    @Override
    public void close() {
        shutdown();
    }

    /**
     * The newest events of the whole tree that pass the filter, as far as the rings still hold them.
     *
     * @throws IOException if the tree's directory cannot be read
     */
    public String dump(DumpFormat format, DumpFilter filter) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TreeHistory.writer(rooms, format).write(TreeHistory.of(rooms, filter), bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Writes the newest events of the whole tree to a file, in one step; says how many. */
    public int dump(DumpFormat format, DumpFilter filter, Path file) throws IOException {
        return TreeHistory.writer(rooms, format).write(TreeHistory.of(rooms, filter), file);
    }

    /** What has been logged and what became of it. */
    public SeveritySnapshot severitySnapshot() {
        return rooms.monitor().snapshot();
    }

    /** The highest level accepted since the start or the last reset. */
    public Optional<LogLevel> maxLevelSeen() {
        return Optional.ofNullable(rooms.monitor().highest());
    }

    /** Sets the counters of the snapshot to zero. */
    public void resetSeverityMetrics() {
        rooms.monitor().reset();
    }

    /** Events below it are wanted by nobody, but for loggers that a rule is about. */
    public LogLevel minimumLogLevel() {
        return levels.gate().wanted();
    }

    /** The rules about loggers that hold now: those configured, and over them those set at run time. */
    public LevelRules levels() {
        return levels.gate().rules();
    }

    /**
     * Sets from which level on the loggers log whose name begins so, in every process of the tree, within a second;
     * here at once. Events that only such a rule lets through go to the sinks with the lowest level.
     *
     * @param logger the beginning of their names, see {@link LevelRules}; {@code root} for all
     * @param level null to take back what was set so
     * @throws IOException if it cannot be written into the tree's directory
     */
    public void setLevel(String logger, @Nullable LogLevel level) throws IOException {
        levels.set(logger, level);
    }

    /** Whether it takes log calls. */
    public boolean isOpen() {
        return ending.isOpen();
    }

    Levels thresholds() {
        return levels;
    }

    /** Writes an event about the tree itself. */
    void say(LogLevel level, String message, Map<String, @Nullable Object> extra) {
        family.say(level, message, extra);
    }

    LogContext context() {
        return rooms.context();
    }

    boolean locates(LogLevel level) {
        return rooms.pipeline().locates(level);
    }

    /** A call to be filled in and handed to {@link #emit}. */
    LogCall newCall(LogLevel level, LoggerName logger) {
        return rooms.pipeline().newCall(level, logger);
    }

    /** Sends a call on its way, in this thread's context and as of now if it says no other; throws only uncounted. */
    LogResult emit(LogCall call) {
        if (ending.isOpen()) {
            if (call.context() == null) {
                call.at(context(), call.timeMicros() == 0 ? LogCall.nowMicros() : call.timeMicros());
            }
            if (levels.gate().isByRule(call.level(), call.logger().text())) {
                call.byRule();
            }
            boolean guarded = ServiceThread.isCurrent() || !call.isCaptured() && rooms.isGuarded(call.logger());
            return guarded ? emitGuarded(call) : rooms.pipeline().emit(call);
        }
        LogRuntime next = successor;
        if (next != null) {
            return next.emit(call);
        }
        LogResult dropped = LogResult.dropped(Loss.SHUT_DOWN.reason(), LogCall.nowMicros(), 0, 1);
        rooms.monitor().dropped(call.level(), Loss.SHUT_DOWN, 1);
        return dropped;
    }

    /** What a sink, the hook or what they use have to say goes to the console alone, or it would never end. */
    private LogResult emitGuarded(LogCall call) {
        if (ServiceThread.isConsole()) {
            return rooms.pipeline().refuse(call, Loss.FROM_CONSOLE);
        }
        return rooms.pipeline().emit(call.forConsole());
    }

    /** Counts events that were never taken, here and where the collector sees it. */
    void countDropped(LogLevel level, Loss why, long count) {
        rooms.monitor().dropped(level, why, count);
        for (long i = 0; i < count; i++) {
            rooms.spool().current().writer().countDropped(level.ordinal());
        }
    }

    /** How many bytes an event may have. */
    int longestEvent() {
        return rooms.spool().current().header().longestPayload();
    }

    private long nanosOf(@Nullable Duration timeout) {
        Duration wanted = timeout == null ? rooms.config().queue().stopTimeout() : timeout;
        return nanosIn(wanted == null ? FOR_EVER : wanted);
    }

    private static long nanosIn(Duration timeout) {
        return (timeout.compareTo(FOR_EVER) < 0 ? timeout : FOR_EVER).toNanos();
    }

    private void removeHook() {
        if (Thread.currentThread() != atExit) {
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException exiting) {
                // the hook finds the runtime closed
            }
        }
    }
}
