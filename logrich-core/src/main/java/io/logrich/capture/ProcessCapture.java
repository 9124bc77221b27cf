package io.logrich.capture;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a foreign program writes to its standard streams, and makes events of it, with a thread for each. The threads may wait
 * for room in the log: then the program waits for them, as it would for any reader of its output. Thread-safe.
 *
 * <p>When a program ends, the JDK drains and closes our ends of its pipes, and a child that it has left running loses its
 * output. It needs the streams' monitors to do so, standard output's first; that is why the readers hold them.
 */
public final class ProcessCapture {
    private final Process process;
    private final Source out;
    private final Source err;

    private ProcessCapture(Process process, Source out, Source err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Where the output also goes, unchanged. */
    record Tee(@Nullable OutputStream out, @Nullable OutputStream err) {
        static final Tee NONE = new Tee(null, null);

        static Tee of(boolean through) {
            return through
                    ? new Tee(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err))
                    : NONE;
        }
    }

    /**
     * Begins to read what a process writes. Nobody else may read its streams from now on; those that it does not pipe to
     * us are none. If the process ends at this very moment, what its children write later may be lost; {@link #start}
     * knows no such moment.
     */
    public static ProcessCapture of(Process process, CapturePlan plan, EventConsumer consumer) {
        ProcessCapture capture = prepare(process, plan, Tee.of(plan.tee()), consumer);
        capture.out.thread(plan.name(), "stdout").start();
        capture.err.thread(plan.name(), "stderr").start();
        return capture;
    }

    /**
     * Starts a process and reads what it writes, from its first moment on.
     *
     * @param consumer makes the consumer of the events, once the process is there
     * @throws IOException if the process cannot be started
     */
    public static ProcessCapture start(
            ProcessBuilder builder, CapturePlan plan, Function<Process, EventConsumer> consumer) throws IOException {
        return start(builder, plan, Tee.of(plan.tee()), consumer);
    }

    static ProcessCapture start(
            ProcessBuilder builder, CapturePlan plan, Tee tee, Function<Process, EventConsumer> consumer)
            throws IOException {
        CompletableFuture<ProcessCapture> started = new CompletableFuture<>();
        daemon(plan.name(), "stdout", () -> {
                    try {
                        Process process = builder.start();
                        synchronized (process.getInputStream()) { // before anything else
                            ProcessCapture capture = prepare(process, plan, tee, consumer.apply(process));
                            capture.out.thread = Thread.currentThread();
                            capture.err.thread(plan.name(), "stderr").start();
                            started.complete(capture);
                            capture.out.reader.run();
                        }
                    } catch (IOException | RuntimeException | Error failed) {
                        started.completeExceptionally(failed);
                    }
                })
                .start();
        return await(started);
    }

    public Process process() {
        return process;
    }

    /**
     * Waits, once the process has ended, until its output is read. A child that it has left running may hold the streams
     * open: then what has come so far is handed out after the given time, and the reading goes on without anybody waiting.
     *
     * @return whether everything is read
     */
    public boolean awaitEnd(Duration linger) throws InterruptedException {
        long start = System.nanoTime();
        boolean complete = true;
        for (Source source : new Source[] {out, err}) {
            long left = linger.toNanos() - (System.nanoTime() - start);
            source.thread.join(Math.max(1, left / 1_000_000));
            if (source.thread.isAlive()) {
                source.reader.giveUp();
                complete = false;
            }
        }
        return complete;
    }

    private static ProcessCapture prepare(Process process, CapturePlan plan, Tee tee, EventConsumer consumer) {
        return new ProcessCapture(
                process,
                new Source(reader(process, process.getInputStream(), "stdout", plan, tee.out, consumer)),
                new Source(reader(process, process.getErrorStream(), "stderr", plan, tee.err, consumer)));
    }

    private static StreamReader reader(
            Process process,
            InputStream stream,
            String source,
            CapturePlan plan,
            @Nullable OutputStream tee,
            EventConsumer consumer) {
        EventAssembler events = new EventAssembler(
                new EventAssembler.Plan(
                        source,
                        plan.layouts(),
                        plan.folding(),
                        plan.maxTraceChars(),
                        ProcessCapture::nowMicros,
                        System::nanoTime),
                consumer);
        return new StreamReader(
                stream,
                new LineSplitter(plan.maxLineBytes(), events),
                process::isAlive,
                tee,
                new StreamReader.Time(
                        System::nanoTime, LockSupport::parkNanos, plan.silence().toNanos()));
    }

    private static long nowMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    private static ProcessCapture await(CompletableFuture<ProcessCapture> started) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return started.get();
                } catch (InterruptedException again) {
                    interrupted = true; // it is a matter of milliseconds
                } catch (ExecutionException failed) {
                    throw asIoException(failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The same trouble with a stack trace of the caller's thread. */
    private static IOException asIoException(@Nullable Throwable cause) {
        String message = cause instanceof IOException ? cause.getMessage() : String.valueOf(cause);
        return new IOException(message, cause);
    }

    /** Not one of the runtime's service threads: those never wait for room in the log. */
    private static Thread daemon(String name, String source, Runnable work) {
        Thread thread = new Thread(null, work, "logrich-capture-" + name + "-" + source, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    /** One stream: who reads it, on which thread. */
    private static final class Source {
        private final StreamReader reader;
        private Thread thread = Thread.currentThread();

        Source(StreamReader reader) {
            this.reader = reader;
        }

        Thread thread(String name, String source) {
            thread = daemon(name, source, reader);
            return thread;
        }
    }
}
