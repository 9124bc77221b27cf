package io.logrich.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import io.logrich.settings.QueueSettings;
import io.logrich.spool.ProcessOrigin;
import io.logrich.spool.Ring;
import io.logrich.spool.RingFile;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingWriter;
import io.logrich.spool.WriterSlots;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lanes over logs of others, which may be in any state. */
@Timeout(60)
class LaneLogsTest {
    private static final int CAPACITY = 64 * 1024;

    /** Of the ring's header: where the next record begins. */
    private static final int TAIL = 128;

    @TempDir
    Path directory;

    private final AtomicInteger taken = new AtomicInteger();

    private Path deadRing() throws Exception {
        Path file = directory.resolve("dead");
        RingHeader header = new RingHeader(CAPACITY, 78, new UUID(1, 3), ProcessOrigin.ofThisProcess(), 0, 0, "{}");
        Ring ring = RingFile.create(file, header, new WriterSlots(), RingWriter.UNBOUNDED);
        LaneFixture writing = new LaneFixture(ring);
        assertThat(writing.log(LogLevel.INFO, "of the dead one")).isTrue();
        assertThat(writing.log(LogLevel.INFO, "of the dead one, too")).isTrue();
        return file;
    }

    @Test
    void a_dead_log_that_is_cut_short_takes_nothing_else_with_it() throws Exception {
        RingFile dead = RingFile.open(deadRing(), String.valueOf(Files.getAttribute(directory, "unix:uid")));
        LaneFixture lanes = new LaneFixture(CAPACITY).with("sink", batch -> {
            taken.addAndGet(batch.size());
            return batch.size();
        });
        LaneLog left = LaneLog.ofDead(dead);
        lanes.lanes.add(left);
        try (FileChannel channel = FileChannel.open(directory.resolve("dead"), StandardOpenOption.WRITE)) {
            channel.truncate(100);
        }
        lanes.start();

        assertThat(lanes.log(LogLevel.INFO, "of the living one")).isTrue();
        LaneFixture.await(() -> taken.get() == 1);
        assertThat(lanes.reports()).anyMatch(report -> report.startsWith("spool_error"));
        assertThat(lanes.lanes.close(TimeUnit.SECONDS.toNanos(10))).isEmpty();
        dead.close();
    }

    /** A claim that its owner is long not done with must not cost a processor. */
    @Test
    void while_a_claim_is_unfinished_the_lane_rests_in_between() throws Exception {
        Path file = directory.resolve("stuck");
        RingHeader header = new RingHeader(CAPACITY, 78, new UUID(1, 3), ProcessOrigin.ofThisProcess(), 0, 0, "{}");
        Ring ring = RingFile.create(file, header, new WriterSlots(), RingWriter.UNBOUNDED);
        AtomicInteger rests = new AtomicInteger();
        LaneFixture lanes = new LaneFixture(ring, QueueSettings.DEFAULT, System::nanoTime, nanos -> {
                    rests.incrementAndGet();
                    LockSupport.parkNanos(Math.min(nanos, 100_000));
                })
                .with("sink", batch -> {
                    taken.addAndGet(batch.size());
                    return batch.size();
                });
        lanes.start();
        assertThat(lanes.log(LogLevel.INFO, "whole")).isTrue();
        LaneFixture.await(() -> taken.get() == 1);
        claimIn(file, 256);
        lanes.lanes.wake();

        int before = rests.get();
        LaneFixture.await(() -> rests.get() > before + 500);
        assertThat(taken).hasValue(1);
        lanes.lanes.close(TimeUnit.MILLISECONDS.toNanos(100));
    }

    private static void claimIn(Path file, int bytes) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer tail = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(tail, TAIL);
            tail.putLong(0, tail.getLong(0) + bytes).rewind();
            channel.write(tail, TAIL);
        }
    }
}
