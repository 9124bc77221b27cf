package io.logrich.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import io.logrich.settings.QueueSettings;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import io.logrich.spool.RingWriter;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lane with nothing to do sleeps, and whoever appends wakes it. */
@Timeout(60)
class LaneWakeTest {
    private static final int ROUNDS = 20_000;

    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger asleep = new AtomicInteger();

    private final AtomicBoolean armed = new AtomicBoolean();
    private final LaneFixture lanes = new LaneFixture(
            LaneFixture.ring(1 << 20, RingWriter.UNBOUNDED), QueueSettings.DEFAULT, System::nanoTime, this::park);

    @AfterEach
    void end() {
        assertThat(lanes.lanes.close(TimeUnit.SECONDS.toNanos(10))).isEmpty();
    }

    /** Nothing but an append ends its sleep here: one wake-up that is lost, and the test would wait for ever. */
    @Test
    void a_lane_that_would_sleep_for_ever_misses_no_event() throws Exception {
        lanes.with("sink", this::take).start();
        Random random = new Random(1);
        for (int round = 1; round <= ROUNDS; round++) {
            assertThat(lanes.log(LogLevel.INFO, "wake up")).isTrue();
            while (taken.get() < round && !Thread.interrupted()) {
                Thread.onSpinWait();
            }
            assertThat(taken).as("until time is over").hasValue(round);
            for (int spins = random.nextInt(400); spins > 0; spins--) {
                Thread.onSpinWait(); // the next one comes while it falls asleep, before, or after
            }
        }
        assertThat(asleep.get()).as("times it slept").isGreaterThan(ROUNDS / 100);
    }

    /** It has looked and found nothing, and has not said yet that it sleeps: whoever appends now does not wake it. */
    @Test
    void an_event_that_comes_while_it_falls_asleep_is_taken() throws Exception {
        lanes.with("sink", new Sink() {
                    @Override
                    public int write(EventBatch batch) {
                        return take(batch);
                    }

                    @Override
                    public void flush() {
                        if (armed.compareAndSet(true, false)) {
                            assertThat(lanes.log(LogLevel.INFO, "at the last moment"))
                                    .isTrue();
                        }
                    }
                })
                .start();
        LaneFixture.await(() -> asleep.get() == 1);
        armed.set(true);
        lanes.lanes.lane("sink").requestFlush();
        LaneFixture.await(() -> taken.get() == 1);
    }

    private int take(EventBatch batch) {
        taken.addAndGet(batch.size());
        return batch.size();
    }

    /** The short waits of a lane that still looks are left out, the long one has no end. */
    private void park(long nanos) {
        if (nanos >= 1_000_000) {
            asleep.incrementAndGet();
            LockSupport.park();
        }
    }
}
