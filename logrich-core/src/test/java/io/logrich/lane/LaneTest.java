package io.logrich.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import io.logrich.spool.Consumer;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a lane does with a sink that works, fails, refuses, hangs or ends. */
class LaneTest {
    private final List<String> taken = new CopyOnWriteArrayList<>();

    @Test
    void every_event_arrives_in_order_and_the_cursor_says_so() throws Exception {
        LaneFixture lanes = new LaneFixture(1 << 16).with("good", this::takeAll).start();
        logMany(lanes, 100);
        assertThat(lanes.lanes.flush(10_000_000_000L)).isTrue();
        assertThat(taken).isEqualTo(messages(100));
        Consumer consumer = lanes.ring.consumer("good");
        assertThat(consumer.cursor()).isEqualTo(lanes.ring.writer().tail());
        assertThat(consumer.delivered()).isEqualTo(100);
        assertThat(consumer.events()).isEqualTo(100);
        assertThat(lanes.lanes.close(1_000_000_000L)).isEmpty();
    }

    @Test
    void a_sink_that_takes_a_few_at_a_time_gets_the_rest_later() throws Exception {
        LaneFixture lanes = new LaneFixture(1 << 16)
                .with("few", batch -> {
                    int few = Math.min(3, batch.size());
                    for (int i = 0; i < few; i++) {
                        taken.add(batch.event(i).message());
                    }
                    return few;
                })
                .start();
        logMany(lanes, 100);
        assertThat(lanes.lanes.flush(10_000_000_000L)).isTrue();
        assertThat(taken).isEqualTo(messages(100));
        lanes.lanes.close(1_000_000_000L);
    }

    @Test
    void the_few_that_a_sink_leaves_come_with_what_was_logged_meanwhile() throws Exception {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        CountDownLatch logged = new CountDownLatch(1);
        CountDownLatch loggedMore = new CountDownLatch(1);
        LaneFixture lanes = new LaneFixture(1 << 16)
                .with("leaves a few", batch -> {
                    sizes.add(batch.size());
                    first.countDown();
                    second.countDown();
                    awaitQuietly(sizes.size() == 1 ? logged : loggedMore);
                    int most = batch.size() > 3 ? batch.size() - 3 : batch.size();
                    for (int i = 0; i < most; i++) {
                        taken.add(batch.event(i).message());
                    }
                    return most;
                })
                .start();
        lanes.log(LogLevel.INFO, "m 0");
        awaitQuietly(first);
        for (int i = 1; i < 90; i++) {
            lanes.log(LogLevel.INFO, "m " + i);
        }
        logged.countDown();
        awaitQuietly(second);
        for (int i = 90; i < 100; i++) {
            lanes.log(LogLevel.INFO, "m " + i);
        }
        LaneCursor cursor =
                Objects.requireNonNull(lanes.lanes.lane("leaves a few").cursorIn(lanes.log));
        loggedMore.countDown();
        assertThat(lanes.lanes.flush(10_000_000_000L)).isTrue();
        assertThat(taken).isEqualTo(messages(100));
        assertThat(sizes).containsExactly(1, 89, 13, 3);
        assertThat(cursor.position()).isEqualTo(lanes.ring.writer().tail());
        lanes.lanes.close(1_000_000_000L);
    }

    @Test
    void a_sink_that_fails_is_tried_again_and_loses_nothing() throws Exception {
        AtomicInteger failures = new AtomicInteger(3);
        LaneFixture lanes = new LaneFixture(1 << 16)
                .with("shaky", batch -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IOException("not now");
                    }
                    return takeAll(batch);
                })
                .start();
        logMany(lanes, 50);
        assertThat(lanes.lanes.flush(20_000_000_000L)).isTrue();
        assertThat(taken).isEqualTo(messages(50));
        LaneFixture.await(() -> lanes.diagnostics.stream().anyMatch(d -> d.startsWith("queue_worker_recovered")));
        assertThat(lanes.diagnostics.stream().filter(d -> d.startsWith("queue_worker_error")))
                .hasSize(1)
                .first()
                .asString()
                .contains("not now", "sink=shaky");
        lanes.lanes.close(1_000_000_000L);
    }

    @Test
    void an_event_that_the_sink_refuses_is_given_up_and_the_others_pass() throws Exception {
        LaneFixture lanes = new LaneFixture(1 << 16)
                .with("picky", batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        if (batch.event(i).message().equals("m 17")) {
                            throw new IllegalStateException("I do not like it");
                        }
                    }
                    return takeAll(batch);
                })
                .start();
        logMany(lanes, 40);
        assertThat(lanes.lanes.flush(20_000_000_000L)).isTrue();
        assertThat(taken).hasSize(39).doesNotContain("m 17");
        assertThat(taken)
                .isEqualTo(messages(40).stream().filter(m -> !m.equals("m 17")).toList());
        assertThat(lanes.monitor.snapshot().lostBySink().get("picky")).containsEntry(LogLevel.INFO, 1L);
        assertThat(lanes.ring.consumer("picky").lost()[LogLevel.INFO.ordinal()]).isEqualTo(1);
        lanes.lanes.close(1_000_000_000L);
    }

    /** Who waits for the sinks' answer asks the cursor as soon as an event has been offered. */
    @Test
    void what_has_been_offered_and_taken_is_never_lacking() throws Exception {
        CountDownLatch offered = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        LaneFixture lanes = new LaneFixture(1 << 16)
                .with("good", batch -> {
                    thread.set(Thread.currentThread());
                    offered.countDown();
                    awaitQuietly(held);
                    return batch.size();
                })
                .start();
        logMany(lanes, 1);
        awaitQuietly(offered);
        Lane lane = lanes.lanes.lane("good");
        LaneCursor cursor = Objects.requireNonNull(lane.cursorIn(lanes.log));
        synchronized (cursor) {
            held.countDown();
            LaneFixture.await(() -> thread.get().getState() == Thread.State.BLOCKED); // taken, and not yet settled
            assertThat(lane.hasAttempted(lanes.log, lanes.ring.writer().tail())).isFalse();
        }
        long end = lanes.ring.writer().tail();
        assertThat(lanes.lanes.awaitAttempt(lanes.ring, end, 10_000_000_000L)).isTrue();
        assertThat(lanes.lanes.behind(lanes.ring, end)).isEmpty();
        lanes.lanes.close(1_000_000_000L);
    }

    @Test
    void what_was_given_up_is_lacking_though_the_cursor_has_passed_it() throws Exception {
        LaneFixture lanes = new LaneFixture(1 << 16)
                .with("picky", batch -> {
                    if (batch.event(0).message().equals("m 1")) {
                        throw new IllegalStateException("I do not like it");
                    }
                    taken.add(batch.event(0).message());
                    return 1;
                })
                .start();
        long[] ends = new long[3];
        for (int i = 0; i < 3; i++) {
            lanes.log(LogLevel.INFO, "m " + i);
            ends[i] = lanes.ring.writer().tail();
        }
        assertThat(lanes.lanes.flush(20_000_000_000L)).isTrue();
        assertThat(taken).containsExactly("m 0", "m 2");
        assertThat(lanes.lanes.behind(lanes.ring, ends[0])).isEmpty();
        assertThat(lanes.lanes.behind(lanes.ring, ends[1])).containsExactly("picky");
        assertThat(lanes.lanes.behind(lanes.ring, ends[2])).isEmpty();
        lanes.lanes.close(1_000_000_000L);
    }

    @Test
    void a_sink_that_hangs_costs_the_others_nothing_and_its_losses_are_exact() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<String> late = new CopyOnWriteArrayList<>();
        Sink hanging = batch -> {
            awaitQuietly(release);
            for (int i = 0; i < batch.size(); i++) {
                late.add(batch.event(i).message());
            }
            return batch.size();
        };
        LaneFixture lanes = new LaneFixture(1 << 16)
                .with("good", this::takeAll)
                .with("hung", hanging)
                .start();
        int events = 5000; // many times what the ring holds
        for (int i = 0; i < events; i++) {
            int number = i;
            LaneFixture.await(() -> lanes.log(LogLevel.INFO, "m " + number));
        }
        LaneFixture.await(() -> taken.size() == events);
        assertThat(taken).isEqualTo(messages(events));
        assertThat(lost(lanes, "hung")).isPositive();
        release.countDown();
        assertThat(lanes.lanes.flush(10_000_000_000L)).isTrue();
        assertThat(late.size() + lost(lanes, "hung")).isEqualTo(events);
        assertThat(late).doesNotHaveDuplicates();
        assertThat(lost(lanes, "good")).isZero();
        LaneFixture.await(() -> lanes.diagnostics.stream().anyMatch(d -> d.contains("queue_degraded_drop_mode")));
        assertThat(lanes.diagnostics.stream().filter(d -> d.startsWith("queue_degraded_drop_mode")))
                .hasSize(1);
        lanes.lanes.close(1_000_000_000L);
    }

    @Test
    void a_lane_that_hangs_at_the_end_is_named_and_what_it_lacks_is_read_after_a_restart() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        LaneFixture first = new LaneFixture(1 << 16)
                .with("file", batch -> {
                    awaitQuietly(never);
                    return 0;
                })
                .start();
        logMany(first, 20);
        assertThat(first.lanes.close(200_000_000L)).containsExactly("file");

        LaneFixture second =
                new LaneFixture(first.ring).with("file", this::takeAll).start();
        assertThat(second.lanes.flush(10_000_000_000L)).isTrue();
        assertThat(taken).isEqualTo(messages(20));
        second.lanes.close(1_000_000_000L);
        never.countDown();
    }

    @Test
    void a_restart_continues_where_the_last_one_has_come() throws Exception {
        LaneFixture first = new LaneFixture(1 << 16).with("file", this::takeAll).start();
        logMany(first, 10);
        first.lanes.close(5_000_000_000L);
        logMany(first, 10);
        LaneFixture second =
                new LaneFixture(first.ring).with("file", this::takeAll).start();
        assertThat(second.lanes.flush(10_000_000_000L)).isTrue();
        assertThat(taken).hasSize(20);
        second.lanes.close(1_000_000_000L);
    }

    @Test
    void a_sink_that_throws_from_flush_and_close_harms_nobody() throws Exception {
        Sink sink = new Sink() {
            @Override
            public int write(EventBatch batch) {
                return takeAll(batch);
            }

            @Override
            public void flush() throws IOException {
                throw new IOException("flush");
            }

            @Override
            public void close() {
                throw new IllegalStateException("close");
            }
        };
        LaneFixture lanes = new LaneFixture(1 << 16).with("rude", sink).start();
        logMany(lanes, 5);
        assertThat(lanes.lanes.close(5_000_000_000L)).isEmpty();
        assertThat(taken).isEqualTo(messages(5));
    }

    @Test
    void events_below_the_threshold_are_passed_over() throws Exception {
        LaneFixture lanes = new LaneFixture(1 << 16).with("good", this::takeAll).start();
        lanes.log(LogLevel.TRACE, "unwanted");
        lanes.log(LogLevel.DEBUG, "wanted");
        assertThat(lanes.lanes.flush(10_000_000_000L)).isTrue();
        assertThat(taken).containsExactly("wanted");
        assertThat(lanes.ring.consumer("good").events()).isEqualTo(2);
        lanes.lanes.close(1_000_000_000L);
    }

    private int takeAll(EventBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            taken.add(batch.event(i).message());
        }
        return batch.size();
    }

    private static void logMany(LaneFixture lanes, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(lanes.log(LogLevel.INFO, "m " + i)).isTrue();
        }
    }

    private static List<String> messages(int count) {
        return IntStream.range(0, count).mapToObj(i -> "m " + i).toList();
    }

    private static long lost(LaneFixture lanes, String sink) {
        var byLevel = lanes.monitor.snapshot().lostBySink().get(sink);
        return byLevel == null
                ? 0
                : byLevel.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
