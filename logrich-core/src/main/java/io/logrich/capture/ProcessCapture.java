package io.logrich.capture;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a foreign program writes to its standard streams, line by line, with a thread for each. The threads may wait
 * for room in the log: then the program waits for them, as it would for any reader of its output. Thread-safe.
 */
public final class ProcessCapture {
    /** The longest line that is kept whole. */
    public static final int MAX_LINE_BYTES = 1 << 20;

    private static final StreamReader.Time REAL = new StreamReader.Time(System::nanoTime, LockSupport::parkNanos);

    private final Source out;
    private final Source err;

    private ProcessCapture(Source out, Source err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Begins to read. Nobody else may read the process's streams from now on; those that the process does not pipe to us
     * are none.
     *
     * @param name what the program is called, for the names of the threads
     * @param maxLineBytes the longest line that is kept whole
     * @param tee whether the program's output also goes to our own standard streams, unchanged
     */
    public static ProcessCapture start(
            Process process, String name, int maxLineBytes, boolean tee, LineConsumer consumer) {
        return start(
                process,
                name,
                maxLineBytes,
                tee ? new FileOutputStream(FileDescriptor.out) : null,
                tee ? new FileOutputStream(FileDescriptor.err) : null,
                consumer);
    }

    static ProcessCapture start(
            Process process,
            String name,
            int maxLineBytes,
            @Nullable OutputStream teeOut,
            @Nullable OutputStream teeErr,
            LineConsumer consumer) {
        Source out = source(process, process.getInputStream(), "stdout", name, maxLineBytes, teeOut, consumer);
        Source err = source(process, process.getErrorStream(), "stderr", name, maxLineBytes, teeErr, consumer);
        out.thread.start();
        err.thread.start();
        return new ProcessCapture(out, err);
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

    private static Source source(
            Process process,
            InputStream stream,
            String source,
            String name,
            int maxLineBytes,
            @Nullable OutputStream tee,
            LineConsumer consumer) {
        LineSplitter splitter = new LineSplitter(
                maxLineBytes,
                (line, skipped) -> consumer.accept(new CapturedLine(
                        source, LevelWord.levelOf(line), LevelWord.textOf(line), skipped)));
        StreamReader reader = new StreamReader(stream, splitter, process::isAlive, tee, REAL);
        Thread thread = new Thread(null, reader, "logrich-capture-" + name + "-" + source, 0, false);
        thread.setDaemon(true);
        return new Source(reader, thread);
    }

    private record Source(StreamReader reader, Thread thread) {}
}
