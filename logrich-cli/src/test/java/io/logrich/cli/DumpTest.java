package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.text.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code logrich dump} of trees that this test makes itself. */
class DumpTest {
    @TempDir
    Path directory;

    private Path base;

    @BeforeEach
    void makeBase() throws Exception {
        var onlyMine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path runtime = Files.createDirectory(directory.resolve("runtime"), onlyMine);
        base = Files.createDirectory(runtime.resolve("logrich"), onlyMine);
    }

    @Test
    void shows_a_living_tree_without_touching_it() throws Exception {
        try (LogRuntime runtime = open("tree-a")) {
            runtime.get("test").info("one");
            runtime.get("test").warning("two");
            Outcome all = dump("--spool", base.resolve("tree-a").toString());
            assertThat(all.exitCode()).isZero();
            assertThat(all.err()).isEmpty();
            assertThat(all.out()).contains("one", "two").endsWith("\n").hasLineCount(2);
            assertThat(dump().out()).as("the only tree there is").isEqualTo(all.out());
            assertThat(dump("--level", "warning").out()).contains("two").hasLineCount(1);
            assertThat(dump("--level", "critical").out()).isEmpty();
            assertThat(runtime.flush(null).complete()).isTrue();
        }
    }

    @Test
    void shows_a_dead_tree() throws Exception {
        try (LogRuntime runtime = open("tree-a")) {
            runtime.get("test").info("one");
        }
        assertThat(dump().out()).contains("one").hasLineCount(1);
    }

    @Test
    void finds_the_tree_of_a_process() throws Exception {
        try (LogRuntime runtime = open("tree-a");
                LogRuntime other = open("tree-b")) {
            runtime.get("test").info("mine");
            try (var scope = runtime.binder().bind("process_id", 4194304)) {
                runtime.get("test").info("of another process");
            }
            other.get("test").info("mine too");
            String pid = String.valueOf(ProcessHandle.current().pid());
            assertThat(dump("--pid", pid, "--only-pid").out()).contains("mine").hasLineCount(1);
            assertThat(dump("--pid", pid).out()).hasLineCount(2);
            Outcome nobody = dump("--pid", "4194304");
            assertThat(nobody.exitCode()).isEqualTo(2);
            assertThat(nobody.err()).contains("4194304").hasLineCount(1);
        }
    }

    @Test
    void lists_the_trees_when_there_are_several() throws Exception {
        assertThat(dump().exitCode()).as("when there is none").isEqualTo(2);
        try (LogRuntime a = open("tree-a");
                LogRuntime b = open("tree-b")) {
            Outcome several = dump();
            assertThat(several.exitCode()).isEqualTo(2);
            assertThat(several.err())
                    .contains(
                            "--spool",
                            base.resolve("tree-a").toString(),
                            base.resolve("tree-b").toString());
            assertThat(several.out()).isEmpty();
        }
    }

    @Test
    void writes_json_also_to_a_file() throws Exception {
        Path file = directory.resolve("deep/dump.json");
        try (LogRuntime runtime = open("tree-a")) {
            runtime.get("test").info("one");
            Outcome printed = dump("--format", "json");
            Outcome written = dump("--format", "JSON", "-o", file.toString());
            assertThat(written).isEqualTo(new Outcome(0, "", ""));
            assertThat(Files.readString(file)).isEqualToIgnoringNewLines(printed.out());
            assertThat((List<?>) JsonReader.read(printed.out())).hasSize(1);
        }
    }

    @Test
    void says_what_cannot_be_read_and_shows_the_rest() throws Exception {
        try (LogRuntime runtime = open("tree-a")) {
            runtime.get("test").info("one");
            Path broken = Files.createDirectory(base.resolve("tree-a/" + new java.util.UUID(1, 2)));
            Files.writeString(broken.resolve("ring"), "no ring");
            Outcome outcome = dump();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).contains("one").hasLineCount(1);
            assertThat(outcome.err()).contains(broken.getFileName().toString()).hasLineCount(1);
        }
    }

    private LogRuntime open(String tree) throws Exception {
        return LogRuntime.openRoot(RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(base.resolve(tree))
                .build());
    }

    private Outcome dump(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "dump";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Outcome.in(Map.of("XDG_RUNTIME_DIR", base.getParent().toString()), all);
    }
}
