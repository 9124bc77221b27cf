package io.logrich.diagnostics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The runtime's own voice. Whoever has something to report leaves it here and goes on; one daemon thread, started with
 * the first message, hands it to the hook. Thread-safe; never throws, never blocks.
 */
public final class Diagnostics implements AutoCloseable {
    private static final int MAX_WAITING = 1024;

    private final @Nullable DiagnosticHook hook;
    private final ArrayBlockingQueue<Message> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong leftOut = new AtomicLong();
    private @Nullable Thread thread;
    private volatile boolean closed;

    /** A voice that nobody hears if the hook is null. */
    public Diagnostics(@Nullable DiagnosticHook hook) {
        this.hook = hook;
    }

    /** Reports something; details as name, value, name, value. */
    public void report(String name, @Nullable Object... details) {
        if (hook == null || closed) {
            return;
        }
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        for (int i = 0; i + 1 < details.length; i += 2) {
            payload.put(String.valueOf(details[i]), details[i + 1]);
        }
        if (!waiting.offer(new Message(name, Collections.unmodifiableMap(payload)))) {
            leftOut.incrementAndGet();
        }
        start();
    }

    /** How many messages were left out because the hook was slower than they came. */
    public long leftOut() {
        return leftOut.get();
    }

    /** Hands over what waits, for a second at most, and ends. */
    @Override
    public void close() {
        closed = true;
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running == null || running == Thread.currentThread()) {
            return;
        }
        running.interrupt();
        try {
            running.join(1000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void start() {
        if (thread == null) {
            Thread started = new ServiceThread("diagnostics", this::run);
            started.start();
            thread = started;
        }
    }

    private void run() {
        while (true) {
            Message message = closed ? waiting.poll() : next();
            if (message != null) {
                tell(message);
            } else if (closed) {
                return;
            }
        }
    }

    private @Nullable Message next() {
        try {
            return waiting.take();
        } catch (InterruptedException interrupted) {
            return null; // by close(), or by the hook itself: both mean look again
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private void tell(Message message) {
        try {
            if (hook != null) {
                hook.report(message.name, message.payload);
            }
        } catch (Throwable hooksOwnTrouble) {
            leftOut.incrementAndGet();
        }
    }

    private record Message(String name, Map<String, @Nullable Object> payload) {}
}
