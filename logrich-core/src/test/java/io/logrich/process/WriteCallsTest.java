package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many writing system calls events take: none of their callers', and of their sinks' one for each batch. */
class WriteCallsTest {
    /** A full batch has 256 KiB of the ring, and these events have fewer than 320 bytes there; three may be shorter. */
    private static final long MOST_BATCHES = 3 + Waiting.EVENTS / (256 * 1024 / 320);

    @TempDir
    Path directory;

    @BeforeEach
    void linux() {
        if (!CountedSink.canCount()) {
            System.err.println("SKIPPED: system calls, since this system does not count them for each thread");
            abort("no /proc/thread-self/io");
        }
    }

    @Test
    void a_file_is_written_once_for_each_batch() throws Exception {
        Path file = directory.resolve("events.jsonl");
        Counts counts = run("file", file.toString(), directory.resolve("stdout"));

        assertOneWriteForEachBatch(counts);
        assertThat(Files.readAllLines(file)).hasSize(Waiting.EVENTS);
    }

    @Test
    void a_console_is_written_to_once_for_each_batch() throws Exception {
        Path file = directory.resolve("stdout");
        Counts counts = run("console", "STDOUT", file);

        assertOneWriteForEachBatch(counts);
        assertThat(Files.readAllLines(file)).hasSize(Waiting.EVENTS);
    }

    /** A socket may take part of a batch; then the rest goes with another call. */
    @Test
    void a_connection_is_written_to_once_for_many_events() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Long> received = CompletableFuture.supplyAsync(() -> messages(server));
            Counts counts = run("gelf", "127.0.0.1:" + server.getLocalPort(), directory.resolve("stdout"));

            assertThat(counts.ofCaller).isZero();
            assertThat(counts.events).isEqualTo(Waiting.EVENTS);
            assertThat(counts.batches).isLessThanOrEqualTo(MOST_BATCHES);
            assertThat(counts.writes).isBetween(counts.batches, 10 * MOST_BATCHES);
            assertThat(received.join()).isEqualTo(Waiting.EVENTS);
        }
    }

    private static void assertOneWriteForEachBatch(Counts counts) {
        assertThat(counts.ofCaller).isZero();
        assertThat(counts.events).isEqualTo(Waiting.EVENTS);
        assertThat(counts.batches).isLessThanOrEqualTo(MOST_BATCHES);
        assertThat(counts.writes).isEqualTo(counts.batches);
    }

    private static long messages(ServerSocket server) {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream()) {
            byte[] bytes = new byte[64 * 1024];
            long messages = 0;
            for (int got = in.read(bytes); got >= 0; got = in.read(bytes)) {
                for (int i = 0; i < got; i++) {
                    messages += bytes[i] == 0 ? 1 : 0;
                }
            }
            return messages;
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private Counts run(String kind, String target, Path standardOutput) throws Exception {
        Path said = directory.resolve("stderr");
        Process process = Jvms.java(List.of(), Waiting.class, kind, target)
                .redirectOutput(standardOutput.toFile())
                .redirectError(said.toFile())
                .start();
        assertThat(process.waitFor()).as(said.toString()).isZero();
        return Counts.of(Files.readString(said));
    }

    private record Counts(long ofCaller, long events, long batches, long writes) {
        static Counts of(String said) {
            long[] numbers = Arrays.stream(
                            said.replaceAll("[^0-9]+", " ").strip().split(" "))
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new Counts(numbers[0], numbers[1], numbers[2], numbers[3]);
        }
    }
}
