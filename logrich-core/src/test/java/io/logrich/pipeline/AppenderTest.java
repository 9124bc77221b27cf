package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.diagnostics.Loss;
import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.event.LogLevel;
import io.logrich.settings.QueueFullPolicy;
import io.logrich.settings.QueueSettings;
import io.logrich.spool.Consumer;
import io.logrich.spool.Ring;
import io.logrich.spool.Room;
import io.logrich.spool.Spool;
import io.logrich.spool.WriterSlots;
import io.logrich.tree.OwnRun;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How patient a caller is when there is no room. The clock is turned by whoever waits. */
class AppenderTest {
    private static final int MAX_EVENTS = 16;
    private static final long SECOND = 1_000_000_000;

    private final WriterSlots slots = new WriterSlots();
    private final Ring ring =
            Ring.anonymous(OwnRun.anonymousHeader(UUID.randomUUID(), 1 << 16, "{}"), slots, MAX_EVENTS);
    private final Spool spool = new Spool(ring, slots);
    private final DraftPool drafts = new DraftPool(spool, new SeverityMonitor());
    private final Somebody nobody = new Somebody(true);
    private Consumer reader;
    private long now;
    private long waits;
    private long readAt = Long.MAX_VALUE;

    @BeforeEach
    void readBySomebodySlow() throws IOException {
        reader = ring.addConsumer("reader", 0, 0);
    }

    @Test
    void drop_gives_up_at_once_and_keeps_the_reserve_for_warnings() {
        Appender appender = appender(QueueFullPolicy.DROP, null, nobody, false);
        assertThat(fill(appender)).isEqualTo(MAX_EVENTS - MAX_EVENTS / 8);
        assertThat(nobody.askedUrgently).isFalse();
        assertThat(append(appender, LogLevel.WARNING)).isEqualTo(Verdict.PASS);
        assertThat(append(appender, LogLevel.CRITICAL)).isEqualTo(Verdict.PASS);
        assertThat(append(appender, LogLevel.CRITICAL).loss()).isEqualTo(Loss.QUEUE_FULL);
        assertThat(nobody.askedUrgently).isTrue();
        assertThat(waits).isZero();
    }

    @Test
    void block_waits_as_long_as_it_may_and_no_longer() {
        Appender appender = appender(QueueFullPolicy.BLOCK, Duration.ofSeconds(5), nobody, false);
        fill(appender); // which ends with the first one that had to wait
        assertThat(now).isBetween(5 * SECOND, 5 * SECOND + SECOND / 1000);
        now = 0;
        assertThat(append(appender, LogLevel.INFO).loss()).isEqualTo(Loss.QUEUE_FULL);
        assertThat(now).isBetween(5 * SECOND, 5 * SECOND + SECOND / 1000);
    }

    @Test
    void block_goes_on_as_soon_as_there_is_room() {
        Appender appender = appender(QueueFullPolicy.BLOCK, Duration.ofSeconds(5), nobody, false);
        fill(appender);
        now = 0;
        readAt = 3 * SECOND;
        assertThat(append(appender, LogLevel.INFO)).isEqualTo(Verdict.PASS);
        assertThat(now).isBetween(3 * SECOND, 3 * SECOND + SECOND / 500);
    }

    @Test
    void without_a_bound_it_waits_for_days() {
        Appender bounded = appender(QueueFullPolicy.DROP, null, nobody, false);
        fill(bounded);
        Appender appender = appender(QueueFullPolicy.BLOCK, null, nobody, false);
        readAt = 600 * SECOND;
        assertThat(append(appender, LogLevel.INFO)).isEqualTo(Verdict.PASS);
        assertThat(now).isBetween(600 * SECOND, 601 * SECOND);
    }

    @Test
    void a_thread_that_others_wait_for_never_waits() {
        Appender appender = appender(QueueFullPolicy.BLOCK, null, nobody, true);
        assertThat(fill(appender)).isEqualTo(MAX_EVENTS - MAX_EVENTS / 8);
        assertThat(waits).isZero();
    }

    @Test
    void nobody_waits_when_there_is_no_one_who_could_make_room() {
        Appender appender = appender(QueueFullPolicy.BLOCK, null, new Somebody(false), false);
        assertThat(fill(appender)).isEqualTo(MAX_EVENTS - MAX_EVENTS / 8);
        assertThat(waits).isZero();
    }

    /** Logs until an event is refused; answers how many were not. */
    private int fill(Appender appender) {
        int passed = 0;
        while (append(appender, LogLevel.INFO) == Verdict.PASS) {
            passed++;
        }
        return passed;
    }

    private Verdict append(Appender appender, LogLevel level) {
        Draft draft = Objects.requireNonNull(drafts.take());
        draft.begin(0);
        draft.bytes.size(100);
        Verdict verdict = appender.append(level, draft, 100, 0);
        draft.busy = 0;
        return verdict;
    }

    private Appender appender(
            QueueFullPolicy policy, @Nullable Duration putTimeout, Room room, boolean othersWaitForIt) {
        QueueSettings settings = new QueueSettings(
                true, MAX_EVENTS, policy, putTimeout, null, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return new Appender(spool, room, settings, () -> othersWaitForIt, () -> now, this::park);
    }

    private void park(long nanos) {
        waits++;
        now += nanos;
        assertThat(now).as("waits for ever").isLessThan(10_000 * SECOND);
        if (now >= readAt) {
            try {
                reader.publish(ring.writer().tail(), ring.writer().sequence(), 0);
            } catch (IOException memory) {
                throw new AssertionError(memory);
            }
        }
    }

    /** Makes no room; there may be hope or not. */
    private static final class Somebody implements Room {
        private final boolean hope;
        private boolean askedUrgently;

        Somebody(boolean hope) {
            this.hope = hope;
        }

        @Override
        public boolean make(Ring full, int length, boolean urgent) {
            askedUrgently = urgent;
            return false;
        }

        @Override
        public boolean worthWaiting() {
            return hope;
        }
    }
}
