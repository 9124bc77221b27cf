package io.logrich.dump;

import io.logrich.event.LogLevel;
import io.logrich.render.SampleEvent;
import io.logrich.spool.ProcessOrigin;
import io.logrich.spool.Ring;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingReader;
import io.logrich.spool.RingWriter;
import io.logrich.spool.WriterSlot;
import io.logrich.spool.WriterSlots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32C;

/** A tree of processes as a batch job has it, with as many events as wanted, the same each time. For tests. */
final class SampleTree {
    private static final Instant START = Instant.parse("2026-11-23T20:50:14.002318Z");
    private static final String[] NAMES = {
        "logrich", "EncodeBatch", "EncodeWorker", "EncodeWorker", "EncodeWorker", "uploader"
    };
    private static final int[] PIDS = {1177, 1213, 1239, 1240, 1241, 1302};
    private static final List<List<Long>> CHAINS = List.of(
            List.of(1177L),
            List.of(1177L, 1213L),
            List.of(1177L, 1213L, 1239L),
            List.of(1177L, 1213L, 1240L),
            List.of(1177L, 1213L, 1241L),
            List.of(1177L, 1302L));
    private static final String TRACE = """
        java.io.IOException: No space left on device
        \tat java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)
        \tat java.base/sun.nio.ch.IOUtil.writeFromNativeBuffer(IOUtil.java:132)
        \tat com.acme.encode.Chunk.store(Chunk.java:88)
        \tat com.acme.encode.EncodeWorker.run(EncodeWorker.java:41)
        Caused by: com.acme.store.QuotaExceeded: bucket 'intro' is full <b>really</b>
        \tat com.acme.store.Bucket.reserve(Bucket.java:17)
        \t... 2 more\
        """;

    private final List<Ring> rings = new ArrayList<>();
    private final List<WriterSlot> slots = new ArrayList<>();

    private SampleTree(int capacity) {
        for (int i = 0; i < NAMES.length; i++) {
            WriterSlots own = new WriterSlots();
            ProcessOrigin here = ProcessOrigin.ofThisProcess();
            ProcessOrigin origin = new ProcessOrigin(
                    PIDS[i],
                    here.startMillis(),
                    here.bootId(),
                    here.pidNamespace(),
                    here.wallMicros(),
                    here.nanoTime());
            RingHeader header = new RingHeader(
                    capacity, 4711, run(i), origin, RingHeader.ROLE_RING, 0, "{\"name\":\"" + NAMES[i] + "\"}");
            rings.add(Ring.anonymous(header, own, RingWriter.UNBOUNDED));
            slots.add(own.add());
        }
    }

    /** The history of a tree with so many events. */
    static History ofEvents(int count) {
        int capacity = Math.max(1 << 20, Integer.highestOneBit(count * 160) * 2);
        SampleTree tree = new SampleTree(capacity);
        Random random = new Random(42);
        for (int i = 0; i < count; i++) {
            int who = i == 0 ? 0 : i == 1 ? 1 : 1 + random.nextInt(NAMES.length - 1);
            tree.log(who, event(i, who, random, count));
        }
        return tree.history(count);
    }

    /** The history of a tree in which the first process has logged just these events. */
    static History of(SampleEvent... events) {
        SampleTree tree = new SampleTree(1 << 20);
        for (SampleEvent event : events) {
            tree.log(0, event);
        }
        return tree.history(Math.max(1, events.length));
    }

    private History history(int count) {
        List<RingReader> readers = rings.stream().map(Ring::newReader).toList();
        History history = History.read(readers, DumpFilter.ALL, count, Long.MAX_VALUE);
        if (history.size() > count || !history.problems().isEmpty()) {
            throw new AssertionError(history.size() + " " + history.problems());
        }
        return history;
    }

    private void log(int who, SampleEvent event) {
        byte[] bytes = event.run(run(who)).bytes();
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int number = event.level().number();
        if (rings.get(who).writer().appendEvent(slots.get(who), bytes, bytes.length, number, 0, (int) crc.getValue())
                != RingWriter.APPENDED) {
            throw new AssertionError("no room");
        }
    }

    private static SampleEvent event(int i, int who, Random random, int count) {
        double burst = Math.sin(i * 18.0 / count);
        int dice = random.nextInt(1000);
        LogLevel level = dice < (burst > 0.8 ? 30 : 3)
                ? LogLevel.ERROR
                : dice < 60 ? LogLevel.WARNING : dice < 400 ? LogLevel.DEBUG : LogLevel.INFO;
        if (i % 9973 == 9000) {
            level = LogLevel.CRITICAL;
        }
        String file = new String[] {"intro.mp4", "chapter-1.mp4", "chapter-2.mp4", "credits.mp4"}[random.nextInt(4)];
        SampleEvent event = switch (level) {
            case CRITICAL -> SampleEvent.of("out of space on every volume, giving up " + file);
            case ERROR -> SampleEvent.of("could not store " + file).excInfo(TRACE);
            case WARNING -> SampleEvent.of("slow disk while writing " + file).extra("ms", 200 + dice);
            case DEBUG -> SampleEvent.of("queue has room").extra("waiting", random.nextInt(64));
            default ->
                SampleEvent.of("compressed " + file)
                        .extra("chunk", i)
                        .extra("bytes_in", 8192)
                        .extra("bytes_out", 1000 + random.nextInt(4000));
        };
        long micros = (long) (i * 3.0e8 / count * (1 + 0.3 * burst)) + i;
        return event.level(level)
                .at(START.plusNanos(micros * 1000).toString())
                .logger(level == LogLevel.DEBUG ? "com.acme.queue.Feeder" : "com.acme.encode." + NAMES[who])
                .context("service", "video-encoder")
                .context("job_id", "batch-742")
                .context("process_id", PIDS[who])
                .context("process_id_chain", CHAINS.get(who))
                .context("extra", Map.of("tenant", "acme"));
    }

    private static UUID run(int who) {
        return new UUID(7, who + 1);
    }
}
