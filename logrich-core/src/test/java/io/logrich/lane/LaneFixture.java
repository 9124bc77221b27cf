package io.logrich.lane;

import io.logrich.codec.ContextEncoder;
import io.logrich.codec.EventWriter;
import io.logrich.context.ContextFields;
import io.logrich.diagnostics.Diagnostics;
import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.event.LogLevel;
import io.logrich.settings.QueueSettings;
import io.logrich.sink.Sink;
import io.logrich.spool.ProcessOrigin;
import io.logrich.spool.Ring;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingWriter;
import io.logrich.spool.WriterSlot;
import io.logrich.spool.WriterSlots;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;

/** A ring in memory with lanes that read it, and events to put into it. */
final class LaneFixture {
    static final QueueSettings SETTINGS = new QueueSettings(
            true,
            1000,
            io.logrich.settings.QueueFullPolicy.BLOCK,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ZERO);

    final SeverityMonitor monitor = new SeverityMonitor();
    final List<String> diagnostics = new CopyOnWriteArrayList<>();
    final WriterSlots slots = new WriterSlots();
    final Ring ring;
    final LaneLog log;
    final LaneSet lanes;
    private final Diagnostics voice;

    /** How long somebody wanted to wait last. */
    volatile long parked;

    private final WriterSlot slot = slots.add();
    private final Utf8Buffer bytes = new Utf8Buffer(512);
    private final EventWriter writer = new EventWriter(bytes);
    private final UUID run = UUID.randomUUID();

    LaneFixture(int capacity) {
        this(ring(capacity, RingWriter.UNBOUNDED));
    }

    /** Other lanes over a ring that exists: a restart. */
    LaneFixture(Ring ring) {
        this(ring, SETTINGS, System::nanoTime);
    }

    /** Lanes that go by a clock of the test's own. */
    LaneFixture(Ring ring, QueueSettings settings, LongSupplier nanoTime) {
        this(ring, settings, nanoTime, nanos -> LockSupport.parkNanos(Math.min(nanos, 200_000))); // it may be turned
    }

    /** Lanes that wait as the test says. */
    LaneFixture(Ring ring, QueueSettings settings, LongSupplier nanoTime, LongConsumer park) {
        this.ring = ring;
        this.log = LaneLog.of(ring);
        this.voice = new Diagnostics((name, payload) -> diagnostics.add(name + " " + payload));
        this.lanes = new LaneSet(new LaneContext(
                settings,
                voice,
                new Losses(monitor),
                nanoTime,
                nanos -> {
                    parked = nanos;
                    park.accept(nanos);
                },
                () -> 0.0,
                () -> false,
                slots::adoptOrphans));
    }

    static Ring ring(int capacity, long maxEvents) {
        return Ring.anonymous(
                new RingHeader(capacity, 77, new UUID(1, 2), ProcessOrigin.ofThisProcess(), 0, 0, "{}"),
                new WriterSlots(),
                maxEvents);
    }

    /** What was reported, everything that was reported before this call included. */
    List<String> reports() {
        voice.report("end of reports");
        await(() -> diagnostics.remove("end of reports {}"));
        return diagnostics;
    }

    LaneFixture with(String name, Sink sink) {
        lanes.add(name, LogLevel.DEBUG, sink);
        return this;
    }

    LaneFixture start() throws IOException {
        lanes.add(log);
        lanes.start();
        return this;
    }

    /** Appends an event, or gives up what failing lanes have not taken to make room for it; false if there is none. */
    boolean log(LogLevel level, String message) {
        writer.begin(1, run, "lane-test".getBytes(StandardCharsets.UTF_8), "main")
                .message(message)
                .context(CONTEXT);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, bytes.size());
        while (true) {
            int answer = ring.writer()
                    .appendEvent(slot, bytes.array(), bytes.size(), level.number(), 0, (int) crc.getValue());
            if (answer == RingWriter.APPENDED) {
                lanes.wake();
                return true;
            }
            if (!lanes.make(ring, bytes.size(), level.atLeast(LogLevel.WARNING))) {
                return false;
            }
        }
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not happen in time");
            }
            LockSupport.parkNanos(100_000);
        }
    }

    private static final byte[] CONTEXT = ContextEncoder.plain()
            .apply(ContextFields.empty()
                    .set("service", "s")
                    .set("environment", "e")
                    .set("job_id", "j")
                    .build());
}
