package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Children that are not like their parent: in pid namespaces of their own, under another user, of another version. */
@Tag("it")
class StrangersTest {
    private static final int NOBODY = 65534;

    @TempDir
    Path directory;

    private Path errors;

    @BeforeEach
    void places() {
        errors = directory.resolve("errors");
    }

    /** Both believe that they are process 1. */
    @Test
    void children_with_the_same_pid_in_namespaces_of_their_own_are_told_apart() throws Exception {
        try (Hall hall = new Hall(directory.resolve("tree"))) {
            Speaker.Handle first = hall.start(Unshared.withPids(hall.speaker(1)));
            Speaker.Handle second = hall.start(Unshared.withPids(hall.speaker(2)));
            assertThat(first.speak(100)).isEqualTo(100);
            assertThat(second.speak(100)).isEqualTo(100);
            hall.await("both are heard", () -> hall.heardFrom(1) == 100 && hall.heardFrom(2) == 100);
            assertThat(hall.spoken).allSatisfy(event -> {
                assertThat(event.context().processId()).isEqualTo(1);
                assertThat(event.context().processIdChain())
                        .containsExactly(ProcessHandle.current().pid(), 1L);
            });

            first.process().destroyForcibly().waitFor();
            hall.await("one is dead", () -> hall.runtime.livingMembers() == 1);
            hall.await(
                    "its end is told",
                    () -> hall.obituaries().stream()
                            .anyMatch(told -> told.startsWith("process 1 (Speaker) ended: without closing")));
            assertThat(second.speak(100)).isEqualTo(100);
            hall.await("the other one is heard", () -> hall.heardFrom(2) == 200);
            second.end();
            hall.await(
                    "its end is told too",
                    () -> hall.obituaries().stream()
                            .anyMatch(told -> told.startsWith("process 1 (Speaker) ended: closed in order")
                                    && told.contains("accepted 200, dropped 0, delivered 200")));
            assertThat(hall.obituaries().stream().filter(told -> told.startsWith("process 1 ")))
                    .hasSize(2);
            assertThat(hall.reports).isEmpty();
        }
    }

    @Test
    void a_child_of_another_user_cannot_join_and_logs_on_its_own() throws Exception {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            System.err.println("SKIPPED: children of another user, since only root can start them");
            abort("only root can start children of another user");
        }
        Path readable = directory.resolve("classes");
        try (Hall hall = new Hall(directory.resolve("tree"))) {
            ProcessBuilder child = asNobody(hall.speaker(1), readable).redirectError(errors.toFile());
            Speaker.Handle speaker = hall.start(child);
            assertThat(speaker.spool()).doesNotContain(directory.toString());
            assertThat(speaker.speak(3)).isEqualTo(3);
            assertThat(speaker.end()).isZero();
            assertThat(Files.readString(errors))
                    .containsOnlyOnce("cannot be joined, this process logs on its own")
                    .contains("must belong to user 65534, belongs to user 0")
                    .contains("1:3");
            hall.await("its end is told", () -> hall.obituaries().size() == 1);
            assertThat(hall.obituaries().get(0)).contains("(speaker) ended: exit code 0");
            assertThat(hall.spoken).isEmpty();
        }
    }

    /** Root could: and would leave files there that the user cannot touch, or be led elsewhere by him. */
    @Test
    void root_does_not_join_the_tree_of_a_user() throws Exception {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            System.err.println("SKIPPED: a tree of another user, since only root can give files away");
            abort("only root can give files away");
        }
        Path tree = directory.resolve("tree");
        try (Hall hall = new Hall(tree)) {
            ProcessBuilder child = hall.speaker(1).redirectError(errors.toFile());
            Files.setAttribute(tree, "unix:uid", NOBODY);
            Speaker.Handle speaker = hall.start(child);
            assertThat(speaker.spool()).doesNotContain(directory.toString());
            assertThat(speaker.speak(1)).isEqualTo(1);
            speaker.end();
            assertThat(Files.readString(errors)).contains("must belong to user 0, belongs to user 65534");
            Files.setAttribute(tree, "unix:uid", 0);
        }
    }

    @Test
    void a_tree_of_a_newer_format_is_left_alone_with_one_line() throws Exception {
        Path tree = directory.resolve("tree");
        try (Hall hall = new Hall(tree)) {
            ProcessBuilder child = hall.speaker(1).redirectError(errors.toFile());
            Files.writeString(tree.resolve("format"), "2\n");
            Speaker.Handle speaker = hall.start(child);
            assertThat(speaker.spool()).doesNotContain(directory.toString());
            assertThat(speaker.speak(1)).isEqualTo(1);
            speaker.end();
            assertThat(Files.readString(errors))
                    .containsOnlyOnce("WARN")
                    .contains("must be a tree of format 1, has format 2");
            Files.delete(tree.resolve("format"));
        }
    }

    @Test
    void a_carrier_may_say_more_than_is_understood_and_one_of_a_newer_version_is_left_alone() throws Exception {
        Path tree = directory.resolve("tree");
        try (Hall hall = new Hall(tree)) {
            ProcessBuilder child = hall.speaker(1);
            Path carrier = tree.resolve("carriers").resolve(child.environment().get("LOG_CARRIER"));
            String content = Files.readString(carrier);
            Files.writeString(carrier, content.replace("\"version\":1", "\"version\":1,\"mood\":{\"good\":[true]}"));
            Speaker.Handle understanding = hall.start(child);
            assertThat(understanding.spool()).isEqualTo(tree.toString());
            assertThat(understanding.speak(5)).isEqualTo(5);
            hall.await("it is heard", () -> hall.heardFrom(1) == 5);
            understanding.end();

            Files.writeString(carrier, content.replace("\"version\":1", "\"version\":2"));
            Speaker.Handle alone = hall.start(child.redirectError(errors.toFile()));
            assertThat(alone.spool()).doesNotContain(directory.toString());
            assertThat(alone.speak(1)).isEqualTo(1);
            alone.end();
            assertThat(Files.readString(errors))
                    .containsOnlyOnce("WARN")
                    .contains("a carrier must be a JSON object of version 1");
        }
    }

    /** The classes of the test may lie where nobody else can read them. */
    private static ProcessBuilder asNobody(ProcessBuilder builder, Path readable) throws IOException {
        List<String> command = builder.command();
        int at = command.indexOf("-cp") + 1;
        Files.createDirectory(readable);
        StringBuilder path = new StringBuilder();
        for (String entry : command.get(at).split(":")) {
            if (Files.isDirectory(Path.of(entry))) {
                Path copy = readable.resolve(String.valueOf(path.length()));
                copy(Path.of(entry), copy);
                path.append(copy).append(':');
            }
        }
        command.set(at, path.toString());
        Files.setPosixFilePermissions(
                readable.getParent(), java.nio.file.attribute.PosixFilePermissions.fromString("rwx--x--x"));
        command.addAll(0, List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        return builder;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
