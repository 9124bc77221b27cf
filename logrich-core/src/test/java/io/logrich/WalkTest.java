package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.text.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows one log call through all rooms: docs/walk.md as a program. The second thing to read, after LogRich. */
class WalkTest {
    @TempDir
    Path directory;

    @Test
    void one_call_travels_from_a_child_through_every_room_to_every_sink() throws Exception {
        List<LogEvent> arrived = new CopyOnWriteArrayList<>();
        Path file = directory.resolve("events.jsonl");

        // the process that collects: a spool, two lanes, and from the first child on a tree log and a collector
        LogRuntime parent = Opening.open(
                RuntimeConfig.builder("video-encoder", "prod")
                        .consoleStream(ConsoleSettings.Stream.NONE)
                        .file(file, FileSettings.Format.JSONL, LogLevel.INFO)
                        .sink(new CustomSink("memory", LogLevel.INFO, batch -> {
                            for (int i = 0; i < batch.size(); i++) {
                                arrived.add(batch.event(i));
                            }
                            return batch.size();
                        }))
                        .build(),
                Map.of());
        Path tree = parent.spoolDirectory().orElseThrow();

        // a child inherits the context that is bound when it is prepared, and nothing else
        ProcessBuilder child = new ProcessBuilder("unused");
        try (var job = parent.binder().bind("job_id", "batch-742", "tenant", "acme")) {
            parent.inherit(child);
        }
        LogRuntime worker = Opening.attach(child.environment());

        // the call: gate, context, message, fields; frozen, scrubbed, limited, encoded; claimed, written, committed
        Logger log = worker.get("encoder");
        LogResult result;
        try (var request = worker.binder().bind("request_id", "req-18")) {
            assertThat(log.debug("nobody wants this")).isSameAs(LogResult.BELOW_LEVEL);
            result = log.atWarning()
                    .with("chunk", 3)
                    .with("password", "hunter2")
                    .thrown(new IllegalStateException("bad frame"))
                    .log("compressed {}", "a.mkv");
        }
        assertThat(result.ok()).isTrue();
        assertThat(result.sequence()).isEqualTo(1);

        // the relay, the tree log, the lanes, the sinks: the child knows when all of them are done
        assertThat(worker.flush(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(arrived).hasSize(1);
        LogEvent event = arrived.get(0);
        assertThat(event.eventId()).isEqualTo(result.eventId());
        assertThat(event.level()).isEqualTo(LogLevel.WARNING);
        assertThat(event.loggerName()).isEqualTo("encoder");
        assertThat(event.message()).isEqualTo("compressed a.mkv");
        assertThat(event.extra()).containsExactly(Map.entry("chunk", 3L), Map.entry("password", "***"));
        assertThat(event.excInfo()).startsWith("java.lang.IllegalStateException: bad frame\n\tat io.logrich.WalkTest");
        assertThat(event.context().service()).isEqualTo("video-encoder");
        assertThat(event.context().jobId()).isEqualTo("batch-742");
        assertThat(event.context().requestId()).isEqualTo("req-18");
        assertThat(event.context().extra()).containsEntry("tenant", "acme");
        assertThat(event.context().processIdChain())
                .as("parent and child; one process plays both parts here")
                .containsExactly(
                        ProcessHandle.current().pid(), ProcessHandle.current().pid());

        // the same event in the file, and in a dump of the tree, once although it stands in two rings
        assertThat(Files.readAllLines(file))
                .hasSize(1)
                .first()
                .asString()
                .contains(event.eventId(), "req-18", "\"***\"");
        Object dump = JsonReader.read(parent.dump(DumpFormat.JSON, DumpFilter.ALL));
        assertThat(dump)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(1);

        // the ends: the child's is told, the parent's leaves nothing behind
        worker.shutdown();
        assertThat(log.info("too late").reason()).isEqualTo("shut_down");
        assertThat(parent.shutdown().complete()).isTrue();
        assertThat(arrived).hasSize(2);
        assertThat(arrived.get(1).message()).contains("ended: closed in order", "accepted 1, dropped 0, delivered 1");
        assertThat(tree).doesNotExist();
    }
}
