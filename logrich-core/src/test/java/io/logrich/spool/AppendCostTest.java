package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An append leaves no garbage, whatever comes of it. That it loads no class is seen where nothing else does. */
class AppendCostTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 30_000;
    private static final int MEASURED = 50_000;

    /** The compiler now and then gives up an assumption and leaves a few bytes, once; an append would do so every time. */
    private static final int WINDOWS = 5;

    @TempDir
    Path directory;

    private final WriterSlots slots = new WriterSlots();
    private final Pen pen = new Pen(slots);
    private final byte[] payload = Payloads.of(1, 1, 250);

    @Test
    void appends_to_memory_and_to_a_file_allocate_nothing() throws IOException {
        Ring memory = Rings.anonymous(Rings.SMALL, slots);
        Ring file = RingFile.create(directory.resolve("ring"), Rings.header(Rings.SMALL), slots, RingWriter.UNBOUNDED);

        assertCostsNothing(() -> {
            pen.write(memory, payload);
            pen.write(file, Pen.WARNING, payload, 17);
            pen.relay(memory, 40, payload, 3, 64);
            pen.note(file, payload);
        });
        assertThat(memory.writer().sequence()).isGreaterThanOrEqualTo(WARM_UP + MEASURED);
    }

    @Test
    void appends_in_front_of_slow_consumers_allocate_nothing() throws IOException {
        Ring ring = Rings.anonymous(Rings.SMALL, slots);
        Consumer consumer = ring.addConsumer("slow", 0, 0);
        long[] position = {0, 0};

        assertCostsNothing(() -> {
            if (pen.write(ring, payload) == RingWriter.FULL) {
                position[0] = ring.writer().tail() - 1000;
                publish(consumer, position[0], ++position[1]);
            }
        });
        assertThat(position[1]).isPositive();
    }

    @Test
    void refusals_allocate_nothing() throws IOException {
        Ring full = Rings.anonymous(Rings.SMALL, slots);
        full.addConsumer("slow", 0, 0);
        while (pen.write(full, Pen.WARNING, payload) == RingWriter.APPENDED) {}
        Ring sealed = Rings.anonymous(Rings.SMALL, slots);
        sealed.writer().seal();
        byte[] tooLong = new byte[10_000];

        assertCostsNothing(() -> {
            pen.write(full, payload);
            pen.write(full, Pen.WARNING, payload);
            pen.write(sealed, payload);
            pen.write(full, Pen.WARNING, tooLong);
            full.writer().countDropped(3);
        });
    }

    /** The control: what is measured can be seen at all. */
    @Test
    void an_allocation_would_be_noticed() {
        Object[] sink = new Object[1];

        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MEASURED; i++) {
            sink[0] = new byte[16];
        }

        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isGreaterThanOrEqualTo(MEASURED * 16L);
        assertThat(sink[0]).isNotNull();
    }

    private static void publish(Consumer consumer, long position, long events) {
        try {
            consumer.publish(position, events, events);
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static void assertCostsNothing(Runnable append) {
        for (int i = 0; i < WARM_UP; i++) {
            append.run();
        }
        long least = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS && least > 0; window++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < MEASURED; i++) {
                append.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).as("bytes of %d rounds", MEASURED).isZero();
    }
}
