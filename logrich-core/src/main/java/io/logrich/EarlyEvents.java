package io.logrich;

import io.logrich.diagnostics.Loss;
import io.logrich.diagnostics.ServiceThread;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.pipeline.LogCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Events that were logged before there was a runtime: kept in memory, frozen at the call, given to the runtime before it
 * becomes current, so that each thread's events stay in order. If there never is one, a line on the error stream says at
 * the end how many there were. Thread-safe.
 */
final class EarlyEvents {
    /** How many events are kept; later ones are counted only. */
    static final int MOST = 1000;

    private final RuntimeReference runtime;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<LogCall> kept = new ArrayList<>();
    private final long[] lost = new long[LogLevel.COUNT];
    private @Nullable Thread atExit;

    EarlyEvents(RuntimeReference runtime) {
        this.runtime = runtime;
    }

    /** Keeps an event, or gives it to the runtime if there is one by now. Never throws. */
    LogResult keep(LogCall call) {
        LogCall frozen;
        try {
            frozen = call.frozen();
        } catch (Throwable thrown) { // no memory, no stack: never into the application
            return count(call.level());
        }
        // a sink of the runtime that is just being opened: who opens it may be waiting for this very thread
        if (!ServiceThread.isCurrent()) {
            lock.lock();
        } else if (!lock.tryLock()) {
            return LogResult.NOT_INITIALISED;
        }
        try {
            LogRuntime current = runtime.current();
            if (current != null) {
                return current.emit(frozen);
            }
            if (kept.size() == MOST) {
                return count(call.level());
            }
            kept.add(frozen);
            sayAtExit();
            return LogResult.DEFERRED;
        } finally {
            lock.unlock();
        }
    }

    /** Makes a runtime the current one, after it has got every event that was kept. */
    void handOver(LogRuntime opened) {
        lock.lock();
        try {
            for (LogCall call : kept) {
                if (opened.thresholds().gate().wants(call.level(), call.logger().text())) {
                    opened.emit(call);
                }
            }
            kept.clear();
            for (int i = 0; i < lost.length; i++) {
                opened.countDropped(LogLevel.at(i), Loss.NOT_INITIALISED, lost[i]);
                lost[i] = 0;
            }
            runtime.become(opened);
            forgetExit();
        } finally {
            lock.unlock();
        }
    }

    /** What to say when the process ends and there never was a runtime; null if nothing was logged. */
    @Nullable
    String farewell() {
        lock.lock();
        try {
            long count = kept.size();
            for (long more : lost) {
                count += more;
            }
            return count == 0
                    ? null
                    : "logrich: events that were logged and went nowhere, since LogRich.init() was never called: "
                            + count;
        } finally {
            lock.unlock();
        }
    }

    private LogResult count(LogLevel level) {
        lock.lock();
        try {
            lost[level.ordinal()]++;
            return LogResult.NOT_INITIALISED;
        } finally {
            lock.unlock();
        }
    }

    private void sayAtExit() {
        if (atExit == null) {
            Thread hook = new Thread(this::sayFarewell, "logrich-early");
            atExit = hook;
            try {
                Runtime.getRuntime().addShutdownHook(hook);
            } catch (IllegalStateException exiting) {
                // too late to say anything
            }
        }
    }

    private void forgetExit() {
        Thread hook = atExit;
        atExit = null;
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException exiting) {
                // it finds nothing to say
            }
        }
    }

    @SuppressWarnings("SystemOut") // there is no log that it could be written to
    private void sayFarewell() {
        String line = farewell();
        if (line != null) {
            System.err.println(line);
        }
    }
}
