package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code logrich} and the README, in a clean copy of the repository. One story, told in order. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StartScriptTest {
    private static final String BUILDING = "logrich: building, this once (up to a minute)\n";
    private static final Outcome HELLO = new Outcome(0, "Hello World\n", "");

    @TempDir
    static Path directory;

    private static CleanCopy copy;

    @BeforeAll
    static void copyTheRepository() throws Exception {
        copy = CleanCopy.into(directory);
    }

    @Test
    @Order(1)
    void two_first_starts_at_once_build_once() throws Exception {
        buildsOnceForTwo("./logrich hello");
    }

    @Test
    @Order(2)
    void later_starts_are_silent_from_anywhere_and_through_links() throws Exception {
        assertThat(copy.shell("./logrich hello")).isEqualTo(HELLO);
        Path links = Files.createDirectories(directory.resolve("some links"));
        Files.createSymbolicLink(links.resolve("absolute"), copy.root().resolve("logrich"));
        Files.createSymbolicLink(links.resolve("relative"), Path.of("../a clean copy/logrich"));
        Files.createSymbolicLink(links.resolve("twice"), Path.of("relative"));
        for (String link : List.of("absolute", "relative", "twice")) {
            assertThat(copy.shell(links, "./" + link + " hello")).isEqualTo(HELLO);
            assertThat(copy.shell(Path.of("/"), "'" + links + "/" + link + "' hello"))
                    .isEqualTo(HELLO);
        }
        assertThat(copy.shell(
                        "unset JAVA_HOME; PATH='" + System.getProperty("java.home") + "/bin':$PATH; ./logrich hello"))
                .isEqualTo(HELLO);
    }

    /** The VM tells where its classes come from; which ones it keeps depends on the JDK and on blanks in the path. */
    @Test
    @Order(2)
    void the_build_leaves_classes_that_the_VM_need_not_read_again() throws Exception {
        Outcome started = copy.shell("read -r program <logrich-cli/target/.built; cd logrich-cli/target/$program;"
                + " '" + System.getProperty("java.home") + "/bin/java' -XX:+UseSerialGC -Xlog:class+load"
                + " -XX:SharedArchiveFile=\"$PWD/logrich-cli.jsa\" -jar \"$PWD/logrich-cli.jar\" hello");

        assertThat(started.out()).contains("source: shared objects file (top)");
    }

    @Test
    @Order(3)
    void classes_of_another_VM_or_none_are_passed_over_in_silence() throws Exception {
        String archive = "read -r program <logrich-cli/target/.built; cd logrich-cli/target/$program; ";
        copy.shell(archive + "chmod u+w logrich-cli.jsa; echo of another VM >logrich-cli.jsa");
        assertThat(copy.shell("./logrich hello")).isEqualTo(HELLO);
        copy.shell(archive + "rm logrich-cli.jsa");
        assertThat(copy.shell("./logrich hello")).isEqualTo(HELLO);
    }

    /** From Java 24 on the VM would warn of JNA if the program's jar did not say that it may use native code. */
    @Test
    @Order(2)
    @EnabledOnOs(OS.LINUX)
    void a_start_with_the_journal_is_as_silent() throws Exception {
        try (JournaldInPython journald = JournaldInPython.in(directory)) {
            assertThat(copy.shell("./logrich run --console-stream none --journald --journald-socket '"
                            + journald.socket() + "' -- echo hello"))
                    .isEqualTo(new Outcome(0, "", ""));
            assertThat(journald.entries(2).get(0)).containsEntry("MESSAGE", "hello");
        }
    }

    @Test
    @Order(3)
    void its_exit_code_and_its_arguments_are_the_programs() throws Exception {
        assertThat(copy.shell("./logrich fail").exitCode()).isEqualTo(1);
        assertThat(copy.shell("./logrich nonsense").exitCode()).isEqualTo(2);
        Outcome run = copy.shell("./logrich run -- sh -c 'echo \"$1\"; exit 9' x 'two  words'");
        assertThat(run.exitCode()).isEqualTo(9);
        assertThat(run.out()).contains("two  words");
    }

    @Test
    @Order(4)
    void a_build_that_fails_says_why_and_the_next_start_tries_again() throws Exception {
        Path source = copy.root().resolve("logrich-cli/src/main/java/io/logrich/cli/Broken.java");
        Files.writeString(source, "this is no Java\n");
        for (int i = 0; i < 2; i++) {
            Outcome outcome = copy.shell("./logrich hello");
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err())
                    .startsWith(BUILDING)
                    .contains("Broken.java")
                    .endsWith("logrich: the build has failed\n");
        }
        Files.delete(source);
    }

    @Test
    @Order(5)
    void without_flock_it_builds_too_and_is_not_stopped_by_a_dead_builder() throws Exception {
        Path tools = withoutFlock();
        Path lock = copy.root().resolve("logrich-cli/target/.building");
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createSymbolicLink(lock, Path.of("pid-" + dead.pid()));
        buildsOnceForTwo("PATH='" + tools + "' ./logrich hello");
        assertThat(lock).doesNotExist();
        copy.shell("rm -r '" + tools + "'"); // JUnit would warn of each link
        assertThat(copy.shell("./logrich hello")).isEqualTo(HELLO);
    }

    @Test
    @Order(6)
    void what_the_readme_says_is_so() throws Exception {
        Readme readme = Readme.read(copy.root().resolve("README.md"));
        readme.verify(copy, directory);
    }

    @Test
    @Order(7)
    void a_worker_that_is_killed_leaves_its_last_events_and_an_obituary() throws Exception {
        Path file = directory.resolve("killed.jsonl");
        Outcome outcome = copy.shell("./logrich run --console-stream none --file '" + file
                + "' -- examples/encode-batch/run --kill-one docs");
        assertThat(outcome).isEqualTo(new Outcome(1, "", ""));
        List<Map<String, Object>> events = Jsonl.events(file);
        assertThat(events.stream().map(event -> event.get("event_id"))).doesNotHaveDuplicates();
        Map<String, Object> obituary = events.stream()
                .filter(event -> Jsonl.isOfTree(event)
                        && String.valueOf(event.get("message")).contains("(EncodeWorker)")
                        && event.get("level").equals("error"))
                .findFirst()
                .orElseThrow();
        Map<?, ?> extra = (Map<?, ?>) obituary.get("extra");
        assertThat(extra.get("delivered")).isEqualTo(extra.get("accepted"));
        long last = events.stream()
                .filter(event -> Jsonl.context(event).get("process_id").equals(extra.get("ended_pid")))
                .count();
        assertThat(last).isGreaterThanOrEqualTo(3).isEqualTo(extra.get("accepted"));
    }

    @Test
    @Order(8)
    void what_the_examples_say_is_so() throws Exception {
        for (String example : List.of("serialized-context", "spawn-recipe", "worker-pool")) {
            Readme.read(copy.root().resolve("examples/" + example + "/README.md"))
                    .verify(copy::shell);
        }
    }

    @Test
    @Order(9)
    void the_events_of_the_examples_carry_what_their_processes_were_given() throws Exception {
        new ExampleEvents(copy, directory).verify();
    }

    private static void buildsOnceForTwo(String script) throws Exception {
        List<CleanCopy.Running> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(copy.start(copy.root(), script));
        }
        List<String> said = new ArrayList<>();
        for (CleanCopy.Running one : both) {
            Outcome outcome = CleanCopy.await(one);
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.out()).isEqualTo("Hello World\n");
            said.add(outcome.err());
        }
        assertThat(said).containsExactlyInAnyOrder(BUILDING, "");
    }

    /** Every tool there is but one. */
    private static Path withoutFlock() throws Exception {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        for (String part : System.getenv("PATH").split(":")) {
            if (!Files.isDirectory(Path.of(part))) {
                continue;
            }
            try (Stream<Path> files = Files.list(Path.of(part))) {
                for (Path file : files.toList()) {
                    Path link = tools.resolve(file.getFileName());
                    if (!file.endsWith("flock") && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                        Files.createSymbolicLink(link, file);
                    }
                }
            }
        }
        return tools;
    }
}
