package io.logrich.context;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The stack of contexts of each thread. A thread that has bound nothing sees the base context, which the runtime sets
 * when it opens. A new thread inherits nothing: what a task is to see there it is given by {@code wrap}. Thread-safe.
 */
public final class ContextBinder implements AutoCloseable {
    /** Bound as the value of a field, it takes the inherited value away; see also {@link #without}. */
    public static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "ContextBinder.NONE";
        }
    };

    private static final VarHandle REPORTED;

    static {
        try {
            REPORTED = MethodHandles.lookup().findVarHandle(Scope.class, "reported", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Its own, or those of the binder that it has succeeded. */
    private ThreadStacks stacks = new ThreadStacks();

    private @Nullable Succession succession;
    private int generation;
    private volatile boolean succeeded;

    private final @Nullable Identity identity;
    private final UnaryOperator<LogContext> filter;
    private final Consumer<String> misuse;
    private volatile @Nullable Frame base;

    /** A binder without a base: the first {@code bind} must give service, environment and job_id. */
    public ContextBinder() {
        this(reason -> {});
    }

    /**
     * A binder without a base that tells when a scope is closed in a way that scopes are not meant to be closed.
     *
     * @param misuse is told what was wrong, once for each scope, on the thread that closes it; must not throw
     */
    public ContextBinder(Consumer<String> misuse) {
        this(null, UnaryOperator.identity(), misuse);
    }

    /**
     * The binder of a runtime.
     *
     * @param identity what contexts of other processes are completed with when they arrive here; null if with nothing
     * @param filter masks the secrets in a context before it leaves the process
     * @param misuse as in {@link #ContextBinder(Consumer)}
     */
    public ContextBinder(@Nullable Identity identity, UnaryOperator<LogContext> filter, Consumer<String> misuse) {
        this.identity = identity;
        this.filter = filter;
        this.misuse = misuse;
    }

    /** Sets what threads see that have bound nothing themselves. */
    public void base(LogContext context) {
        base = Frame.shared(null, context, generation);
    }

    /** Sets a whole stack, bottom first, as what threads see that have bound nothing themselves. */
    public void base(List<LogContext> stack) {
        base = Frame.of(stack, generation);
    }

    /**
     * Takes over what threads have bound with another binder, which is to be closed: they see it here from now on, on top
     * of this one's base, and scopes and wrapped tasks of the other one go on as if they were of this one. To be called
     * before this binder is used; both have a base.
     */
    public void succeed(ContextBinder other) {
        Frame before = Objects.requireNonNull(other.base);
        Frame now = Objects.requireNonNull(base);
        generation = other.generation + 1;
        for (Frame frame = now; frame != null; frame = frame.parent) {
            frame.generation = generation;
        }
        succession = new Succession(before.context, now, generation);
        stacks = other.stacks;
        other.succeeded = true;
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
     * @throws IllegalArgumentException if service, environment or job_id would be missing or blank, process_id no
     *     number, process_id_chain no list of numbers or extra no map; what is bound stays as it is then
     */
    public ContextScope bind(Map<String, ? extends @Nullable Object> fields) {
        Frame parent = frame();
        if (parent != null) {
            return push(
                    fields.isEmpty()
                            ? parent.context
                            : ContextFields.of(parent.context).setAll(fields).build());
        }
        return push(ContextFields.empty().setAll(fields).beginChain().build());
    }

    /** Opens a scope with fields given as name, value, name, value; see {@link #bind(Map)}. */
    public ContextScope bind(String name, @Nullable Object value, @Nullable Object... more) {
        return bind(Pairs.of(name, value, more));
    }

    /** Opens a scope without new fields: what is bound stays bound. */
    public ContextScope bind() {
        return bind(Map.of());
    }

    /**
     * Opens a scope in which the given fields have no value, whatever is bound outside; {@code extra} stands for all of
     * the extra.
     *
     * @throws IllegalArgumentException for service, environment and job_id, which every context has
     */
    public ContextScope without(String name, String... more) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(name, NONE);
        for (String another : more) {
            fields.put(another, NONE);
        }
        return bind(fields);
    }

    /** The contexts of this thread, bottom first. Unmodifiable. */
    public List<LogContext> stack() {
        return List.copyOf(Frame.contexts(frame()));
    }

    /**
     * This thread's stack as JSON, for another process: {@code {"version": 1, "stack": [...]}}, bottom first. The binder
     * of a runtime masks secrets.
     */
    public String serialize() {
        return ContextPayload.write(stack(), filter);
    }

    /**
     * The contexts that a payload holds, bottom first; none if it has no frames.
     *
     * @throws IllegalArgumentException as {@link #deserialize}
     */
    public static List<LogContext> parse(String payload) {
        return ContextPayload.read(payload);
    }

    /**
     * Replaces this thread's stack by one that {@link #serialize()} made, here or in a Python process; other threads keep
     * what they see. Names that are no fields go to the extra. The binder of a runtime puts this process at the end of
     * each lineage. A payload without frames changes nothing. It stays until this thread deserializes again or the task
     * ends that was wrapped; scopes that are open on this thread are void.
     *
     * @throws IllegalArgumentException if the payload is no JSON, has another version or a frame that is no context; what
     *     is bound stays as it is then
     */
    public void deserialize(String payload) {
        Frame top = arrived(payload);
        if (top != null) {
            stacks.set(top);
        }
    }

    /**
     * Makes a stack that {@link #serialize()} made what this thread sees, and every other one that has bound nothing
     * itself, now and later. Otherwise as {@link #deserialize}.
     *
     * @throws IllegalArgumentException as {@link #deserialize}
     */
    public void deserializeAsDefault(String payload) {
        Frame top = arrived(payload);
        if (top != null) {
            base = top;
            stacks.set(null);
        }
    }

    /**
     * The task, to be run on any thread, any number of times, in the context that this thread has now. Afterwards that
     * thread has its own context back, also when the task throws or leaves scopes open.
     */
    public Runnable wrap(Runnable task) {
        return new BoundTask(snapshot(), Objects.requireNonNull(task));
    }

    /** Like {@link #wrap(Runnable)}. */
    public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        Snapshot bound = snapshot();
        Objects.requireNonNull(task);
        return () -> bound.call(task);
    }

    /** Like {@link #wrap(Runnable)}. */
    public <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> task) {
        Snapshot bound = snapshot();
        Objects.requireNonNull(task);
        return () -> bound.get(task);
    }

    /** Like {@link #wrap(Runnable)}. */
    public <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> wrapFunction(Function<T, R> task) {
        Snapshot bound = snapshot();
        Objects.requireNonNull(task);
        return argument -> bound.get(() -> task.apply(argument));
    }

    /** Like {@link #wrap(Runnable)}. */
    public <T extends @Nullable Object> Consumer<T> wrapConsumer(Consumer<T> task) {
        Snapshot bound = snapshot();
        Objects.requireNonNull(task);
        return argument -> bound.run(() -> task.accept(argument));
    }

    /** Like {@link #wrap(Runnable)}. */
    public <T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object>
            BiFunction<T, U, R> wrapBiFunction(BiFunction<T, U, R> task) {
        Snapshot bound = snapshot();
        Objects.requireNonNull(task);
        return (one, other) -> bound.get(() -> task.apply(one, other));
    }

    /** Like {@link #wrap(Runnable)}. */
    public <T extends @Nullable Object, U extends @Nullable Object> BiConsumer<T, U> wrapBiConsumer(
            BiConsumer<T, U> task) {
        Snapshot bound = snapshot();
        Objects.requireNonNull(task);
        return (one, other) -> bound.run(() -> task.accept(one, other));
    }

    /**
     * An executor that runs each task as {@link #wrap(Runnable)} does: in the context that the submitting thread had when
     * it submitted. Everything else, its end too, is that of the given one.
     */
    public ExecutorService wrap(ExecutorService executor) {
        return wrap(executor, () -> this);
    }

    /** Like {@link #wrap(ExecutorService)}; a repeated task runs each time in the context of its submission. */
    public ScheduledExecutorService wrap(ScheduledExecutorService executor) {
        return wrap(executor, () -> this);
    }

    /**
     * An executor that asks at each submission for the binder whose context is to be seen, and does without if there is
     * none.
     */
    public static ExecutorService wrap(ExecutorService executor, Supplier<@Nullable ContextBinder> binder) {
        return new ContextExecutor<>(executor, binder);
    }

    /** Like {@link #wrap(ExecutorService, Supplier)}. */
    public static ScheduledExecutorService wrap(
            ScheduledExecutorService executor, Supplier<@Nullable ContextBinder> binder) {
        return new ContextScheduler(executor, binder);
    }

    /**
     * Forgets what all threads have bound. From then on scopes bind nothing, and wrapped tasks run as they are; nothing
     * throws.
     */
    @Override
    public void close() {
        if (!succeeded) {
            stacks.close();
        }
    }

    /** How many threads have something bound that is not closed. */
    int boundThreads() {
        return stacks.size();
    }

    private Snapshot snapshot() {
        top();
        return Snapshot.of(stacks, base);
    }

    private ContextScope push(LogContext context) {
        Frame bound = Frame.own(top(), base, context, generation);
        stacks.set(bound);
        return new Scope(Thread.currentThread(), bound);
    }

    /** Puts another context in the place of the one that this thread has, for as long as that one would have stayed. */
    void replace(LogContext context) {
        Frame top = top();
        if (top != null && top.owned) {
            top.context = context;
        } else {
            stacks.set(Frame.own(top, base, context, generation));
        }
    }

    private @Nullable Frame frame() {
        Frame frame = top();
        return frame == null ? base : frame;
    }

    /** The top of this thread's stack; brings up to date what was bound with the binder before. */
    private @Nullable Frame top() {
        Frame top = stacks.top();
        if (top == null || top.generation >= generation || succession == null) {
            return top;
        }
        Frame adopted = succession.adopted(top);
        if (adopted != top) {
            stacks.set(adopted);
        }
        return adopted;
    }

    /** The frames of a payload as contexts of this process; null if it has none. */
    private @Nullable Frame arrived(String payload) {
        List<LogContext> stack = ContextPayload.read(payload);
        if (identity != null) {
            stack.replaceAll(context -> identity.onto(ContextFields.of(context)).build());
        }
        return Frame.of(stack, generation);
    }

    private final class Scope implements ContextScope {
        private final Thread owner;
        private final Frame bound;

        @SuppressWarnings("unused") // through REPORTED
        private boolean reported;

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
                report("closed on another thread");
            } else if (bound.ended) {
                report("closed twice");
            } else {
                bound.ended = true;
                Frame now = stacks.top();
                if (now == bound) {
                    stacks.set(Frame.open(now));
                } else if (now != null && now.isAbove(bound)) {
                    report("closed before an inner scope");
                } else {
                    report("closed after its stack was replaced");
                }
            }
        }

        private void report(String reason) {
            if (!stacks.isClosed() && REPORTED.compareAndSet(this, false, true)) {
                misuse.accept(reason);
            }
        }
    }
}
