package io.logrich.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one output stream of a foreign program to its end. After a while of silence what has come is handed out: a line that
 * has begun, for it may be a question to the user, and an event that could have gone on. {@link #run} is for one thread; {@link #giveUp} may be called by another.
 */
final class StreamReader implements Runnable {
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final long SHORTEST_PARK_NANOS = 50_000;
    private static final long LONGEST_PARK_NANOS = 5_000_000;
    private static final long LOCK_MILLIS = 100;

    /**
     * Time, and waiting for it to pass.
     *
     * @param silenceNanos how long a program must be silent before what has come is handed out
     */
    record Time(LongSupplier nanoTime, LongConsumer parkNanos, long silenceNanos) {}

    private final InputStream stream;
    private final LineSplitter splitter;
    private final BooleanSupplier isAlive;
    private final Time time;
    private final ReentrantLock splitting = new ReentrantLock();
    private @Nullable OutputStream tee;

    /**
     * A reader.
     *
     * @param isAlive whether the program still lives; of a dead one nothing more is expected
     * @param tee where the bytes also go, unchanged; null for nowhere
     */
    StreamReader(
            InputStream stream, LineSplitter splitter, BooleanSupplier isAlive, @Nullable OutputStream tee, Time time) {
        this.stream = stream;
        this.splitter = splitter;
        this.isAlive = isAlive;
        this.tee = tee;
        this.time = time;
    }

    /**
     * Reads until the end. All the while it holds the stream's monitor: when the program ends, the JDK would drain and
     * close the stream, and a child that the program has left running would lose its output.
     */
    @Override
    public void run() {
        synchronized (stream) {
            try {
                readAll();
            } catch (IOException closed) {
                // somebody closed the stream: what has come is all there is
            }
        }
        splitting.lock();
        try {
            splitter.finish();
        } finally {
            splitting.unlock();
        }
    }

    /** Hands out what has been read so far, since nobody is going to wait for the rest. */
    void giveUp() {
        boolean interrupted = Thread.interrupted();
        try {
            if (splitting.tryLock(LOCK_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                try {
                    splitter.handOutUnfinished();
                } finally {
                    splitting.unlock();
                }
            }
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAll() throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
            passOn(chunk, count);
            boolean unfinished;
            splitting.lock();
            try {
                splitter.accept(chunk, 0, count);
                unfinished = splitter.hasUnfinished();
            } finally {
                splitting.unlock();
            }
            if (unfinished) {
                awaitMore();
            }
        }
    }

    /** Waits until there is more to read, or until the silence has lasted long enough to show what has begun. */
    private void awaitMore() throws IOException {
        long start = time.nanoTime.getAsLong();
        long park = SHORTEST_PARK_NANOS;
        while (isAlive.getAsBoolean() && stream.available() == 0) {
            long left = time.silenceNanos - (time.nanoTime.getAsLong() - start);
            if (left <= 0) {
                giveUp();
                return;
            }
            time.parkNanos.accept(Math.min(left, park));
            park = Math.min(LONGEST_PARK_NANOS, 2 * park);
        }
        if (stream.available() == 0) {
            giveUp(); // it has ended, and all that it has written is read
        }
    }

    private void passOn(byte[] chunk, int count) {
        if (tee == null) {
            return;
        }
        try {
            tee.write(chunk, 0, count);
            tee.flush();
        } catch (IOException nobodyReads) {
            tee = null; // the lines still become events
        }
    }
}
