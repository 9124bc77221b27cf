package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What becomes of events that are logged before there is a runtime. */
class EarlyEventsTest {
    private final List<LogEvent> arrived = Collections.synchronizedList(new ArrayList<>());
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final RuntimeReference reference = new RuntimeReference();
    private final Logger log = new Logger(reference, "early");

    @AfterEach
    void close() {
        LogRuntime opened = reference.current();
        if (opened != null) {
            opened.shutdown();
        }
    }

    @Test
    void they_wait_and_arrive_as_they_were_at_the_call() throws Exception {
        StringBuilder parameter = new StringBuilder("before");
        List<String> field = new ArrayList<>(List.of("one"));
        Instant start = Instant.now();
        LogResult result = log.atWarning()
                .with("list", field)
                .thrown(new IllegalStateException("cause"))
                .log("x {}", parameter);
        Instant end = Instant.now();
        parameter.append(" and after");
        field.add("two");

        assertThat(result.reason()).isEqualTo("deferred");
        assertThat(result.ok()).isFalse();
        assertThat(result.accepted()).isFalse();
        LogRuntime opened = handOver();
        assertThat(log.info("later").ok()).isTrue();
        assertThat(opened.flush(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(arrived).extracting(LogEvent::message).containsExactly("x before", "later");
        LogEvent event = arrived.get(0);
        assertThat(event.extra()).containsEntry("list", List.of("one"));
        assertThat(event.excInfo()).startsWith("java.lang.IllegalStateException: cause\n\tat ");
        assertThat(event.threadName()).isEqualTo(Thread.currentThread().getName());
        assertThat(event.timestamp()).isBetween(start.minusMillis(1), end);
        assertThat(event.context().service()).isEqualTo("test");
        assertThat(opened.severitySnapshot().totalEvents()).isEqualTo(2);
    }

    @Test
    void their_messages_are_put_together_as_those_of_other_events_are() throws Exception {
        log.info("user {} has {}", "ada", Map.of("password", "correct horse, battery staple"));
        log.error("failed {}", "again", new IllegalStateException("cause"));
        log.error("{} is all", new IllegalStateException("this"));
        LogRuntime opened = handOver();
        assertThat(opened.flush(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(arrived)
                .extracting(LogEvent::message)
                .containsExactly(
                        "user ada has {password=***}", "failed again", "java.lang.IllegalStateException: this is all");
        assertThat(arrived.get(1).excInfo()).startsWith("java.lang.IllegalStateException: cause\n");
        opened.shutdown();
        assertThat(reports).isEmpty();
    }

    @Test
    void at_most_a_thousand_are_kept_and_the_rest_is_counted() throws Exception {
        for (int i = 0; i < EarlyEvents.MOST; i++) {
            assertThat(log.info("event {}", i).reason()).isEqualTo("deferred");
        }
        for (int i = 0; i < 7; i++) {
            assertThat(log.error("one too many").reason()).isEqualTo("not_initialised");
        }
        LogRuntime opened = handOver();
        assertThat(opened.flush(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(arrived).hasSize(EarlyEvents.MOST);
        assertThat(opened.severitySnapshot().totalEvents()).isEqualTo(EarlyEvents.MOST);
        assertThat(opened.severitySnapshot().dropsByReason()).containsEntry("not_initialised", 7L);
        assertThat(opened.severitySnapshot().dropsByLevel()).containsEntry(LogLevel.ERROR, 7L);
    }

    @Test
    void what_the_runtime_does_not_want_is_left_out_and_a_loggers_own_level_counts_from_the_start() throws Exception {
        log.setLevel(LogLevel.WARNING);
        assertThat(log.info("below the logger's level")).isSameAs(LogResult.BELOW_LEVEL);
        log.setLevel(LogLevel.TRACE);
        assertThat(log.debug("below every sink's level").reason()).isEqualTo("deferred");
        assertThat(log.info("wanted").reason()).isEqualTo("deferred");
        LogRuntime opened = handOver();
        assertThat(opened.flush(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(arrived).extracting(LogEvent::message).containsExactly("wanted");
        assertThat(opened.severitySnapshot().droppedTotal()).isZero();
    }

    @Test
    void a_value_that_fails_costs_only_itself() throws Exception {
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        };
        Object talkative = new Object() {
            @Override
            public String toString() {
                log.info("from inside");
                return "talkative";
            }
        };
        assertThat(log.info("{} {}", hostile, talkative).reason()).isEqualTo("deferred");
        assertThat(log.info((String) null).reason()).isEqualTo("deferred");
        LogRuntime opened = handOver();
        assertThat(opened.flush(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(arrived).hasSize(3);
        assertThat(arrived.get(0).message()).isEqualTo("from inside");
        assertThat(arrived.get(1).message()).contains("IllegalStateException", "talkative");
    }

    @Test
    void without_any_runtime_a_line_says_how_many_went_nowhere() {
        assertThat(reference.early().farewell()).isNull();
        IntStream.range(0, EarlyEvents.MOST + 5).forEach(i -> log.info("event"));
        assertThat(reference.early().farewell()).contains("LogRich.init()").endsWith(": 1005");
    }

    @RepeatedTest(50)
    void who_logs_in_the_middle_of_the_hand_over_comes_after_what_was_kept() throws Exception {
        int kept = 20;
        for (int i = 0; i < kept; i++) {
            log.info("{}", i);
        }
        CountDownLatch release = new CountDownLatch(1);
        LogRuntime opened = Opening.open(
                config(batch -> {
                            awaitQuietly(release);
                            return take(batch);
                        })
                        .queueMaxsize(8)
                        .queuePutTimeout(null)
                        .laneStallAfter(Duration.ofMinutes(10))
                        .build(),
                Map.of());
        Thread opening = new Thread(() -> reference.early().handOver(opened));
        opening.start();
        awaitState(opening, Thread.State.TIMED_WAITING); // the queue is full, and most is still to be handed over
        Thread late = new Thread(() -> log.info("late"));
        late.start();
        awaitState(late, Thread.State.WAITING, Thread.State.TIMED_WAITING);
        release.countDown();
        opening.join();
        late.join();
        assertThat(opened.flush(Duration.ofSeconds(20)).complete()).isTrue();
        assertThat(arrived).hasSize(kept + 1);
        assertThat(arrived.get(kept).message()).isEqualTo("late");
    }

    @RepeatedTest(50)
    void no_event_is_lost_or_overtaken_while_the_runtime_is_being_opened() throws Exception {
        int threads = 3;
        int each = 300;
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch some = new CountDownLatch(threads * 10);
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Logger own = new Logger(reference, "thread-" + t);
            Thread thread = new Thread(() -> {
                awaitQuietly(go);
                for (int i = 0; i < each; i++) {
                    own.info("{}", i);
                    some.countDown();
                }
            });
            thread.start();
            running.add(thread);
        }
        go.countDown();
        some.await();
        LogRuntime opened = handOver();
        for (Thread thread : running) {
            thread.join();
        }
        assertThat(opened.flush(Duration.ofSeconds(20)).complete()).isTrue();
        for (int t = 0; t < threads; t++) {
            String name = "thread-" + t;
            assertThat(arrived.stream()
                            .filter(event -> event.loggerName().equals(name))
                            .map(LogEvent::message))
                    .containsExactlyElementsOf(
                            IntStream.range(0, each).mapToObj(String::valueOf).toList());
        }
        assertThat(opened.severitySnapshot().totalEvents()).isEqualTo(threads * each);
    }

    private LogRuntime handOver() throws IOException {
        LogRuntime opened = Opening.open(
                config(this::take)
                        .diagnosticHook((name, payload) -> reports.add(name + payload))
                        .build(),
                Map.of());
        reference.early().handOver(opened);
        return opened;
    }

    private static RuntimeConfig.Builder config(Sink sink) {
        return RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolPlace(SpoolSettings.Place.MEMORY)
                .sink(new CustomSink("sink", LogLevel.INFO, sink));
    }

    private static void awaitState(Thread thread, Thread.State... wanted) {
        while (!List.of(wanted).contains(thread.getState())) {
            Thread.onSpinWait();
        }
    }

    private int take(EventBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            arrived.add(batch.event(i));
        }
        return batch.size();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
