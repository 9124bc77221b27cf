package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many processes at once: every event arrives once, and every end is told once. */
class ManyChildrenTest {
    private static final int EVENTS = 200;

    @TempDir
    Path directory;

    @Test
    void twelve_children_at_once() throws Exception {
        atOnce(12);
    }

    @Tag("chaos")
    @Test
    void fifty_children_at_once() throws Exception {
        atOnce(50);
    }

    /** They begin in groups, as many as the machine can start, and then live side by side. */
    @Tag("chaos")
    @Test
    void a_hundred_processes_that_live_at_once() throws Exception {
        sideBySide(100, 10);
    }

    @Test
    void twelve_processes_that_live_at_once() throws Exception {
        sideBySide(12, 6);
    }

    private void sideBySide(int children, int group) throws Exception {
        long start = System.nanoTime();
        List<Process> processes = new ArrayList<>();
        try (Town town = new Town(directory.resolve("tree"))) {
            for (int i = 0; i < children; i++) {
                processes.add(town.startSmall(i, EVENTS));
                if (processes.size() % group == 0) {
                    town.await("a group", () -> town.living() == processes.size());
                }
            }
            for (int i = 0; i < children; i++) {
                int child = i;
                town.await("the first events of child " + i, () -> town.complete(child, EVENTS / 2));
            }
            assertThat(town.living()).isEqualTo(children);
            for (Process process : processes) {
                process.getOutputStream().close(); // now it says the rest
            }
            for (Process process : processes) {
                assertThat(process.waitFor()).isZero();
            }
            town.await("the obituaries", () -> town.obituaries.size() >= children);
            assertThat(town.arrived).hasSize(children * EVENTS);
            assertThat(town.duplicates()).isEmpty();
            assertThat(town.obituaries).hasSize(children).allSatisfy(obituary -> {
                assertThat(obituary.level()).as(obituary.message()).isEqualTo(LogLevel.INFO);
                assertThat(obituary.extra()).containsEntry("delivered", (long) EVENTS);
            });
            assertThat(town.living()).isZero();
            assertThat(town.troubles).isEmpty();
            System.out.printf(
                    "%d processes side by side: %d events once each, %d obituaries, %d ms%n",
                    children,
                    town.arrived.size(),
                    town.obituaries.size(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        } finally {
            for (Process process : processes) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private void atOnce(int children) throws Exception {
        long start = System.nanoTime();
        try (Town town = new Town(directory.resolve("tree"))) {
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < children; i++) {
                processes.add(town.start(i, EVENTS));
            }
            for (Process process : processes) {
                assertThat(process.waitFor()).isZero();
            }
            town.await("the obituaries", () -> town.obituaries.size() >= children);
            for (int i = 0; i < children; i++) {
                assertThat(town.complete(i, EVENTS))
                        .as("the events of child " + i)
                        .isTrue();
            }
            assertThat(town.arrived).hasSize(children * EVENTS);
            assertThat(town.duplicates()).isEmpty();
            assertThat(town.obituaries).allSatisfy(obituary -> {
                assertThat(obituary.level()).as(obituary.message()).isEqualTo(LogLevel.INFO);
                assertThat(obituary.extra()).containsEntry("accepted", (long) EVENTS);
                assertThat(obituary.extra()).containsEntry("delivered", (long) EVENTS);
            });
            assertThat(town.obituaries.stream().map(ManyChildrenTest::pid).collect(Collectors.toSet()))
                    .isEqualTo(processes.stream().map(Process::pid).collect(Collectors.toSet()));
            assertThat(town.obituaries).hasSize(children);
            assertThat(town.troubles).isEmpty();
            System.out.printf(
                    "%d children at once: %d events once each, %d obituaries, %d ms%n",
                    children,
                    town.arrived.size(),
                    town.obituaries.size(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    private static Long pid(LogEvent obituary) {
        return (Long) obituary.extra().get("ended_pid");
    }
}
