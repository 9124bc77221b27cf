package io.logrich.pipeline;

import io.logrich.event.LogLevel;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds where in the application an event is logged: the caller of the class through which it came, be that one of ours or
 * of another logging system. Rather none than a wrong one. Thread-safe.
 */
final class Locator {
    /** Reflection and what lambdas are made of it leaves out by itself. */
    private static final StackWalker STACK = StackWalker.getInstance();

    /** Through these an application logs, if the call names no other. */
    private static final List<String> DOORS = List.of("io.logrich.Logger", "io.logrich.LogEntry");

    /** No application, but what stands between one and its logging system. */
    private static final List<String> PLUMBING = List.of(
            "org.slf4j.", "java.util.logging.", "java.lang.System$Logger", "sun.util.logging.", "jdk.internal.logger.");

    /** Bridges are not deeper. */
    private static final int MOST_FRAMES = 200;

    private final LogLevel from;

    /** Finds it for events from that level on. */
    Locator(LogLevel from) {
        this.from = from;
    }

    /**
     * Where a call came from; null if this cannot be known, if nobody wants to, or if it was not the application that
     * called just now. Without file and line if only the logging system knows where. Never throws.
     */
    @Nullable
    StackTraceElement locationOf(LogCall call) {
        if (!call.level().atLeast(from) || call.source() != null || call.isExempt()) {
            return null;
        }
        try {
            StackTraceElement found = STACK.walk(frames -> callerOf(call.boundary(), frames));
            StackTraceElement told = call.place();
            return told == null || found != null && isSame(told, found) ? found : told;
        } catch (Throwable failed) { // no memory, no stack: the event matters more
            return null;
        }
    }

    private static boolean isSame(StackTraceElement told, StackTraceElement found) {
        return told.getClassName().equals(found.getClassName())
                && told.getMethodName().equals(found.getMethodName());
    }

    private static @Nullable StackTraceElement callerOf(@Nullable String boundary, Stream<StackFrame> stack) {
        return stack.limit(MOST_FRAMES)
                .filter(new BeyondDoor(boundary))
                .findFirst()
                .map(StackFrame::toStackTraceElement)
                .orElse(null);
    }

    /** True of the frames beyond the door; asked of each frame in order, from the innermost on. */
    private static final class BeyondDoor implements Predicate<StackFrame> {
        private final @Nullable String boundary;
        private boolean passed;

        BeyondDoor(@Nullable String boundary) {
            this.boundary = boundary;
        }

        @Override
        public boolean test(StackFrame frame) {
            String name = frame.getClassName();
            if (boundary == null ? DOORS.contains(name) : boundary.equals(name)) {
                passed = true;
                return false;
            }
            return passed && !isPlumbing(name);
        }
    }

    private static boolean isPlumbing(String className) {
        for (String prefix : PLUMBING) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
