package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.codec.EventView;
import io.logrich.dump.DumpFilter;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Going along with a tree that logs meanwhile. */
@Timeout(60)
class TreeFollowingTest {
    @TempDir
    Path directory;

    private final List<String> shown = new ArrayList<>();

    @Test
    void begins_with_the_newest_and_goes_on_with_what_comes() throws IOException {
        try (LogRuntime runtime = open(config())) {
            log(runtime, 0, 20);
            try (TreeFollowing following = follow(DumpFilter.ALL, 3)) {
                look(following, 3);
                log(runtime, 20, 25);
                look(following, 8);
                assertThat(shown).isEqualTo(numbers(17, 25));
                assertThat(following.isOver()).isFalse();
            }
        }
    }

    @Test
    void nothing_of_the_past_if_none_is_wanted_and_only_what_passes() throws IOException {
        try (LogRuntime runtime = open(config())) {
            log(runtime, 0, 20);
            try (TreeFollowing following = follow(DumpFilter.ALL.withMinimum(LogLevel.WARNING), 0)) {
                following.look(this::take);
                runtime.get("test").info("not this");
                runtime.get("test").error("this");
                look(following, 1);
                assertThat(shown).containsExactly("this");
            }
        }
    }

    @Test
    void an_event_is_shown_once_although_it_goes_from_ring_to_log_and_the_ring_is_replaced() throws IOException {
        try (LogRuntime runtime = open(config());
                TreeFollowing following = follow(DumpFilter.ALL, 10)) {
            log(runtime, 0, 3);
            look(following, 3);
            runtime.inherit(new ProcessBuilder("true")); // makes the tree's log
            log(runtime, 3, 6);
            look(following, 6);
            try (LogRuntime child = member()) {
                for (int i = 6; i < 300; i += 2) {
                    child.get("child").info(String.valueOf(i));
                    log(runtime, i + 1, i + 2);
                    following.look(this::take);
                }
                runtime.flush(null);
            }
            end(following, runtime);
        }
        assertThat(shown.stream().filter(text -> text.matches("\\d+")))
                .containsExactlyInAnyOrderElementsOf(numbers(0, 300));
        assertThat(shown).as("the child's end").anyMatch(text -> text.contains("ended"));
    }

    @Test
    void what_no_sink_wants_is_shown_too() throws IOException {
        RuntimeConfig.Builder config = config().sink(new CustomSink("s", LogLevel.ERROR, batch -> batch.size()))
                .ringBufferLevel(LogLevel.DEBUG)
                .treeLog(true);
        try (LogRuntime runtime = open(config);
                TreeFollowing following = follow(DumpFilter.ALL, 10);
                LogRuntime child = member()) {
            child.get("child").debug("1");
            look(following, 1);
        }
        assertThat(shown).containsExactly("1");
    }

    @Test
    void a_ring_that_is_written_over_costs_what_was_written_over_and_that_is_told() throws IOException {
        try (LogRuntime runtime = open(config().spoolBytes(65_536));
                TreeFollowing following = follow(DumpFilter.ALL, 10)) {
            following.look(this::take);
            int next = 0;
            for (int i = 0; i < 100; i++) { // keeps up: many times round, no gap
                log(runtime, next, next += 50);
                look(following, next);
            }
            assertThat(shown).isEqualTo(numbers(0, next));
            assertThat(following.takeGaps()).isZero();
            log(runtime, next, next + 3000); // does not look: overtaken
            log(runtime, next + 3000, next + 3001);
            String last = String.valueOf(next + 3000);
            lookUntil(following, () -> shown.contains(last));
            assertThat(following.takeGaps()).isPositive();
            assertThat(following.takeGaps()).as("told once").isZero();
            assertThat(shown).doesNotHaveDuplicates();
            int after = shown.size();
            log(runtime, next + 3001, next + 3011);
            look(following, after + 10);
            assertThat(following.takeProblems()).isEmpty();
        }
    }

    @Test
    void ends_with_the_tree_and_shows_the_last_events_of_a_directory_that_is_gone() throws IOException {
        LogRuntime runtime = LogRuntime.openRoot(config().spoolDirectory(null).build());
        Path tree = runtime.spoolDirectory().orElseThrow();
        try (TreeFollowing following = TreeFollowing.of(tree, DumpFilter.ALL, 10)) {
            log(runtime, 0, 1);
            look(following, 1);
            log(runtime, 1, 5);
            runtime.shutdown();
            assertThat(tree).doesNotExist();
            lookUntil(following, following::isOver);
        }
        assertThat(shown).isEqualTo(numbers(0, 5));
    }

    @Test
    void who_keeps_nothing_for_dumps_is_not_shown() throws IOException {
        try (LogRuntime runtime = open(config().enableRingBuffer(false).treeLog(true));
                TreeFollowing following = follow(DumpFilter.ALL, 10)) {
            log(runtime, 0, 1);
            following.look(this::take);
            assertThat(following.takeProblems()).singleElement().asString().contains("enableRingBuffer");
            assertThat(following.isOver()).isTrue();
        }
        assertThat(shown).isEmpty();
    }

    @Test
    void what_is_no_ring_is_told_once_and_hides_nothing() throws IOException {
        try (LogRuntime runtime = open(config())) {
            Path broken = Files.createDirectory(directory.resolve("tree/" + new UUID(1, 2)));
            Files.writeString(broken.resolve("ring"), "no ring");
            try (TreeFollowing following = follow(DumpFilter.ALL, 10)) {
                log(runtime, 0, 1);
                look(following, 1);
                log(runtime, 1, 2);
                look(following, 2);
                assertThat(following.takeProblems())
                        .singleElement()
                        .asString()
                        .contains(broken.getFileName().toString());
            }
        }
    }

    private void take(EventView event) {
        shown.add(event.text(EventView.Part.MESSAGE));
    }

    /** Looks until so many events were shown altogether. */
    private void look(TreeFollowing following, int events) throws IOException {
        lookUntil(following, () -> shown.size() >= events);
        assertThat(shown).hasSize(events);
    }

    private void lookUntil(TreeFollowing following, BooleanSupplier done) throws IOException {
        long start = System.nanoTime();
        while (!done.getAsBoolean()) {
            following.look(this::take);
            LockSupport.parkNanos(1_000_000);
            assertThat(System.nanoTime() - start)
                    .as("in vain waited for more than %s", shown)
                    .isLessThan(20_000_000_000L);
        }
    }

    private void end(TreeFollowing following, LogRuntime runtime) throws IOException {
        runtime.shutdown();
        lookUntil(following, following::isOver);
    }

    private TreeFollowing follow(DumpFilter filter, int newest) throws IOException {
        return TreeFollowing.of(directory.resolve("tree"), filter, newest);
    }

    private RuntimeConfig.Builder config() {
        return RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .sink(new CustomSink("sink", LogLevel.INFO, batch -> batch.size()))
                .spoolDirectory(directory.resolve("tree"));
    }

    private LogRuntime open(RuntimeConfig.Builder config) throws IOException {
        return LogRuntime.openRoot(config.build());
    }

    /** A process of the tree, as far as that can be had inside this one. */
    private LogRuntime member() throws IOException {
        String tree = directory.resolve("tree").toString();
        RuntimeConfig config = RuntimeConfig.builder("child", "test")
                .ringBufferLevel(LogLevel.DEBUG)
                .build();
        return Opening.open(config, Map.of(TreeDirectory.VARIABLE, tree));
    }

    private static void log(LogRuntime runtime, int from, int to) {
        for (int i = from; i < to; i++) {
            runtime.get("test").info(String.valueOf(i));
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }
}
