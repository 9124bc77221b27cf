package io.logrich;

import io.logrich.diagnostics.Loss;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.pipeline.LogCall;
import io.logrich.pipeline.LoggerName;
import org.jspecify.annotations.Nullable;

/** Where loggers look for the runtime that is current, and where they leave events while there is none. Thread-safe. */
final class RuntimeReference {
    private volatile @Nullable LogRuntime current;

    private final EarlyEvents early = new EarlyEvents(this);

    @Nullable
    LogRuntime current() {
        return current;
    }

    /** Makes a runtime the current one; loggers notice. */
    void become(LogRuntime next) {
        LogRuntime before = current;
        current = next;
        if (before != null) {
            before.thresholds().retire();
        }
    }

    /** What was logged before there was a runtime. */
    EarlyEvents early() {
        return early;
    }

    /** A call to be filled in and handed to {@link #emit}; null if there is no memory or no stack for one. */
    @Nullable
    LogCall newCall(LogLevel level, LoggerName logger) {
        try {
            LogRuntime runtime = current;
            return runtime == null ? LogCall.early(level, logger) : runtime.newCall(level, logger);
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            return null;
        }
    }

    /** Sends a call to the runtime, or keeps it until there is one; null counts as a call that failed. Never throws. */
    LogResult emit(LogLevel level, @Nullable LogCall call) {
        LogRuntime runtime = current;
        try {
            if (call != null) {
                return runtime == null ? early.keep(call.at(null, LogCall.nowMicros())) : runtime.emit(call);
            }
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            // the runtime throws only before it has counted the call
        }
        try {
            if (runtime != null) {
                runtime.countDropped(level, Loss.INTERNAL_ERROR, 1);
            }
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            return LogResult.FAILED;
        }
        return LogResult.FAILED;
    }
}
