package io.logrich.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The hook hears everything in order, and can do nothing that harms the one who reports. */
class DiagnosticsTest {
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void messages_arrive_in_order_with_their_payload_and_close_waits_for_them() {
        Diagnostics voice = new Diagnostics((name, payload) -> heard.add(name + payload));
        voice.report("one", "a", 1, "b", null);
        voice.report("two");
        voice.close();
        assertThat(heard).containsExactly("one{a=1, b=null}", "two{}");
        voice.report("too late");
        assertThat(heard).hasSize(2);
    }

    @Test
    void payloads_cannot_be_changed() {
        Diagnostics voice = new Diagnostics((name, payload) -> {
            try {
                payload.put("x", "y");
            } catch (UnsupportedOperationException refused) {
                heard.add("refused");
            }
        });
        voice.report("one", "a", 1);
        voice.close();
        assertThat(heard).containsExactly("refused");
    }

    @Test
    void a_hook_that_throws_anything_hears_the_next_message_all_the_same() {
        Diagnostics voice = new Diagnostics((name, payload) -> {
            heard.add(name);
            if (name.equals("one")) {
                throw new StackOverflowError();
            }
            throw new IllegalStateException();
        });
        voice.report("one");
        voice.report("two");
        voice.close();
        assertThat(heard).containsExactly("one", "two");
        assertThat(voice.failures()).isEqualTo(2);
    }

    @Test
    void a_hook_that_blocks_costs_messages_which_are_counted_and_told_and_never_the_reporters_time() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ConcurrentLinkedQueue<Map.Entry<String, Object>> told = new ConcurrentLinkedQueue<>();
        Diagnostics voice = new Diagnostics((name, payload) -> {
            entered.countDown();
            awaitQuietly(release);
            told.add(Map.entry(name, payload));
        });
        voice.report("first");
        entered.await();
        for (int i = 0; i < Diagnostics.MAX_WAITING + 5; i++) {
            voice.report("more");
        }
        assertThat(voice.leftOut()).isEqualTo(5);
        release.countDown();
        voice.close();
        assertThat(told).contains(Map.entry("diagnostics_dropped", Map.of("count", 5L)));
        assertThat(told).hasSize(1 + Diagnostics.MAX_WAITING + 1);
    }

    @Test
    void what_the_hook_itself_gives_occasion_to_is_not_told_to_it() {
        AtomicReference<Diagnostics> self = new AtomicReference<>();
        Diagnostics voice = new Diagnostics((name, payload) -> {
            heard.add(name);
            self.get().report("echo of " + name);
        });
        self.set(voice);
        voice.report("one");
        voice.report("two");
        voice.close();
        assertThat(heard).contains("one", "two").noneMatch(name -> name.startsWith("echo"));
        assertThat(voice.leftOut()).isEqualTo(heard.size());
    }

    @Test
    void a_hook_that_hangs_does_not_hold_up_the_end_and_is_interrupted() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Diagnostics voice = new Diagnostics((name, payload) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ended) {
                interrupted.countDown();
            }
        });
        voice.report("one");
        voice.close();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void the_hook_may_close_the_voice_itself() throws Exception {
        AtomicReference<Diagnostics> self = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        Diagnostics voice = new Diagnostics((name, payload) -> {
            self.get().close();
            closed.countDown();
        });
        self.set(voice);
        voice.report("one");
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void who_wants_to_know_of_drops_is_told_and_its_own_trouble_is_reported() {
        List<DroppedEvent> dropped = new CopyOnWriteArrayList<>();
        Diagnostics voice = new Diagnostics(
                (name, payload) -> heard.add(name + payload),
                event -> {
                    dropped.add(event);
                    throw new IllegalStateException("theirs");
                },
                text -> text);
        voice.dropped("id", "app", LogLevel.ERROR, "queue_full");
        voice.close();
        assertThat(dropped).containsExactly(new DroppedEvent("id", "app", LogLevel.ERROR, "queue_full"));
        assertThat(heard)
                .containsExactly(
                        "queue_drop_callback_error{event_id=id, logger=app, level=ERROR,"
                                + " exception=java.lang.IllegalStateException}",
                        "queue_dropped{event_id=id, logger=app, level=ERROR, reason=queue_full}");
    }

    @RepeatedTest(50)
    void many_threads_lose_nothing_that_is_not_counted() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Diagnostics voice = new Diagnostics((name, payload) -> {
            if (name.equals("m")) {
                heard.add(name);
            }
        });
        List<Thread> threads = new CopyOnWriteArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                awaitQuietly(go);
                for (int i = 0; i < 500; i++) {
                    voice.report("m", "i", i);
                }
            });
            thread.start();
            threads.add(thread);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        voice.close();
        assertThat(heard.size() + voice.leftOut()).isEqualTo(2000);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
