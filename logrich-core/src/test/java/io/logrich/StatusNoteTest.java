package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.Sink;
import io.logrich.tree.RunDirectory;
import io.logrich.tree.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves about its sinks and losses for others to read. */
@Timeout(60)
class StatusNoteTest {
    private static final Sink WELL = batch -> batch.size();

    @TempDir
    Path directory;

    private final AtomicLong clock = new AtomicLong(1000);
    private volatile boolean down;

    @Test
    void writes_once_and_then_only_what_has_changed() throws IOException {
        Rooms rooms = rooms(batch -> {
            if (down) {
                throw new IOException("no way in, password=geheim");
            }
            return batch.size();
        });
        LogRuntime runtime = new LogRuntime(rooms);
        rooms.lanes().start();
        StatusNote note = new StatusNote(rooms, clock::get);
        assertThat(note.look()).isTrue();
        runtime.get("test").info("something");
        runtime.flush(Duration.ofSeconds(10));
        clock.set(2000);
        assertThat(note.look()).as("an event has come and gone").isFalse();
        assertThat(lane(rooms)).isEqualTo(new RunStatus.LaneNote("sink", "INFO", "ok", null, 1000));

        down = true;
        clock.set(3000);
        runtime.get("test").info("something");
        await(note);
        assertThat(lane(rooms).state()).isEqualTo("failing");
        assertThat(lane(rooms).sinceMillis()).isEqualTo(3000);
        assertThat(lane(rooms).trouble()).contains("no way in", "password=***").doesNotContain("geheim");
        clock.set(4000);
        assertThat(note.look()).isFalse();

        down = false;
        runtime.shutdown();
    }

    @Test
    void says_why_events_were_dropped_and_lost() throws IOException {
        Rooms rooms = rooms(batch -> {
            throw new IllegalStateException("refused");
        });
        LogRuntime runtime = new LogRuntime(rooms);
        rooms.lanes().start();
        StatusNote note = new StatusNote(rooms, clock::get);
        assertThat(note.look()).isTrue();
        runtime.get("test").info("nobody wants it");
        while (!lost(note, rooms).equals(Map.of("sink", Map.of("rejected", 1L)))) {
            LockSupport.parkNanos(1_000_000);
        }
        runtime.shutdown();
        runtime.get("test").info("too late");
        assertThat(note.look()).isTrue();
        assertThat(read(rooms).dropped()).isEqualTo(Map.of("shut_down", 1L));
    }

    @Test
    void the_keeper_looks_and_without_a_directory_nobody_writes() throws IOException {
        try (LogRuntime runtime = LogRuntime.openRoot(config(WELL).build())) {
            Path tree = runtime.spoolDirectory().orElseThrow();
            while (status(tree) == null) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(status(tree).lanes())
                    .extracting(RunStatus.LaneNote::name)
                    .containsExactly("sink");
        }
        Rooms rooms = new Assembly(
                        config(WELL)
                                .spoolDirectory(null)
                                .spoolPlace(io.logrich.settings.SpoolSettings.Place.MEMORY)
                                .build(),
                        Map.of())
                .root();
        assertThat(new StatusNote(rooms, clock::get).look()).isFalse();
        new LogRuntime(rooms).shutdown();
    }

    private RunStatus status(Path tree) throws IOException {
        for (RunDirectory run : io.logrich.tree.TreeDirectory.existing(tree).runs()) {
            return RunStatus.read(run);
        }
        return null;
    }

    private static void await(StatusNote note) {
        while (!note.look()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Map<String, Map<String, Long>> lost(StatusNote note, Rooms rooms) throws IOException {
        note.look();
        return read(rooms).lost();
    }

    private static RunStatus.LaneNote lane(Rooms rooms) throws IOException {
        assertThat(read(rooms).lanes()).hasSize(1);
        return read(rooms).lanes().get(0);
    }

    private static RunStatus read(Rooms rooms) throws IOException {
        return RunStatus.read(rooms.run().directory());
    }

    private Rooms rooms(Sink sink) throws IOException {
        return new Assembly(config(sink).build(), Map.of()).root();
    }

    private RuntimeConfig.Builder config(Sink sink) {
        return RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .sink(new CustomSink("sink", LogLevel.INFO, sink))
                .queueStopTimeout(Duration.ofMillis(500))
                .spoolDirectory(directory.resolve("tree"));
    }
}
