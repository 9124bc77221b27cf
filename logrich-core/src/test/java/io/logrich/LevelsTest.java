package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.event.LevelRules;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import io.logrich.sink.Sink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Levels by the beginning of loggers' names: configured, and changed while everything runs. */
class LevelsTest {
    private static final int TURNS = 100;

    private final List<String> info = new CopyOnWriteArrayList<>();
    private final List<String> warning = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> told = new CopyOnWriteArrayList<>();

    @Test
    void a_rule_stands_in_place_of_what_the_sinks_want() throws IOException {
        try (LogRuntime runtime = open(config().levels(LevelRules.parse("com.acme=DEBUG,org.kafka=ERROR")))) {
            Logger acme = runtime.get("com.acme.Db");
            Logger kafka = runtime.get("org.kafka.Client");
            Logger other = runtime.get("other");
            assertThat(acme.debug("acme debug").ok()).isTrue();
            assertThat(acme.isEnabled(LogLevel.TRACE)).isFalse();
            assertThat(kafka.isEnabled(LogLevel.WARNING)).isFalse();
            assertThat(kafka.error("kafka error").ok()).isTrue();
            assertThat(other.isEnabled(LogLevel.DEBUG)).isFalse();
            assertThat(other.info("other info").ok()).isTrue();
        }
        assertThat(info).containsExactly("acme debug", "kafka error", "other info");
        assertThat(warning).as("the sink with a higher level").containsExactly("kafka error");
    }

    @Test
    void a_rule_is_stronger_than_what_is_kept_for_dumps() throws IOException {
        RuntimeConfig.Builder config =
                config().ringBufferLevel(LogLevel.DEBUG).levels(LevelRules.parse("shown=DEBUG,hidden=INFO"));
        try (LogRuntime runtime = open(config)) {
            runtime.get("shown").debug("shown");
            runtime.get("kept").debug("kept");
            runtime.get("hidden").debug("hidden");
            runtime.flush(Duration.ofSeconds(10));
            assertThat(runtime.dump(DumpFormat.TEXT, DumpFilter.ALL))
                    .contains("shown", "kept")
                    .doesNotContain("hidden");
        }
        assertThat(info).containsExactly("shown");
    }

    @Test
    void levels_change_while_everything_runs_and_back() throws IOException {
        try (LogRuntime runtime = open(config().levels(LevelRules.parse("com.acme=WARNING")))) {
            Logger log = runtime.get("com.acme");
            assertThat(log.isEnabled(LogLevel.INFO)).isFalse();
            runtime.setLevel("com", LogLevel.TRACE);
            assertThat(log.isEnabled(LogLevel.INFO))
                    .as("the longer rule counts")
                    .isFalse();
            runtime.setLevel("com.acme", LogLevel.DEBUG);
            assertThat(log.debug("now").ok()).isTrue();
            assertThat(runtime.levels()).isEqualTo(LevelRules.parse("com=TRACE,com.acme=DEBUG"));
            runtime.setLevel("com.acme", null);
            assertThat(log.isEnabled(LogLevel.INFO)).isFalse();
            assertThat(log.isEnabled(LogLevel.WARNING)).isTrue();
        }
        assertThat(info).containsExactly("now");
        assertThat(told)
                .extracting(payload -> payload.get("levels"))
                .containsExactly("com=TRACE", "com=TRACE,com.acme=DEBUG", "com=TRACE");
    }

    @Test
    void without_a_directory_they_hold_for_this_process() throws IOException {
        try (LogRuntime runtime = open(config().spoolPlace(SpoolSettings.Place.MEMORY))) {
            runtime.setLevel("com.acme", LogLevel.DEBUG);
            assertThat(runtime.get("com.acme").debug("now").ok()).isTrue();
        }
        assertThat(info).containsExactly("now");
    }

    @Test
    void a_loggers_own_level_comes_on_top() throws IOException {
        try (LogRuntime runtime = open(config().levels(LevelRules.parse("com.acme=DEBUG")))) {
            Logger log = runtime.get("com.acme");
            log.setLevel(LogLevel.ERROR);
            assertThat(log.isEnabled(LogLevel.WARNING)).isFalse();
            log.setLevel(LogLevel.TRACE);
            assertThat(log.isEnabled(LogLevel.DEBUG)).isTrue();
            assertThat(log.isEnabled(LogLevel.TRACE)).isFalse();
        }
    }

    @Test
    void events_from_before_the_start_are_judged_too() throws IOException {
        RuntimeReference reference = new RuntimeReference();
        Logger acme = new Logger(reference, "com.acme");
        Logger kafka = new Logger(reference, "org.kafka");
        acme.debug("early debug");
        kafka.info("early info");
        LogRuntime runtime = open(config().levels(LevelRules.parse("com.acme=DEBUG,org.kafka=ERROR")));
        try (runtime) {
            reference.early().handOver(runtime);
        }
        assertThat(info).containsExactly("early debug");
    }

    @Test
    void a_logger_notices_at_once_that_another_runtime_is_the_current_one() throws IOException {
        RuntimeReference reference = new RuntimeReference();
        Logger log = new Logger(reference, "com.acme");
        try (LogRuntime quiet = open(config());
                LogRuntime chatty = open(config().levels(LevelRules.parse("com.acme=DEBUG")))) {
            Logger own = quiet.get("com.acme");
            reference.early().handOver(quiet);
            assertThat(log.isEnabled(LogLevel.DEBUG)).isFalse();
            assertThat(own.isEnabled(LogLevel.DEBUG)).isFalse();
            reference.early().handOver(chatty);
            assertThat(log.isEnabled(LogLevel.DEBUG)).isTrue();
            assertThat(log.isEnabled(LogLevel.TRACE)).isFalse();
            assertThat(own.isEnabled(LogLevel.DEBUG)).isFalse();
            assertThat(own.isEnabled(LogLevel.INFO)).isTrue();
        }
    }

    @Test
    void loggers_of_the_same_level_part_when_only_one_of_them_gets_another() throws IOException {
        try (LogRuntime runtime = open(config().spoolPlace(SpoolSettings.Place.MEMORY))) {
            Logger first = runtime.get("first");
            Logger second = runtime.get("second");
            for (int i = 0; i < 3; i++) {
                assertThat(first.isEnabled(LogLevel.DEBUG)).isFalse();
                assertThat(second.isEnabled(LogLevel.DEBUG)).isFalse();
                runtime.setLevel("first", LogLevel.DEBUG);
                assertThat(first.isEnabled(LogLevel.DEBUG)).isTrue();
                assertThat(second.isEnabled(LogLevel.DEBUG)).isFalse();
                runtime.setLevel("first", null);
            }
        }
    }

    @Test
    void no_gate_of_a_runtime_that_was_replaced_is_quick_to_say_no() throws IOException {
        RuntimeReference reference = new RuntimeReference();
        try (LogRuntime before = open(config());
                LogRuntime after = open(config())) {
            reference.become(before);
            Gate first = before.thresholds().gate();
            assertThat(first.passage("a", LogLevel.TRACE).isOff(LogLevel.DEBUG.number()))
                    .isTrue();
            before.setLevel("b", LogLevel.DEBUG);
            Gate second = before.thresholds().gate();
            assertThat(first.passage("a", LogLevel.TRACE).isOff(LogLevel.DEBUG.number()))
                    .isFalse();
            assertThat(second.passage("a", LogLevel.TRACE).isOff(LogLevel.DEBUG.number()))
                    .isTrue();
            reference.become(after);
            assertThat(second.passage("a", LogLevel.TRACE).isOff(LogLevel.DEBUG.number()))
                    .isFalse();
            before.setLevel("b", LogLevel.WARNING);
            assertThat(before.thresholds().gate().passage("a", LogLevel.TRACE).isOff(LogLevel.DEBUG.number()))
                    .isFalse();
        }
    }

    @Test
    void who_asks_while_levels_and_runtimes_change_does_not_get_stuck_with_what_held_before() throws Exception {
        AtomicReference<Logger> log = new AtomicReference<>(new Logger(new RuntimeReference(), "com.acme"));
        AtomicBoolean over = new AtomicBoolean();
        Thread asking = new Thread(() -> {
            while (!over.get()) {
                log.get().isEnabled(LogLevel.DEBUG);
            }
        });
        asking.start();
        try {
            for (int i = 0; i < TURNS; i++) {
                RuntimeReference reference = new RuntimeReference();
                log.set(new Logger(reference, "com.acme"));
                try (LogRuntime quiet = open(config().spoolPlace(SpoolSettings.Place.MEMORY));
                        LogRuntime chatty = open(config().spoolPlace(SpoolSettings.Place.MEMORY)
                                .levels(LevelRules.parse("com.acme=DEBUG")))) {
                    reference.become(quiet);
                    CyclicBarrier both = new CyclicBarrier(2);
                    Thread changing = new Thread(() -> {
                        awaitTurn(both);
                        for (int change = 0; change < 10; change++) {
                            setLevel(quiet, change % 2 == 0 ? LogLevel.WARNING : LogLevel.INFO);
                        }
                    });
                    changing.start();
                    awaitTurn(both);
                    reference.become(chatty);
                    assertThat(log.get().isEnabled(LogLevel.DEBUG)).isTrue();
                    changing.join();
                    assertThat(log.get().isEnabled(LogLevel.DEBUG)).isTrue();
                }
            }
        } finally {
            over.set(true);
            asking.join();
        }
    }

    private static void awaitTurn(CyclicBarrier turn) {
        try {
            turn.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void setLevel(LogRuntime runtime, LogLevel level) {
        try {
            runtime.setLevel("com.acme", level);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private LogRuntime open(RuntimeConfig.Builder config) throws IOException {
        return RuntimeFixture.open(config);
    }

    private RuntimeConfig.Builder config() {
        return RuntimeConfig.builder("levels-test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .diagnosticHook((name, payload) -> {
                    if (name.equals("levels_changed")) {
                        told.add(Map.copyOf(payload));
                    }
                })
                .sink(new CustomSink("info", LogLevel.INFO, into(info)))
                .sink(new CustomSink("warning", LogLevel.WARNING, into(warning)));
    }

    private static Sink into(List<String> messages) {
        return batch -> {
            for (int i = 0; i < batch.size(); i++) {
                LogEvent event = batch.event(i);
                messages.add(event.message());
            }
            return batch.size();
        };
    }
}
