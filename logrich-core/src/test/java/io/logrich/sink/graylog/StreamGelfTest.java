package io.logrich.sink.graylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.render.SampleBatch;
import io.logrich.settings.GraylogSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** GELF over TCP, to servers that do not behave. */
class StreamGelfTest {
    private final FaultyReceiver receiver = new FaultyReceiver();
    private final GraylogSettings settings = GraylogSettings.of(receiver.endpoint());
    private final GraylogSink sink = GraylogSink.open(settings);

    @AfterEach
    void end() throws IOException {
        sink.close();
        receiver.close();
    }

    @Test
    void many_events_go_over_one_connection() throws IOException {
        write(sink, "a", "b", "c");
        write(sink, "d");

        assertThat(receiver.texts(4)).containsExactly("a", "b", "c", "d");
        assertThat(receiver.connections()).isEqualTo(1);
    }

    @Test
    void who_is_not_there_is_an_io_exception_that_says_where() throws IOException {
        receiver.leave();

        assertThatThrownBy(() -> sink.write(SampleBatch.ofMessages("a")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(String.valueOf(receiver.port()));

        receiver.comeBack();
        write(sink, "a");
        assertThat(receiver.texts(1)).containsExactly("a");
    }

    @Test
    void a_peer_that_has_closed_is_noticed_before_it_swallows_events() throws IOException {
        receiver.manner(FaultyReceiver.closesAfter(1));
        for (int i = 0; i < 20; i++) {
            write(sink, "event " + i);
            receiver.texts(i + 1);
            receiver.await(() -> receiver.openConnections() == 0);
        }

        assertThat(receiver.texts(20)).as("each of them, once").isEqualTo(numbered(0, 20));
    }

    @Test
    void one_that_closes_after_each_event_gets_all_events_of_a_batch() throws IOException {
        receiver.manner(FaultyReceiver.closesAfter(1));
        try (GraylogSink patient =
                GraylogSink.open(settings.withDelivery(d -> d.withResendTime(Duration.ofHours(1))))) {
            offer(patient, numbered(0, 30));
            // What was acknowledged and not read is sent again, as soon as there is something to send: how much that is
            // depends on who of the two is quicker.
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!receiver.texts(1).contains("event 29") && System.nanoTime() - patience < 0) {
                receiver.await(() -> receiver.openConnections() == 0);
                offer(patient, List.of("more"));
            }
        }

        assertThat(receiver.texts(30)).containsAll(numbered(0, 30));
    }

    @Test
    void one_that_says_its_end_and_has_not_closed_yet_may_not_have_read_everything() throws IOException {
        CountDownLatch saidItsEnd = new CountDownLatch(1);
        CountDownLatch close = new CountDownLatch(1);
        receiver.manner((socket, self) -> {
            self.read(socket, 1, 1);
            awaitBytes(socket);
            self.manner(FaultyReceiver.READS);
            socket.shutdownOutput(); // as closing begins, in most programs
            saidItsEnd.countDown();
            awaitQuietly(close);
        });
        write(sink, "read");
        receiver.texts(1);
        write(sink, "acknowledged");
        awaitQuietly(saidItsEnd);

        write(sink, "after");

        assertThat(receiver.texts(4)).containsSubsequence("read", "acknowledged", "after");
        close.countDown();
    }

    @Test
    void one_that_closes_late_and_has_read_one_event_gets_the_next_though_new_ones_come() throws IOException {
        Semaphore close = new Semaphore(0);
        receiver.manner((socket, self) -> {
            self.read(socket, 1, 1);
            close.acquireUninterruptibly();
        });
        write(sink, "event 0");
        write(sink, "event 1"); // no longer careful: acknowledged and never read
        for (int round = 0; round < 5; round++) {
            close.release();
            receiver.await(() -> receiver.openConnections() == 0);
            write(sink, "more " + round);
        }

        receiver.await(() -> receiver.texts(0).contains("event 1"));
        close.release(100);
    }

    @Test
    void one_that_has_broken_a_connection_is_given_one_event_and_time_to_break_the_next() throws IOException {
        receiver.manner((socket, self) -> {
            self.read(socket, 1, 1);
            socket.setSoTimeout(50);
            try {
                socket.getInputStream().read();
                socket.setSoLinger(true, 0); // that was one too many
            } catch (SocketTimeoutException none) {
                // it is given no more
            }
        });
        try (GraylogSink waiting = GraylogSink.open(settings, () -> 0)) { // as long as it takes
            offer(waiting, List.of("broken", "broken"));
            receiver.await(() -> receiver.openConnections() == 0);
            offer(waiting, numbered(0, 10));
            receiver.await(() -> receiver.texts(0).contains("event 9"));
        }

        assertThat(receiver.texts(10)).endsWith(numbered(0, 10).toArray(String[]::new));
    }

    @Test
    void what_was_in_the_air_when_a_connection_broke_is_sent_again() throws IOException {
        CountDownLatch broken = new CountDownLatch(1);
        receiver.manner((socket, self) -> {
            socket.getInputStream().readNBytes(100);
            awaitQuietly(broken);
            socket.setSoLinger(true, 0);
        });
        write(sink, numbered(0, 10).toArray(String[]::new)); // acknowledged by its system, and never read

        receiver.await(() -> receiver.connections() == 1);
        receiver.manner(FaultyReceiver.READS);
        broken.countDown();
        receiver.await(() -> receiver.openConnections() == 0);
        write(sink, "after");

        assertThat(receiver.texts(11)).containsSubsequence(numbered(0, 10)).endsWith("after");
    }

    @Test
    void one_that_breaks_connections_in_mid_frame_loses_nothing_but_time() throws IOException {
        AtomicBoolean first = new AtomicBoolean(true);
        receiver.manner((socket, self) -> {
            if (first.getAndSet(false)) {
                FaultyReceiver.resetsAfter(500).serve(socket, self);
            } else {
                FaultyReceiver.READS.serve(socket, self);
            }
        });

        offer(sink, numbered(0, 500));

        receiver.await(() -> receiver.texts(0).contains("event 499"));
        assertThat(receiver.texts(500)).containsAll(numbered(0, 500));
    }

    @Test
    void one_that_never_reads_is_given_up_at_the_deadline_and_takes_nothing() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        receiver.manner((socket, self) -> awaitQuietly(end));
        String large = "x".repeat(1 << 20);
        try (GraylogSink hasty =
                GraylogSink.open(settings.withDelivery(d -> d.withWriteTimeout(Duration.ofMillis(300))))) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 40; i++) { // more than two systems hold for a connection
                            write(hasty, large);
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in time");
        } finally {
            end.countDown();
        }
    }

    @Test
    void one_that_reads_a_byte_at_a_time_gets_everything() throws IOException {
        receiver.manner((socket, self) -> {
            socket.setReceiveBufferSize(1024);
            self.read(socket, Integer.MAX_VALUE, 1);
        });

        offer(sink, numbered(0, 100));

        assertThat(receiver.texts(100)).containsSubsequence(numbered(0, 100));
    }

    @Test
    void the_next_endpoint_takes_over_and_keeps_what_it_has() throws IOException {
        try (FaultyReceiver other = new FaultyReceiver();
                GraylogSink both = GraylogSink.open(GraylogSettings.of(receiver.endpoint() + "," + other.endpoint()))) {
            write(both, "to the first");
            receiver.texts(1);
            receiver.leave();
            write(both, "to the second");
            receiver.comeBack();
            write(both, "to the second too");

            assertThat(other.texts(3)).contains("to the second", "to the second too");
            assertThat(receiver.texts(1)).containsExactly("to the first");
        }
    }

    private static void awaitBytes(Socket socket) throws IOException {
        while (socket.getInputStream().available() == 0) {
            Thread.onSpinWait();
        }
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static void write(GraylogSink sink, String... messages) throws IOException {
        assertThat(sink.write(SampleBatch.ofMessages(messages))).isEqualTo(messages.length);
    }

    /** As a lane does: until all are taken, however often it fails. */
    static void offer(GraylogSink sink, List<String> messages) {
        List<String> rest = new ArrayList<>(messages);
        for (int failures = 0; !rest.isEmpty(); ) {
            try {
                int taken = sink.write(SampleBatch.ofMessages(rest.toArray(String[]::new)));
                rest.subList(0, taken).clear();
            } catch (IOException failed) {
                assertThat(++failures).as("failures, the last one: %s", failed).isLessThan(1000);
            }
        }
    }

    static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "event " + i).toList();
    }
}
