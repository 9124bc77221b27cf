package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a tree is named to every command that looks at one. */
class TreeChoiceTest extends TreesOfTest {
    private static final String SELF = String.valueOf(ProcessHandle.current().pid());

    TreeChoiceTest() {
        super("level");
    }

    @Test
    void without_a_name_the_only_living_tree_is_meant() throws Exception {
        open("tree-dead").close();
        open("tree-dead-too").close();
        try (LogRuntime runtime = open("tree-alive")) {
            assertThat(treeOf()).isEqualTo("tree-alive");
        }
    }

    @Test
    void several_living_ones_are_listed_with_their_processes_and_no_dead_one() throws Exception {
        open("tree-dead").close();
        try (LogRuntime a = open("tree-a");
                LogRuntime b = open("tree-b")) {
            Outcome outcome = logrich();
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err().lines())
                    .hasSize(3)
                    .contains(
                            "  " + base.resolve("tree-a") + "  alive: " + SELF,
                            "  " + base.resolve("tree-b") + "  alive: " + SELF);
        }
        Outcome dead = logrich("--tree", "tree-");
        assertThat(dead.exitCode()).isEqualTo(2);
        assertThat(dead.err()).contains(base.resolve("tree-dead") + "  no process alive");
    }

    @Test
    void a_name_or_a_run_id_may_be_cut_short() throws Exception {
        try (LogRuntime a = open("tree-aa");
                LogRuntime b = open("tree-ab")) {
            assertThat(treeOf("--tree", "tree-aa")).isEqualTo("tree-aa");
            assertThat(treeOf("--tree", "ab")).isEqualTo("tree-ab");
            String run = runIn("tree-ab");
            assertThat(treeOf("--tree", run)).isEqualTo("tree-ab");
            assertThat(treeOf("--tree", run.substring(0, 8).toUpperCase(java.util.Locale.ROOT)))
                    .isEqualTo("tree-ab");
            assertThat(logrich("--tree", "a").err())
                    .contains("several trees fit")
                    .hasLineCount(3);
            assertThat(logrich("--tree", "").err()).contains("there is no tree").hasLineCount(1);
        }
    }

    @Test
    void a_process_is_found_wherever_its_tree_is() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("else where"));
        Path tree = elsewhere.resolve("some tree");
        Path go = directory.resolve("go");
        ProcessBuilder builder = Program.builder(directory, List.of("run", "--spool", tree.toString(), "--"));
        builder.command().addAll(Program.java(Patient.class, "child", go));
        try (Program program = Program.start(directory, builder)) {
            program.awaitOut("child waits");
            assertThat(logrich("--pid", pid(program.process())).exitCode())
                    .as("the collector")
                    .isZero();
            ProcessHandle child = program.process().children().findFirst().orElseThrow();
            assertThat(logrich("--pid", String.valueOf(child.pid()), "x=INFO").out())
                    .isEqualTo("x=INFO\n");
            assertThat(tree.resolve("levels")).exists();
            Files.createFile(go);
            assertThat(program.await().exitCode()).isZero();
        }
    }

    @Test
    void a_number_that_was_a_dead_process_s_means_the_living_one() throws Exception {
        open("tree-former").close();
        try (LogRuntime runtime = open("tree-now")) {
            assertThat(treeOf("--pid", SELF)).isEqualTo("tree-now");
        }
    }

    @Test
    void what_a_name_does_to_a_terminal_it_does_not_do_here() throws Exception {
        try (LogRuntime a = open("tree-a\u001b[31m");
                LogRuntime b = open("tree-b")) {
            assertThat(logrich().err()).contains("tree-a\\x1b[31m").doesNotContain("\u001b");
        }
        assertThat(logrich("--tree", "\u001b[31m").err())
                .contains("tree-a\\x1b[31m".substring(6))
                .doesNotContain("\u001b");
    }

    private static String pid(Process process) {
        return String.valueOf(process.pid());
    }

    private String runIn(String tree) throws Exception {
        try (var entries = Files.list(base.resolve(tree))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.length() == 36)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The tree that is meant: the one whose levels a command changes. */
    private String treeOf(String... arguments) throws Exception {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "x=INFO";
        Outcome outcome = logrich(all);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        try (var trees = Files.list(base)) {
            List<Path> changed =
                    trees.filter(tree -> Files.exists(tree.resolve("levels"))).toList();
            assertThat(changed).hasSize(1);
            Files.delete(changed.get(0).resolve("levels"));
            return changed.get(0).getFileName().toString();
        }
    }
}
