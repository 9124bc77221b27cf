package io.logrich.process;

import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Another sink, held up until everything waits for it; then counts the batches that it is given and the system calls that
 * write. To be asked after the runtime has been closed.
 */
final class CountedSink implements Sink {
    private static final Path COUNTERS = Path.of("/proc/thread-self/io");

    private final Sink sink;
    private final CountDownLatch release = new CountDownLatch(1);
    private int events;
    private int batches;
    private long writes;

    CountedSink(Sink sink) {
        this.sink = sink;
    }

    /** The writing system calls of this thread up to now, to whatever. Linux. */
    static long writesOfThisThread() throws IOException {
        return Files.readAllLines(COUNTERS).stream()
                .filter(line -> line.startsWith("syscw:"))
                .mapToLong(
                        line -> Long.parseLong(line.substring("syscw:".length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    static boolean canCount() {
        return Files.isReadable(COUNTERS);
    }

    void release() {
        release.countDown();
    }

    @Override
    public int write(EventBatch batch) throws IOException {
        try {
            release.await();
        } catch (InterruptedException ended) {
            throw new IOException(ended);
        }
        long before = writesOfThisThread();
        int taken = sink.write(batch);
        writes += writesOfThisThread() - before;
        events += taken;
        batches++;
        return taken;
    }

    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }

    /** How many events were taken, in how many batches, with how many writing system calls. */
    long[] counts() {
        return new long[] {events, batches, writes};
    }
}
