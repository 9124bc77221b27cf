package io.logrich;

import static io.logrich.RuntimeFixture.config;
import static io.logrich.RuntimeFixture.held;
import static io.logrich.RuntimeFixture.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.SpoolSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a runtime keeps its events, and what becomes of those that no sink has taken at its end. */
class LogRuntimeSpoolTest {
    @TempDir
    Path directory;

    private final RuntimeFixture fixture = new RuntimeFixture();
    private final List<LogEvent> arrived = fixture.arrived;

    @Test
    void memory_of_the_process_alone_serves_where_no_file_may_be() throws Exception {
        LogRuntime runtime = open(config(fixture::take).spoolPlace(SpoolSettings.Place.MEMORY));
        assertThat(runtime.spoolDirectory()).isEmpty();
        runtime.get("test").info("in memory");
        assertThat(runtime.flush(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(arrived).hasSize(1);
        assertThat(runtime.inherit(new ProcessBuilder("x")).environment()).doesNotContainKey("LOG_TREE");
        runtime.shutdown();
    }

    @Test
    void what_memory_still_holds_at_the_end_is_counted_as_lost() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        List<String> reports = new CopyOnWriteArrayList<>();
        LogRuntime runtime = open(config(held(never, new AtomicLong()))
                .spoolPlace(SpoolSettings.Place.MEMORY)
                .queueStopTimeout(Duration.ofMillis(50))
                .diagnosticHook((name, payload) -> reports.add(name + payload)));
        for (int i = 0; i < 10; i++) {
            runtime.get("test").error("event {}", i);
        }
        ShutdownResult end = runtime.shutdown();
        assertThat(end.complete()).isFalse();
        assertThat(end.pending()).containsEntry("sink", 10L);
        assertThat(runtime.severitySnapshot().lostBySink().get("sink")).containsEntry(LogLevel.ERROR, 10L);
        assertThat(reports).anyMatch(report -> report.startsWith("events_lost") && report.contains("ERROR=10"));
        assertThat(runtime.shutdown()).isSameAs(end);
        never.countDown();
    }

    @Test
    void without_a_ring_buffer_dumps_are_empty_and_nothing_stays_on_disk() throws Exception {
        Path tree = directory.resolve("tree");
        LogRuntime runtime = open(config(fixture::take).spoolDirectory(tree).enableRingBuffer(false));
        runtime.get("test").info("seen once");
        assertThat(runtime.flush(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(arrived).hasSize(1);
        assertThat(runtime.dump(DumpFormat.JSON, DumpFilter.ALL).strip()).isEqualTo("[]");
        assertThat(TreeHistory.of(tree, DumpFilter.ALL).size()).isZero();
        assertThat(TreeHistory.of(tree, DumpFilter.ALL).problems())
                .singleElement()
                .asString()
                .contains("enableRingBuffer");
        runtime.shutdown();
        try (var files = Files.walk(tree)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .doesNotContain("ring", "log");
        }
    }

    @Test
    void without_a_ring_buffer_what_was_not_delivered_still_is_by_the_next_runtime() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Path tree = directory.resolve("tree");
        LogRuntime first = open(config(held(never, new AtomicLong()))
                .spoolDirectory(tree)
                .enableRingBuffer(false)
                .queueStopTimeout(Duration.ofMillis(100)));
        first.get("test").info("late");
        assertThat(first.shutdown().complete()).isFalse();
        LogRuntime second = open(config(fixture::take).spoolDirectory(tree).enableRingBuffer(false));
        assertThat(second.flush(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(arrived).extracting(LogEvent::message).contains("late");
        second.shutdown();
        never.countDown();
    }

    @Test
    void a_tree_has_one_collector() throws Exception {
        LogRuntime first = open(config(fixture::take).spoolDirectory(directory.resolve("tree")));
        assertThatThrownBy(() -> open(config(fixture::take).spoolDirectory(directory.resolve("tree"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("spoolDirectory");
        first.shutdown();
        LogRuntime second = open(config(fixture::take).spoolDirectory(directory.resolve("tree")));
        second.shutdown();
    }

    @Test
    void events_survive_a_shutdown_that_came_too_early_and_are_delivered_by_the_next_runtime() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Path tree = directory.resolve("tree");
        LogRuntime first = open(
                config(held(never, new AtomicLong())).spoolDirectory(tree).queueStopTimeout(Duration.ofMillis(100)));
        for (int i = 0; i < 10; i++) {
            first.get("test").info("event {}", i);
        }
        assertThat(first.shutdown().complete()).isFalse();
        LogRuntime second = open(config(fixture::take).spoolDirectory(tree));
        assertThat(second.flush(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(arrived.stream()
                        .filter(event -> event.loggerName().equals("test"))
                        .map(LogEvent::message))
                .containsExactly(java.util.stream.IntStream.range(0, 10)
                        .mapToObj(i -> "event " + i)
                        .toArray(String[]::new));
        second.shutdown();
        never.countDown();
    }
}
