package io.logrich.diagnostics;

import io.logrich.event.LogLevel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The runtime's own voice. Whoever has something to report leaves it here and goes on; one daemon thread, started with
 * the first message, hands it to the hook. Thread-safe; never throws, never blocks. What the hook itself gives occasion
 * to is not told to the hook: it would never end.
 */
public final class Diagnostics implements AutoCloseable {
    static final int MAX_WAITING = 1024;

    private static final long PATIENCE_MILLIS = 1000;
    private static final Message END = new Message("", Map.of(), null);

    private final @Nullable DiagnosticHook hook;
    private final @Nullable Consumer<DroppedEvent> onDrop;
    private final UnaryOperator<String> scrubber;
    private final ArrayBlockingQueue<Message> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable Thread thread;
    private volatile boolean closed;
    private long toldLeftOut;

    /** A voice that nobody hears if the hook is null. */
    public Diagnostics(@Nullable DiagnosticHook hook) {
        this(hook, null, UnaryOperator.identity());
    }

    /**
     * A voice that also tells who wants to know of each event that was not accepted.
     *
     * @param scrubber masks the secrets in what is told
     */
    public Diagnostics(
            @Nullable DiagnosticHook hook, @Nullable Consumer<DroppedEvent> onDrop, UnaryOperator<String> scrubber) {
        this.hook = hook;
        this.onDrop = onDrop;
        this.scrubber = scrubber;
    }

    /** Reports something; details as name, value, name, value. */
    public void report(String name, @Nullable Object... details) {
        if (hook != null) {
            leave(name, null, details);
        }
    }

    /** Reports an event that was not accepted. */
    public void dropped(String eventId, String logger, LogLevel level, String reason) {
        if (onDrop != null) {
            leave("", new DroppedEvent(eventId, logger, level, reason));
        }
        report("queue_dropped", "event_id", eventId, "logger", logger, "level", level.name(), "reason", reason);
    }

    /** How many messages were left out because they came faster than the hook took them, or because of the hook. */
    public long leftOut() {
        return leftOut.get();
    }

    /** How often the hook has thrown. */
    public long failures() {
        return failures.get();
    }

    /** Hands over what waits, for a second at most, and ends. */
    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        if (running == null || running == Thread.currentThread()) {
            return;
        }
        boolean wakes = waiting.offer(END); // if not, it is not asleep
        try {
            running.join(wakes ? PATIENCE_MILLIS : PATIENCE_MILLIS / 2);
            running.interrupt(); // the hook hangs: that is the last we can do for it
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave(String name, @Nullable DroppedEvent event, @Nullable Object... details) {
        if (Thread.currentThread() == thread) {
            leftOut.incrementAndGet();
            return;
        } else if (closed) {
            return;
        }
        try {
            if (!waiting.offer(new Message(name, payload(details), event))) {
                leftOut.incrementAndGet();
            }
            if (thread == null) {
                start();
            }
        } catch (RuntimeException | Error failed) { // for lack of memory, of a thread: the next message tries again
            leftOut.incrementAndGet();
        }
    }

    private synchronized void start() {
        if (thread == null) {
            Thread starting = new ServiceThread("diagnostics", this::run);
            thread = starting; // before its first message makes the hook report something itself
            try {
                starting.start();
            } catch (OutOfMemoryError noThread) {
                thread = null;
                throw noThread;
            }
        }
    }

    private void run() {
        while (true) {
            Message message = closed ? waiting.poll() : next();
            if (message != null && message != END) {
                tell(message);
            } else if (closed) {
                return;
            }
        }
    }

    private @Nullable Message next() {
        try {
            return waiting.take();
        } catch (InterruptedException byTheHook) {
            return null;
        }
    }

    private void tell(Message message) {
        long left = leftOut.get();
        if (left > toldLeftOut) {
            tell("diagnostics_dropped", "count", left - toldLeftOut);
            toldLeftOut = left;
        }
        if (message.event != null) {
            tellDrop(message.event);
        } else {
            tell(message.name, message.payload);
        }
    }

    private void tellDrop(DroppedEvent event) {
        try {
            if (onDrop != null) {
                onDrop.accept(event);
            }
        } catch (Throwable theirs) {
            tell(
                    "queue_drop_callback_error",
                    "event_id",
                    event.eventId(),
                    "logger",
                    event.logger(),
                    "level",
                    event.level().name(),
                    "exception",
                    theirs.getClass().getName());
        }
    }

    private void tell(String name, @Nullable Object... details) {
        tell(name, payload(details));
    }

    private void tell(String name, Map<String, @Nullable Object> payload) {
        try {
            if (hook != null) {
                hook.report(name, payload);
            }
        } catch (Throwable theirs) {
            failures.incrementAndGet();
        }
    }

    private Map<String, @Nullable Object> payload(@Nullable Object... details) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        for (int i = 0; i + 1 < details.length; i += 2) {
            payload.put(String.valueOf(details[i]), scrubbed(details[i + 1]));
        }
        return Collections.unmodifiableMap(payload);
    }

    private @Nullable Object scrubbed(@Nullable Object detail) {
        if (detail instanceof List<?> list) {
            return list.stream().map(this::scrubbed).toList();
        }
        return detail instanceof CharSequence text ? scrubber.apply(text.toString()) : detail;
    }

    private record Message(
            String name,
            Map<String, @Nullable Object> payload,
            @Nullable DroppedEvent event) {}
}
