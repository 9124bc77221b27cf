package io.logrich;

import io.logrich.capture.ProcessCapture;
import io.logrich.context.ContextBinder;
import io.logrich.context.ContextScope;
import io.logrich.diagnostics.SeveritySnapshot;
import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.event.LogLevel;
import io.logrich.settings.CaptureSettings;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The front door: one runtime for the whole process. Everything here delegates to the {@link LogRuntime} that
 * {@link #init} or {@link #attach} has opened. Thread-safe.
 *
 * <pre>{@code
 * LogRich.init(RuntimeConfig.builder("video-encoder", "prod").build());
 * Logger log = LogRich.get("encoder");
 * try (var scope = LogRich.bind("request_id", "req-18")) {
 *     log.atInfo().with("chunk", 3).log("compressed {}", name);
 * }
 * LogRich.shutdown();
 * }</pre>
 */
public final class LogRich {
    private static final RuntimeReference RUNTIME = new RuntimeReference();
    private static final Object OPENING = new Object();

    /** Whether the current runtime was opened by {@link #attach}, without a configuration. Under {@link #OPENING}. */
    private static boolean implicit;

    /** Null if it was never attached. Written under {@link #OPENING}. */
    private static volatile @Nullable StandardLogging standardLogging;

    private LogRich() {}

    /**
     * Opens the runtime of this process; {@code LOG_*}, as system properties or variables, win over the configuration. In a
     * process that was started in a tree it joins the tree. What was logged before goes to it first; a runtime that
     * {@link #attach} has opened gives way to it, and what threads have bound there stays bound.
     *
     * @throws IllegalStateException if there is a runtime already
     * @throws IOException if a sink or the spool cannot be opened
     * @throws io.logrich.settings.SettingsException if a setting cannot be used
     */
    public static void init(RuntimeConfig config) throws IOException {
        LogRuntime before = null;
        LogRuntime opened;
        synchronized (OPENING) {
            if (isInitialised()) {
                if (!implicit) {
                    throw new IllegalStateException("LogRich.init() cannot be called twice without shutdown()");
                }
                before = RUNTIME.current();
            }
            opened = LogRuntime.open(config.with(RuntimeConfig.variables()));
            if (before != null) {
                opened.binder().succeed(before.binder());
            }
            RUNTIME.early().handOver(opened);
            implicit = false;
        }
        if (before != null) {
            before.giveWayTo(opened);
        }
    }

    /**
     * Opens the runtime of this process with what it has inherited: context, lineage and destination are the parent's. A
     * process without a parent that logs gets an ordinary runtime. Does nothing if there is a runtime already.
     *
     * @throws IOException if no runtime can be opened at all
     */
    public static void attach() throws IOException {
        synchronized (OPENING) {
            if (!isInitialised()) {
                RUNTIME.early().handOver(Opening.attach(RuntimeConfig.variables()));
                implicit = true;
            }
        }
    }

    /** Whether there is a runtime that takes log calls. */
    public static boolean isInitialised() {
        LogRuntime runtime = RUNTIME.current();
        return runtime != null && runtime.isOpen();
    }

    /** A logger. It may be static, and may be made before {@link #init}: it follows the current runtime. */
    public static Logger get(String name) {
        return new Logger(RUNTIME, name);
    }

    /** Binds fields for the events of this thread until the scope is closed, see {@code ContextBinder.bind}. */
    public static ContextScope bind(Map<String, ? extends @Nullable Object> fields) {
        return current().binder().bind(fields);
    }

    /** Binds fields given as name, value, name, value. */
    public static ContextScope bind(String name, @Nullable Object value, @Nullable Object... more) {
        return current().binder().bind(name, value, more);
    }

    /** Opens a scope without new fields. */
    public static ContextScope bind() {
        return current().binder().bind();
    }

    /** Opens a scope in which the given fields have no value, see {@code ContextBinder.without}. */
    public static ContextScope without(String name, String... more) {
        return current().binder().without(name, more);
    }

    /** The contexts of the threads, of the runtime that is current now. */
    public static ContextBinder binder() {
        return current().binder();
    }

    /** The task in the context that this thread has now, for any other thread; see {@code ContextBinder.wrap}. */
    public static Runnable wrap(Runnable task) {
        return current().binder().wrap(task);
    }

    /** Like {@link #wrap(Runnable)}. */
    public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        return current().binder().wrap(task);
    }

    /** Like {@link #wrap(Runnable)}; for other functional types see {@link #binder()}. */
    public static <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> task) {
        return current().binder().wrapSupplier(task);
    }

    /**
     * An executor that runs each task in the context that the submitting thread had when it submitted. It may be static,
     * and may be made before {@link #init}: it follows the current runtime, and without one it runs the tasks as they
     * are. Everything else, its end too, is that of the given one.
     */
    public static ExecutorService wrap(ExecutorService executor) {
        return ContextBinder.wrap(executor, LogRich::currentBinder);
    }

    /** Like {@link #wrap(ExecutorService)}; a repeated task runs each time in the context of its submission. */
    public static ScheduledExecutorService wrap(ScheduledExecutorService executor) {
        return ContextBinder.wrap(executor, LogRich::currentBinder);
    }

    /** Prepares a child process: it will log into this process's tree, with this thread's context. */
    public static ProcessBuilder inherit(ProcessBuilder child) throws IOException {
        return current().inherit(child);
    }

    /** Prepares a child process, starts it, and watches it so that its end is told with its exit code. */
    public static Process start(ProcessBuilder child) throws IOException {
        return current().start(child);
    }

    /** Watches a process that was started otherwise. */
    public static Process watch(Process process) {
        String name = process.info().command().orElse("process");
        return current().watch(process, ProcessName.of(java.util.List.of(name)));
    }

    /** The newest events of the whole tree in that format, see {@link LogRuntime#dump(DumpFormat, DumpFilter)}. */
    public static String dump(DumpFormat format, DumpFilter filter) throws IOException {
        return current().dump(format, filter);
    }

    /**
     * Makes events of what a program writes that knows nothing of us; see {@link LogRuntime#capture(Process, String,
     * CaptureSettings)}.
     */
    public static ProcessCapture capture(Process process, String name) {
        return current().capture(process, name);
    }

    /** As {@link #capture(Process, String)}, but as these settings say. */
    public static ProcessCapture capture(Process process, String name, CaptureSettings settings) {
        return current().capture(process, name, settings);
    }

    /**
     * Has what is logged with {@code java.util.logging} come here, and here alone, until the answer is closed or
     * {@link #shutdown} is called. It may be called before {@link #init}. Called again while it is attached it answers the
     * same.
     */
    public static StandardLogging attachStandardLogging() {
        return attachStandardLogging(true);
    }

    /**
     * As {@link #attachStandardLogging()}.
     *
     * @param alone whether the root's other handlers, its console in the first place, are silent meanwhile
     */
    public static StandardLogging attachStandardLogging(boolean alone) {
        synchronized (OPENING) {
            StandardLogging attached = standardLogging;
            if (attached == null || !attached.isAttached()) {
                attached = StandardLogging.attach(new StandardHandler(LogRich::get), alone);
                standardLogging = attached;
            }
            return attached;
        }
    }

    /** Sets from which level on some loggers of the whole tree log, see {@link LogRuntime#setLevel}. */
    public static void setLevel(String logger, @Nullable LogLevel level) throws IOException {
        current().setLevel(logger, level);
    }

    /** Waits until everything logged before is delivered; null for {@code queueStopTimeout}. */
    public static FlushResult flush(@Nullable Duration timeout) {
        return current().flush(timeout);
    }

    /** What {@link #flush} answers, later; waits on a thread of its own. */
    public static CompletableFuture<FlushResult> flushAsync(@Nullable Duration timeout) {
        return current().flushAsync(timeout);
    }

    /**
     * Ends the runtime; see {@link LogRuntime#shutdown()}. Before, {@code java.util.logging} gets back what it had, see
     * {@link StandardLogging#close}: what is logged there from now on is not lost. Without a runtime it does no more.
     */
    public static ShutdownResult shutdown() {
        detachStandardLogging();
        LogRuntime runtime = RUNTIME.current();
        return runtime == null ? ShutdownResult.NOTHING : runtime.shutdown();
    }

    /** What {@link #shutdown()} answers, later; ends the runtime on a thread of its own. */
    public static CompletableFuture<ShutdownResult> shutdownAsync() {
        detachStandardLogging();
        LogRuntime runtime = RUNTIME.current();
        return runtime == null ? CompletableFuture.completedFuture(ShutdownResult.NOTHING) : runtime.shutdownAsync();
    }

    /** What has been logged and what became of it. */
    public static SeveritySnapshot severitySnapshot() {
        return current().severitySnapshot();
    }

    /** The highest level accepted since the start or the last reset. */
    public static Optional<LogLevel> maxLevelSeen() {
        return current().maxLevelSeen();
    }

    /** Sets the counters of the snapshot to zero. */
    public static void resetSeverityMetrics() {
        current().resetSeverityMetrics();
    }

    /** Events below it are wanted by nobody. */
    public static LogLevel minimumLogLevel() {
        return current().minimumLogLevel();
    }

    /** Waits for nobody: a runtime may just be opened by a thread that waits for this one. */
    private static void detachStandardLogging() {
        StandardLogging attached = standardLogging;
        if (attached != null) {
            attached.close();
        }
    }

    private static @Nullable ContextBinder currentBinder() {
        LogRuntime runtime = RUNTIME.current();
        return runtime == null ? null : runtime.binder();
    }

    /** The runtime that is current. */
    static LogRuntime current() {
        LogRuntime runtime = RUNTIME.current();
        if (runtime == null) {
            throw new IllegalStateException("LogRich.init() or LogRich.attach() must be called first");
        }
        return runtime;
    }
}
