package io.logrich.context;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The stack of contexts of each thread. A thread that has bound nothing sees the base context, which the runtime sets
 * when it opens. Thread-safe.
 */
public final class ContextBinder {
    /** Bound as the value of a field, it takes the inherited value away. */
    public static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "ContextBinder.NONE";
        }
    };

    private final ThreadLocal<@Nullable Frame> top = new ThreadLocal<>();
    private final Consumer<String> misuse;
    private volatile @Nullable Frame base;

    /** A binder without a base: the first {@code bind} must give service, environment and job_id. */
    public ContextBinder() {
        this(reason -> {});
    }

    /** A binder that tells when a scope is closed in a way that scopes are not meant to be closed. */
    public ContextBinder(Consumer<String> misuse) {
        this.misuse = misuse;
    }

    /** Sets what threads see that have bound nothing themselves. */
    public void base(LogContext context) {
        base = new Frame(null, context, true);
    }

    /** Sets a whole stack, bottom first, as what threads see that have bound nothing themselves. */
    public void base(List<LogContext> stack) {
        base = framesOf(stack);
    }

    /** The context of this thread, or null if nothing is bound and there is no base. Costs one look-up and no memory. */
    public @Nullable LogContext current() {
        Frame frame = frame();
        return frame == null ? null : frame.context;
    }

    /**
     * Opens a scope in which the given fields are bound on top of what is bound already: fields that are not named are
     * inherited, {@code extra} and unknown names are merged into the inherited extra, null leaves a field as it is and
     * {@link #NONE} takes it away. The scope must be closed on this thread, innermost first; use try-with-resources.
     *
     * @throws IllegalArgumentException if service, environment or job_id would be missing or blank
     */
    public ContextScope bind(Map<String, ? extends @Nullable Object> fields) {
        Frame parent = frame();
        if (fields.isEmpty() && parent != null) {
            return push(parent.context);
        }
        ContextFields merged = parent == null ? ContextFields.empty() : ContextFields.of(parent.context);
        for (Map.Entry<String, ? extends @Nullable Object> field : fields.entrySet()) {
            if (field.getValue() == NONE) {
                merged.clear(field.getKey());
            } else {
                merged.set(field.getKey(), field.getValue());
            }
        }
        return push(merged.build());
    }

    /** Opens a scope with fields given as name, value, name, value. */
    public ContextScope bind(String name, @Nullable Object value, @Nullable Object... more) {
        return bind(Pairs.of(name, value, more));
    }

    /** Opens a scope without new fields: what is bound stays bound. */
    public ContextScope bind() {
        return bind(Map.of());
    }

    /** The contexts of this thread, bottom first. */
    public List<LogContext> stack() {
        Deque<LogContext> frames = new ArrayDeque<>();
        for (Frame frame = frame(); frame != null; frame = frame.parent) {
            if (!frame.ended) {
                frames.addFirst(frame.context);
            }
        }
        return List.copyOf(frames);
    }

    /** This thread's stack as JSON, for a child process: {@code {"version": 1, "stack": [...]}}. */
    public String serialize() {
        return serialize(extra -> extra);
    }

    /** This thread's stack as JSON, the extra of each context passed through a filter that masks secrets. */
    public String serialize(UnaryOperator<Map<String, @Nullable Object>> extraFilter) {
        return ContextPayload.write(stack(), extraFilter);
    }

    /**
     * The contexts that a payload holds, bottom first.
     *
     * @throws IllegalArgumentException as {@link #deserialize}
     */
    public static List<LogContext> parse(String payload) {
        return ContextPayload.read(payload);
    }

    /**
     * Replaces this thread's stack by one that {@link #serialize()} made, here or in a Python process.
     *
     * @throws IllegalArgumentException if the payload is no JSON, has another version or a frame that is no context
     */
    public void deserialize(String payload) {
        List<LogContext> stack = ContextPayload.read(payload);
        if (!stack.isEmpty()) {
            top.set(framesOf(stack));
        }
    }

    private ContextScope push(LogContext context) {
        Frame before = top.get();
        Frame bound = new Frame(before == null ? base : before, context, before == null);
        top.set(bound);
        return new Scope(Thread.currentThread(), bound);
    }

    private @Nullable Frame frame() {
        Frame frame = top.get();
        return frame == null ? base : frame;
    }

    private static @Nullable Frame framesOf(List<LogContext> stack) {
        Frame frame = null;
        for (LogContext context : stack) {
            frame = new Frame(frame, context, frame == null);
        }
        return frame;
    }

    /** Takes away the scopes at the top of this thread's stack that have ended. */
    private void unwind() {
        Frame frame = top.get();
        while (frame != null && frame.ended) {
            frame = frame.lowest ? null : frame.parent;
        }
        if (frame == null) {
            top.remove();
        } else {
            top.set(frame);
        }
    }

    private static final class Frame {
        private final @Nullable Frame parent;
        private final LogContext context;

        /** Whether what lies below belongs to the base and not to the thread. */
        private final boolean lowest;

        /** Its scope is closed; touched only by the thread whose stack it is on. */
        private boolean ended;

        Frame(@Nullable Frame parent, LogContext context, boolean lowest) {
            this.parent = parent;
            this.context = context;
            this.lowest = lowest;
        }

        boolean isAbove(Frame other) {
            for (Frame frame = this.parent; frame != null; frame = frame.parent) {
                if (frame == other) {
                    return true;
                }
            }
            return false;
        }
    }

    private final class Scope implements ContextScope {
        private final Thread owner;
        private final Frame bound;

        Scope(Thread owner, Frame bound) {
            this.owner = owner;
            this.bound = bound;
        }

        @Override
        public LogContext context() {
            return bound.context;
        }

        /**
         * Never throws and never touches a stack that is not this scope's own. What was bound inside a scope that is
         * closed too early stays until its own scope is closed.
         */
        @Override
        public void close() {
            if (Thread.currentThread() != owner) {
                misuse.accept("closed on another thread");
            } else if (bound.ended) {
                misuse.accept("closed twice");
            } else {
                bound.ended = true;
                Frame now = top.get();
                if (now == bound) {
                    unwind();
                } else if (now != null && now.isAbove(bound)) {
                    misuse.accept("closed before an inner scope");
                } else {
                    misuse.accept("closed after its stack was replaced");
                }
            }
        }
    }
}
