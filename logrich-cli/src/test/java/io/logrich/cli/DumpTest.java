package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.settings.RuntimeConfig;
import io.logrich.text.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code logrich dump} of trees that this test makes itself. */
class DumpTest extends TreesOfTest {
    DumpTest() {
        super("dump");
    }

    @Test
    void shows_a_living_tree_without_touching_it() throws Exception {
        try (LogRuntime runtime = open("tree-a")) {
            runtime.get("test").info("one");
            runtime.get("test").warning("two");
            Outcome all = logrich("--spool", base.resolve("tree-a").toString());
            assertThat(all.exitCode()).isZero();
            assertThat(all.err()).isEmpty();
            assertThat(all.out()).contains("one", "two").endsWith("\n").hasLineCount(2);
            assertThat(logrich().out()).as("the only tree there is").isEqualTo(all.out());
            assertThat(logrich("--level", "warning").out()).contains("two").hasLineCount(1);
            assertThat(logrich("--level", "critical").out()).isEmpty();
            assertThat(runtime.flush(null).complete()).isTrue();
        }
    }

    @Test
    void shows_a_dead_tree() throws Exception {
        try (LogRuntime runtime = open("tree-a")) {
            runtime.get("test").info("one");
        }
        assertThat(logrich().out()).contains("one").hasLineCount(1);
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
            assertThat(logrich("--pid", pid, "--only-pid").out())
                    .contains("mine")
                    .hasLineCount(1);
            assertThat(logrich("--pid", pid).out()).hasLineCount(2);
            Outcome nobody = logrich("--pid", "4194304");
            assertThat(nobody.exitCode()).isEqualTo(2);
            assertThat(nobody.err()).contains("4194304").hasLineCount(1);
        }
    }

    @Test
    void lists_the_trees_when_there_are_several() throws Exception {
        assertThat(logrich("--tree", "no-such-tree").exitCode())
                .as("when there is none")
                .isEqualTo(2);
        try (LogRuntime a = open("tree-a");
                LogRuntime b = open("tree-b")) {
            Outcome several = logrich();
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
            Outcome printed = logrich("--format", "json");
            Outcome written = logrich("--format", "JSON", "-o", file.toString());
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
            Outcome outcome = logrich();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).contains("one").hasLineCount(1);
            assertThat(outcome.err()).contains(broken.getFileName().toString()).hasLineCount(1);
        }
    }

    @Test
    void every_filter_has_an_option() throws Exception {
        try (LogRuntime runtime = open("tree-a")) {
            runtime.get("test.a").info("one");
            try (var scope = runtime.binder().bind("job_id", "j1", "tenant", "acme", "trace_id", "0af7651916cd43dd")) {
                runtime.get("test.b").atWarning().with("chunk", 3).log("two");
            }
            runtime.get("other").error("three", new IllegalStateException("why"));
            runtime.get("test").critical("four");

            assertThat(messages("--level=warning", "--max-level=error")).containsExactly("two", "three");
            assertThat(messages("--only-level=info,critical")).containsExactly("one", "four");
            assertThat(messages("--logger=test.b,other")).containsExactly("two", "three");
            assertThat(messages("--since=2000-01-01T00:00:00Z", "--last=1h")).hasSize(4);
            assertThat(messages("--until=2000-01-01")).isEmpty();
            assertThat(messages("--since=2000-01-01 20:15", "--until=2100-01-01T00:00"))
                    .hasSize(4);
            assertThat(messages("--contains=WHY")).containsExactly("three");
            assertThat(messages("--regex=^t", "--contains=WO")).containsExactly("two");
            assertThat(messages("--trace-id=0af7651916cd43dd")).containsExactly("two");
            assertThat(messages("--lineage=" + ProcessHandle.current().pid())).hasSize(4);
            assertThat(messages("--lineage=4194304")).isEmpty();
            assertThat(messages("-n", "1")).containsExactly("four");
            assertThat(messages("--context-exact=job_id=j1")).containsExactly("two");
            assertThat(messages("--context-exact=job_id=x", "--context-regex=job_id=^j\\d"))
                    .containsExactly("two");
            assertThat(messages("--context-contains=service=es")).hasSize(4);
            assertThat(messages("--context-icontains=service=ES")).hasSize(4);
            assertThat(messages("--context-extra-exact=tenant=acme")).containsExactly("two");
            assertThat(messages("--context-extra-contains=tenant=acme!")).isEmpty();
            assertThat(messages("--context-extra-icontains=tenant=ACM")).containsExactly("two");
            assertThat(messages("--context-extra-regex=tenant=e$")).containsExactly("two");
            assertThat(messages("--extra-exact=chunk=3")).containsExactly("two");
            assertThat(messages("--extra-contains=chunk=4")).isEmpty();
            assertThat(messages("--extra-icontains=chunk=3")).containsExactly("two");
            assertThat(messages("--extra-regex=chunk=[2-4]")).containsExactly("two");
        }
    }

    @Test
    void has_every_format_and_a_look() throws Exception {
        Path page = directory.resolve("page.html");
        try (LogRuntime runtime = open("tree-a")) {
            runtime.get("test").warning("a <b> c");
            assertThat(logrich("--format=html_table", "-o", page.toString())).isEqualTo(new Outcome(0, "", ""));
            assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("a \\u003cb> c");
            assertThat(logrich("--format=html_txt", "--preset=short").out())
                    .startsWith("<!DOCTYPE html>")
                    .contains("|WARN|test: a &lt;b&gt; c");
            assertThat(logrich("--template={level_code} {message}").out()).isEqualTo("WARN a <b> c\n");
            assertThat(logrich("--template={message}", "--color", "--theme=classic")
                            .out())
                    .isEqualTo("\u001b[33ma <b> c\u001b[0m\n");
            Map<String, String> variables =
                    Map.of("XDG_RUNTIME_DIR", base.getParent().toString(), "LOG_DUMP_FORMAT_PRESET", "short_loc_icon");
            assertThat(Outcome.in(variables, "dump").out()).endsWith(" ⚠ test: a <b> c\n");
        }
    }

    @Test
    void shows_nothing_of_who_keeps_nothing_for_dumps_and_says_so() throws Exception {
        RuntimeConfig.Builder config = config("tree-a").enableRingBuffer(false);
        try (LogRuntime runtime = LogRuntime.openRoot(config.treeLog(true).build())) {
            runtime.get("test").info("private");
            Outcome outcome = logrich();
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).isEqualTo("logrich: nothing is kept for dumps here: enableRingBuffer is false\n");
        }
    }

    private List<String> messages(String... options) throws Exception {
        String[] all = java.util.Arrays.copyOf(options, options.length + 1);
        all[options.length] = "--format=json";
        Outcome outcome = logrich(all);
        assertThat(outcome.err()).isEmpty();
        return ((List<?>) JsonReader.read(outcome.out()))
                .stream()
                        .map(event -> String.valueOf(((Map<?, ?>) event).get("message")))
                        .toList();
    }
}
