package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon outlives the tree that it has inherited: its parent ends in order, and it goes on logging for as long as it likes. */
class DaemonTest {
    /** More than may wait in its ring. */
    private static final long EVENTS = 30_000;

    private static final long AT_ONCE = 1000;

    /** More than half of the 16,384 that may wait, so that the ring counts as filling, and less than all. */
    private static final long MOST_WAITING = 10_000;

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();
    private Path file;

    @AfterEach
    void nobody_is_left() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void when_its_ring_fills_it_goes_on_for_the_collector_that_has_ended() throws Exception {
        file = directory.resolve("events.jsonl");
        Speaker.Handle daemon = orphan("collector-with-a-file");
        long accepted = 0;
        for (long said = 0; said < EVENTS; said += AT_ONCE) {
            accepted += daemon.speak(AT_ONCE);
            awaitRoom(said + AT_ONCE);
        }
        assertThat(accepted).isEqualTo(EVENTS);
        assertThat(daemon.end()).isZero();

        assertThat(lines("\"speaker\"")).isEqualTo(EVENTS);
        assertThat(lines("collects from now on, since the collector has ended and the ring of this process fills"))
                .isEqualTo(1);
    }

    @Test
    void where_it_cannot_its_ring_is_what_there_is_and_the_rest_is_counted() throws Exception {
        file = directory.resolve("missing").resolve("events.jsonl");
        Files.createDirectory(file.getParent());
        Speaker.Handle daemon = orphan("collector-with-a-file");
        Files.delete(file);
        Files.delete(file.getParent()); // nobody can open that sink any more
        long accepted = 0;
        for (long said = 0; said < EVENTS; said += AT_ONCE) {
            accepted += daemon.speak(AT_ONCE);
        }
        assertThat(accepted).isBetween(10_000L, EVENTS - 1);
        assertThat(daemon.end()).isEqualTo(EVENTS - accepted);
    }

    /** Waits while too much is in the ring for the next thousand to fit for sure. */
    private void awaitRoom(long said) {
        long start = System.nanoTime();
        while (said > MOST_WAITING && said - lines("\"speaker\"") > MOST_WAITING) {
            assertThat(System.nanoTime() - start).as("said " + said).isLessThan(TimeUnit.SECONDS.toNanos(60));
            Thread.onSpinWait();
        }
    }

    /** A speaker whose parent has ended. */
    private Speaker.Handle orphan(String place) throws Exception {
        Process collector = Jvms.java(List.of(), CollectorProcess.class, directory.resolve(place), file)
                .start();
        processes.add(collector);
        ProcessBuilder builder = Jvms.java(List.of("-Xmx32m"), Speaker.class, 1);
        BufferedReader output = collector.inputReader();
        for (String line = output.readLine(); !"collecting".equals(line); line = output.readLine()) {
            String[] variable = line.split("=", 2);
            builder.environment().put(variable[0], variable[1]);
        }
        Process process = builder.start();
        processes.add(process);
        Speaker.Handle daemon = Speaker.Handle.of(process);
        collector.getOutputStream().close();
        assertThat(collector.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return daemon;
    }

    private long lines(String text) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException notYet) {
            return 0;
        }
    }
}
