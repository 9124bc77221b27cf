package io.logrich.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.logrich.event.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real programs. */
@Timeout(60)
class ProcessCaptureTest {
    private static final CapturePlan PLAN =
            new CapturePlan("test", true, true, Duration.ofMillis(200), 1 << 20, 64 * 1024, false);

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final LinkedBlockingQueue<CapturedEvent> lines = new LinkedBlockingQueue<>();

    @Test
    void keeps_the_order_within_each_stream() throws Exception {
        capture("i=0; while [ $i -lt 2000 ]; do echo o$i; echo e$i >&2; i=$((i+1)); done");
        for (String source : List.of("stdout", "stderr")) {
            List<String> texts = lines.stream()
                    .filter(line -> line.source().equals(source))
                    .map(line -> line.message().substring(1))
                    .toList();
            assertThat(texts).hasSize(2000).isSortedAccordingTo((a, b) -> Integer.valueOf(a) - Integer.valueOf(b));
        }
    }

    @Test
    void takes_the_level_from_the_line() throws Exception {
        capture("echo '[WARN] low on space'; echo '<3>failed'");
        assertThat(lines)
                .extracting(CapturedEvent::source, CapturedEvent::level, CapturedEvent::message)
                .containsExactly(
                        tuple("stdout", LogLevel.WARNING, "[WARN] low on space"),
                        tuple("stdout", LogLevel.ERROR, "failed"));
    }

    @Test
    void passes_both_streams_through_on_request() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        capture("printf 'a\\r\\nb'; printf 'c' >&2", out, err);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a\r\nb");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("c");
        assertThat(lines.stream().map(CapturedEvent::message)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void reads_on_when_the_program_has_ended_and_its_child_writes() throws Exception {
        Path go = directory.resolve("go");
        String late = "i=0; while [ $i -lt 300 ]; do echo late $i; i=$((i+1)); done";
        ProcessCapture capture =
                start("(while [ ! -e '" + go + "' ]; do sleep 0.01; done; " + late + ") & echo early", null, null);
        capture.process().waitFor();
        assertThat(take()).isEqualTo("early");
        Files.createFile(go);
        for (int i = 0; i < 300; i++) {
            assertThat(take()).isEqualTo("late " + i);
        }
        assertThat(capture.awaitEnd(LONG)).isTrue();
    }

    @Test
    void does_not_wait_for_a_child_that_keeps_the_pipe_open_and_shows_what_it_has_begun() throws Exception {
        Path go = directory.resolve("go");
        ProcessCapture capture = start(
                "(printf 'first\\nbegun'; while [ ! -e '" + go + "' ]; do sleep 0.01; done) & " + "while ! [ -e '" + go
                        + "x' ]; do sleep 0.01; done",
                null,
                null);
        assertThat(take()).isEqualTo("first"); // from now on the streams are ours, not the JDK's to close
        Files.createFile(directory.resolve("gox"));
        capture.process().waitFor();
        assertThat(capture.awaitEnd(Duration.ofMillis(1))).isFalse();
        assertThat(take()).isEqualTo("begun");
        Files.createFile(go);
        assertThat(capture.awaitEnd(LONG)).isTrue();
    }

    @Test
    void makes_the_program_wait_when_nobody_takes_its_lines() throws Exception {
        Object taking = new Object();
        ProcessCapture capture;
        synchronized (taking) {
            capture = ProcessCapture.start(
                    new ProcessBuilder("sh", "-c", "yes | head -n 1000000"), PLAN, process -> line -> {
                        synchronized (taking) {
                            lines.add(line);
                        }
                    });
            // it can fill the pipe and no more; a second is plenty for it to write everything if it were not held up
            assertThat(capture.process().waitFor(1, TimeUnit.SECONDS)).isFalse();
        }
        assertThat(capture.awaitEnd(LONG)).isTrue();
        assertThat(lines).hasSize(1_000_000);
    }

    @Test
    void says_why_a_program_cannot_be_started() {
        assertThatThrownBy(
                        () -> ProcessCapture.start(new ProcessBuilder("/no/such/program"), PLAN, process -> lines::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void reads_a_process_that_somebody_else_has_started() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "read line; echo \"got $line\"").start();
        ProcessCapture capture = ProcessCapture.of(process, PLAN, lines::add);
        try (OutputStream in = process.getOutputStream()) {
            in.write("it\n".getBytes(StandardCharsets.UTF_8));
        }
        process.waitFor();
        assertThat(capture.awaitEnd(LONG)).isTrue();
        assertThat(take()).isEqualTo("got it");
    }

    private String take() throws InterruptedException {
        CapturedEvent line = lines.poll(30, TimeUnit.SECONDS);
        return line == null ? "nothing" : line.message();
    }

    private void capture(String script) throws Exception {
        capture(script, null, null);
    }

    private void capture(String script, OutputStream out, OutputStream err) throws Exception {
        ProcessCapture capture = start(script, out, err);
        capture.process().waitFor();
        assertThat(capture.awaitEnd(LONG)).isTrue();
    }

    private ProcessCapture start(String script, OutputStream out, OutputStream err) throws IOException {
        return ProcessCapture.start(
                new ProcessBuilder("sh", "-c", script), PLAN, new ProcessCapture.Tee(out, err), process -> lines::add);
    }
}
