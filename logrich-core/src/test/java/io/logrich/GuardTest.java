package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.diagnostics.ServiceThread;
import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.QueueFullPolicy;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls from inside a sink, the hook or what they use never come back to a sink, never block and never recurse. */
class GuardTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<String> console = new CopyOnWriteArrayList<>();
    private final List<String> other = new CopyOnWriteArrayList<>();
    private final List<LogResult> inside = new CopyOnWriteArrayList<>();
    private final AtomicReference<LogRuntime> runtime = new AtomicReference<>();

    @AfterEach
    void close() {
        runtime.get().shutdown();
    }

    @Test
    void what_a_sink_logs_goes_to_the_console_alone() throws Exception {
        open(config(taking(console), batch -> {
            for (int i = 0; i < batch.size(); i++) {
                other.add(batch.event(i).message());
                inside.add(log().info("wrote {}", batch.event(i).message()));
            }
            return batch.size();
        }));
        assertThat(log().info("event").ok()).isTrue();
        assertThat(runtime.get().flush(SOON).complete()).isTrue();
        assertThat(runtime.get().flush(SOON).complete()).isTrue();
        assertThat(other).containsExactly("event");
        assertThat(inside).hasSize(1).allMatch(LogResult::ok);
        assertThat(console).containsExactly("event", "wrote event");
        assertThat(runtime.get().severitySnapshot().totalEvents()).isEqualTo(2);
    }

    @Test
    void what_the_console_itself_logs_is_dropped_and_counted() throws Exception {
        open(config(
                batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        console.add(batch.event(i).message());
                        inside.add(log().warning("from inside"));
                    }
                    return batch.size();
                },
                taking(other)));
        assertThat(log().info("event").ok()).isTrue();
        assertThat(runtime.get().flush(SOON).complete()).isTrue();
        assertThat(console).containsExactly("event");
        assertThat(inside).hasSize(1);
        assertThat(inside.get(0).reason()).isEqualTo("from_console");
        assertThat(inside.get(0).eventId()).isNotNull();
        assertThat(runtime.get().severitySnapshot().dropsByReason()).containsEntry("from_console", 1L);
        assertThat(runtime.get().severitySnapshot().dropsByLevel()).containsEntry(LogLevel.WARNING, 1L);
    }

    @Test
    void what_a_sinks_client_logs_on_a_thread_of_its_own_goes_to_the_console_alone() throws Exception {
        open(config(taking(console), taking(other)));
        Thread client = ServiceThread.factory("http-client").newThread(() -> inside.add(log().info("connected")));
        client.start();
        client.join();
        assertThat(runtime.get().flush(SOON).complete()).isTrue();
        assertThat(console).containsExactly("connected");
        assertThat(other).isEmpty();
    }

    @Test
    void loggers_that_are_guarded_by_name_go_to_the_console_alone() throws Exception {
        open(config(taking(console), taking(other)).guardedLogger("org.http."));
        assertThat(runtime.get().get("org.http.wire").info("header {}", 1).ok()).isTrue();
        assertThat(runtime.get().get("org.https").info("not that one").ok()).isTrue();
        assertThat(runtime.get().flush(SOON).complete()).isTrue();
        assertThat(console).containsExactly("header 1", "not that one");
        assertThat(other).containsExactly("not that one");
    }

    @Test
    void a_hook_that_logs_for_each_message_causes_no_further_ones() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        List<String> messages = new CopyOnWriteArrayList<>();
        open(config(taking(console), taking(other)).diagnosticHook((name, payload) -> {
            messages.add(name);
            inside.add(log().error("the hook heard {} {}", name, "x".repeat(10_000)));
            heard.countDown();
        }));
        log().info("x".repeat(10_000));
        assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(runtime.get().flush(SOON).complete()).isTrue();
        runtime.get().shutdown();
        assertThat(messages)
                .filteredOn(name -> !name.equals("diagnostics_dropped"))
                .containsExactly("message_truncated");
        assertThat(console).anyMatch(message -> message.startsWith("the hook heard message_truncated"));
        assertThat(other).hasSize(1);
    }

    @Test
    void a_hook_and_a_sink_that_flush_and_shut_down_do_not_wait_for_themselves() throws Exception {
        List<FlushResult> flushed = new CopyOnWriteArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        open(config(taking(console), batch -> {
                    flushed.add(runtime.get().flush(null));
                    runtime.get().shutdown(Duration.ofMillis(1));
                    ended.countDown();
                    return batch.size();
                })
                .queueStopTimeout(null)
                .diagnosticHook((name, payload) -> flushed.add(runtime.get().flush(null))));
        log().info("x".repeat(10_000));
        assertThat(runtime.get().shutdownAsync().get(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(flushed).isNotEmpty();
    }

    @Test
    void a_sink_that_logs_while_the_queue_is_full_does_not_wait() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch full = new CountDownLatch(1);
        open(config(taking(console), batch -> {
                    entered.countDown();
                    awaitQuietly(full);
                    for (int i = 0; i < 5; i++) {
                        inside.add(log().info("inside"));
                    }
                    return batch.size();
                })
                .queueMaxsize(8)
                .queueFullPolicy(QueueFullPolicy.BLOCK)
                .queuePutTimeout(null)
                .laneStallAfter(Duration.ofMinutes(10)));
        for (int i = 0; i < 7; i++) {
            log().info("event");
        }
        entered.await();
        full.countDown();
        assertThat(runtime.get().flush(SOON).complete()).isTrue();
        assertThat(inside).isNotEmpty().allMatch(result -> result.ok() || "queue_full".equals(result.reason()));
    }

    @Test
    void console_only_events_stand_in_dumps() throws Exception {
        open(config(taking(console), taking(other)).guardedLogger("client"));
        runtime.get().get("client").info("kept for dumps");
        assertThat(runtime.get().dump(DumpFormat.JSON, DumpFilter.ALL)).contains("kept for dumps");
    }

    private Logger log() {
        return runtime.get().get("guard");
    }

    private void open(RuntimeConfig.Builder config) throws IOException {
        runtime.set(Opening.open(config.build(), Map.of()));
    }

    private static RuntimeConfig.Builder config(Sink console, Sink other) {
        return RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolPlace(SpoolSettings.Place.MEMORY)
                .sink(new CustomSink("console", LogLevel.INFO, console))
                .sink(new CustomSink("other", LogLevel.INFO, other));
    }

    private static Sink taking(List<String> into) {
        return batch -> take(batch, into);
    }

    private static int take(EventBatch batch, List<String> into) {
        for (int i = 0; i < batch.size(); i++) {
            LogEvent event = batch.event(i);
            into.add(event.message());
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
