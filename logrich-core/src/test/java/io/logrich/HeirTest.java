package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.context.ContextFields;
import io.logrich.context.LogContext;
import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.FileSettings;
import io.logrich.settings.JournaldSettings;
import io.logrich.settings.LocationSettings;
import io.logrich.settings.PayloadLimits;
import io.logrich.settings.RuntimeConfig;
import io.logrich.tree.Carrier;
import io.logrich.tree.Declaration;
import io.logrich.tree.Jvm;
import io.logrich.tree.Lease;
import io.logrich.tree.LockProcess;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process does whose tree has lost its collector; {@link io.logrich.process.TakeoverTest} kills real ones. */
class HeirTest {
    private static final LogContext DEAD = ContextFields.empty()
            .set("service", "dead")
            .set("environment", "test")
            .set("job_id", "j")
            .build();

    @TempDir
    Path directory;

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final List<LogRuntime> opened = new CopyOnWriteArrayList<>();
    private Path place;
    private Path file;

    @BeforeEach
    void places() {
        place = directory.resolve("tree");
        file = directory.resolve("events.jsonl");
    }

    @AfterEach
    void close() {
        opened.forEach(LogRuntime::shutdown);
    }

    @Test
    void it_goes_on_with_the_files_and_ends_a_temporary_tree_with_itself() throws Exception {
        LogRuntime member = member(dead(file, true));
        assertThat(member.get("member").info("to whom it may concern").accepted())
                .isTrue();

        await("the heir delivers", () -> lines("to whom it may concern") == 1);
        await("and says who it is", () -> lines("collects from now on") == 1);
        assertThat(member.flush(Duration.ofSeconds(10)).complete()).isTrue();
        String takeover = "takeover{sinks=[file:" + file + "], parked=[], epoch=2}";
        await("the hook hears of it", () -> reports.contains(takeover));

        member.get("member").info("the last word");
        member.shutdown();
        assertThat(lines("the last word")).isEqualTo(1);
        assertThat(place).doesNotExist();
    }

    @Test
    void a_sink_that_cannot_be_opened_here_leaves_everything_as_it_is() throws Exception {
        LogRuntime member = member(dead(directory.resolve("missing").resolve("events.jsonl"), true));
        member.get("member").info("kept");

        await("it has tried", () -> reports.stream().anyMatch(report -> report.startsWith("takeover_failed")));
        member.shutdown();

        assertThat(place).isDirectory();
        try (Lease free = Lease.tryAcquire(TreeDirectory.existing(place))) {
            assertThat(free).as("its lease is free again").isNotNull();
        }
        Files.delete(place.resolve("settings")); // the next one says itself what it wants
        LogRuntime next = LogRuntime.openRoot(config().file(file, FileSettings.Format.JSONL, LogLevel.INFO)
                .spoolDirectory(place)
                .build());
        opened.add(next);
        assertThat(next.flush(Duration.ofSeconds(10)).complete()).isTrue();
        assertThat(lines("kept")).isEqualTo(1);
    }

    @Test
    void it_gives_way_to_a_collector_that_is_opened_and_comes_back_when_that_one_dies() throws Exception {
        TreeDirectory tree = dead(file, false);
        LogRuntime member = member(tree);
        await("it collects", () -> lines("collects from now on") == 1);

        LogRuntime collector = LogRuntime.openRoot(config().file(file, FileSettings.Format.JSONL, LogLevel.INFO)
                .spoolDirectory(place)
                .build());
        opened.add(collector);
        member.get("member").info("to the new one");
        await("the new one collects", () -> lines("to the new one") == 1);
        collector.shutdown();
        assertThat(Files.readString(place.resolve("epoch")).strip()).isEqualTo("3");

        try (Lease another = Lease.tryAcquire(tree)) {
            assertThat(another).isNotNull(); // and dies
        }
        await("it collects again", () -> lines("collects from now on") == 2);
        member.get("member").info("to the old one");
        await("and delivers", () -> lines("to the old one") == 1);
    }

    @Test
    void it_gives_way_to_one_who_only_looks_after_the_tree_and_comes_back_when_he_goes() throws Exception {
        LogRuntime member = member(dead(file, false));
        await("it collects", () -> lines("collects from now on") == 1);

        LogRuntime adopter = LogRuntime.adopt(
                config().file(file, FileSettings.Format.JSONL, LogLevel.INFO).build(), place);
        opened.add(adopter);
        member.get("member").info("to him");
        await("he collects", () -> lines("to him") == 1);
        assertThatThrownBy(() -> LogRuntime.adopt(config().build(), place)).hasMessageContaining("has one");
        adopter.shutdown();

        await("it collects again", () -> lines("collects from now on") == 2);
    }

    @Test
    void it_leaves_the_lease_to_the_next_and_no_log_that_nobody_needs() throws Exception {
        TreeDirectory tree = dead(file, false);
        LogRuntime first = member(tree);
        await("it collects", () -> lines("collects from now on") == 1);
        LogRuntime second = member(tree);
        first.get("first").info("from the first");
        second.get("second").info("from the second");
        await("they are delivered", () -> lines("from the") == 2);

        first.shutdown();
        await("the other one collects", () -> lines("collects from now on") == 2);
        second.get("second").info("afterwards");
        second.shutdown();

        assertThat(lines("afterwards")).isEqualTo(1);
        assertThat(lines("from the")).as("nothing comes twice").isEqualTo(2);
        try (var logs = Files.find(place, 2, (path, attributes) -> path.endsWith("log"))) {
            assertThat(logs).as("logs of those who stood in").isEmpty();
        }
        try (var rings = Files.find(place, 2, (path, attributes) -> path.endsWith("ring"))) {
            assertThat(rings).as("rings that can be dumped").hasSize(2);
        }
    }

    @Test
    void a_sink_whose_module_it_lacks_waits_for_a_process_that_has_it() throws Exception {
        LogRuntime member = member(dead(
                config().file(file, FileSettings.Format.JSONL, LogLevel.INFO)
                        .sink(JournaldSettings.DEFAULT)
                        .build(),
                true));
        member.get("member").info("to the file");

        await("the heir delivers", () -> lines("to the file") == 1);
        String takeover = "takeover{sinks=[file:" + file + "], parked=[journald], epoch=2}";
        await("the hook hears of it", () -> reports.contains(takeover));
    }

    /** As a collector does that was stopped while somebody else began. */
    @Test
    void a_process_that_only_pretends_to_collect_is_found_out() throws Exception {
        TreeDirectory tree = dead(file, true);
        try (Jvm pretender = Jvm.start(LockProcess.class)) {
            assertThat(pretender.ask("lock " + place.resolve("collecting"))).isEqualTo("true");
            LogRuntime member = member(tree);
            member.get("member").info("to whom it may concern");
            await("the heir delivers", () -> lines("to whom it may concern") == 1);
        }
    }

    @Test
    void a_sink_of_its_own_that_the_collector_has_too_gets_nothing_twice() throws Exception {
        FileSettings shared = FileSettings.of(file);
        Path own = directory.resolve("own.jsonl");
        LogRuntime collector = LogRuntime.openRoot(
                config().sink(shared).spoolDirectory(place).treeLog(true).build());
        opened.add(collector);
        TreeDirectory tree = TreeDirectory.existing(place);
        Declaration.leave(config().sink(shared).build(), DEAD, tree);

        LogRuntime member =
                member(tree, config().sink(shared).sink(FileSettings.of(own)).build());
        member.get("member").info("once");
        assertThat(member.flush(Duration.ofSeconds(10)).complete()).isTrue();
        member.shutdown();
        collector.shutdown();
        assertThat(lines("once")).isEqualTo(1);
        assertThat(Files.readAllLines(own)).hasSize(1);
    }

    /** A tree whose collector is dead, and had one file. */
    private TreeDirectory dead(Path path, boolean temporary) throws IOException {
        return dead(
                config().file(path, FileSettings.Format.JSONL, LogLevel.INFO).build(), temporary);
    }

    private TreeDirectory dead(RuntimeConfig declared, boolean temporary) throws IOException {
        TreeDirectory tree = TreeDirectory.at(place).asTemporary(temporary);
        Declaration.leave(declared, DEAD, tree);
        try (Lease lease = Lease.tryAcquire(tree)) {
            assertThat(lease).isNotNull();
        }
        return tree;
    }

    private LogRuntime member(TreeDirectory tree) throws IOException {
        return member(tree, config().build());
    }

    private LogRuntime member(TreeDirectory tree, RuntimeConfig config) throws IOException {
        Carrier carrier = new Carrier(
                "{\"version\":1,\"stack\":[]}",
                LogLevel.INFO,
                LogLevel.INFO,
                LevelRules.NONE,
                PayloadLimits.DEFAULT,
                Map.of(),
                LocationSettings.UNSAID);
        Map<String, String> environment = new HashMap<>();
        environment.put(TreeDirectory.VARIABLE, tree.path().toString());
        environment.put(Carrier.VARIABLE, carrier.write(tree));
        LogRuntime member = Opening.open(config, environment);
        opened.add(member);
        return member;
    }

    private RuntimeConfig.Builder config() {
        return RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .treeLogBytes(1 << 20)
                .spoolBytes(1 << 20)
                .diagnosticHook((name, payload) -> reports.add(name + payload));
    }

    private long lines(String text) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).as(what).isLessThan(30_000_000_000L);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
