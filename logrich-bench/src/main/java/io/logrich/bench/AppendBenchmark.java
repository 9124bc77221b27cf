package io.logrich.bench;

import io.logrich.spool.ProcessOrigin;
import io.logrich.spool.Ring;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingWriter;
import io.logrich.spool.WriterSlot;
import io.logrich.spool.WriterSlots;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One record of 250 bytes into a ring in anonymous memory that nobody reads: what the spool alone costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class AppendBenchmark {
    private static final int CAPACITY = 8 << 20;
    private static final int INFO = 20;

    private final byte[] payload = new byte[250];
    private final CRC32C crc = new CRC32C();
    private final WriterSlots slots = new WriterSlots();
    private final WriterSlot slot = slots.add();
    private final RingWriter writer = Ring.anonymous(
                    new RingHeader(
                            CAPACITY, 1, new UUID(1, 2), ProcessOrigin.ofThisProcess(), RingHeader.ROLE_RING, 0, "{}"),
                    slots,
                    RingWriter.UNBOUNDED)
            .writer();

    @Benchmark
    public int append() {
        return writer.appendEvent(slot, payload, payload.length, INFO, 0, 0x5eed);
    }

    @Benchmark
    public int checksumAndAppend() {
        crc.reset();
        crc.update(payload, 0, payload.length);
        return writer.appendEvent(slot, payload, payload.length, INFO, 0, (int) crc.getValue());
    }
}
