package io.logrich.os.journald;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.codec.EventView;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.JournaldSettings;
import io.logrich.settings.SettingsException;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import io.logrich.testing.EncodedBatch;
import io.logrich.testing.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the sink does about a journald that is slow, gone, or comes back. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class JournaldSinkTest {
    private static final int MANY = 1000;

    @TempDir
    Path directory;

    private FakeJournald journald;
    private Sink sink;

    @BeforeEach
    void open() throws IOException {
        journald = new FakeJournald(directory.resolve("socket"));
        sink = new JournaldProvider().open(settings());
    }

    @AfterEach
    void close() {
        journald.close();
    }

    @Test
    void a_full_queue_makes_the_lane_wait_and_not_the_sink() throws IOException {
        journald.reading(false);
        EncodedBatch batch = Events.batch(numbered(0, MANY));
        int taken = sink.write(batch);
        assertThat(taken).isBetween(1, MANY - 1);

        long quickest = Long.MAX_VALUE; // of some: on a busy machine one may take longer through no fault of ours
        for (int i = 0; i < 5; i++) {
            long before = System.nanoTime();
            assertThat(sink.write(batch.from(taken))).isZero();
            quickest = Math.min(quickest, System.nanoTime() - before);
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(quickest))
                .as("milliseconds for which the lane gets no answer")
                .isBetween(50L, 200L);

        journald.reading(true);
        write(Events.batch(numbered(taken, MANY)));
        assertThat(journald.messages()).containsExactly(numbered(0, MANY));
    }

    @Test
    void what_a_journald_had_not_read_when_it_died_is_sent_to_the_next_one() throws IOException {
        journald.reading(false);
        int taken = sink.write(Events.batch(numbered(0, MANY)));
        assertThat(taken).isPositive();
        journald.die();
        journald.reading(true);
        assertThatThrownBy(() -> sink.write(Events.batch(numbered(taken, MANY))))
                .isInstanceOf(IOException.class);

        journald.listen();
        write(Events.batch(numbered(taken, MANY)));
        sink.flush();
        assertThat(journald.messages()).containsExactly(numbered(0, MANY));
    }

    @Test
    void the_last_events_before_silence_are_not_lost_with_a_journald_that_had_not_read_them() throws IOException {
        journald.reading(false);
        assertThat(sink.write(Events.batch("last"))).isEqualTo(1);
        journald.die();
        assertThatThrownBy(sink::flush).isInstanceOf(IOException.class);
        assertThatThrownBy(sink::flush).isInstanceOf(IOException.class);
        journald.listen();
        journald.reading(true);
        sink.flush();
        assertThat(journald.messages()).containsExactly("last");
    }

    @Test
    void each_event_arrives_however_often_journald_dies() throws IOException {
        int done = 0;
        for (int round = 0; round < 10; round++) {
            done += sink.write(Events.batch(numbered(done, done + 97)));
            journald.die();
            assertThatThrownBy(() -> sink.flush()).isInstanceOf(IOException.class);
            journald.listen();
        }
        write(Events.batch(numbered(done, MANY)));
        sink.close();
        List<String> messages = journald.messages();
        assertThat(new HashSet<>(messages)).isEqualTo(new HashSet<>(List.of(numbered(0, MANY))));
        assertThat(new ArrayList<>(new java.util.LinkedHashSet<>(messages))).containsExactly(numbered(0, MANY));
    }

    @Test
    void what_is_too_large_for_a_datagram_goes_as_a_sealed_file() throws IOException {
        String large = "x".repeat(600 * 1024);
        write(Events.batch("before", large, "after"));
        sink.flush();
        assertThat(journald.messages()).containsExactly("before", large, "after");
        assertThat(journald.files()).isEqualTo(1);
    }

    @Test
    void files_do_not_pile_up_in_front_of_a_journald_that_does_not_read() throws IOException {
        journald.reading(false);
        String large = "x".repeat(1 << 20);
        String[] messages = new String[12];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = i + large;
        }
        EncodedBatch batch = Events.batch(messages);
        int descriptors = descriptors();
        int taken = 0;
        for (int i = 0; i < 5; i++) {
            taken += sink.write(batch.from(taken));
        }
        assertThat(taken).isBetween(1, 6);
        assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 2);

        journald.reading(true);
        write(batch.from(taken));
        sink.flush();
        assertThat(journald.messages()).containsExactly(messages);
    }

    @Test
    void no_descriptor_is_left_behind() throws IOException {
        int before = descriptors();
        for (int i = 0; i < 50; i++) {
            Sink one = new JournaldProvider().open(settings());
            one.write(Events.batch("x".repeat(300_000)));
            one.close();
        }
        journald.entries();
        assertThat(descriptors()).isLessThan(before + 10);
    }

    @Test
    void those_before_an_event_that_cannot_be_read_are_not_sent_twice() throws IOException {
        EventBatch whole = Events.batch("first", "damaged");
        EventBatch damaged = new EventBatch() {
            @Override
            public int size() {
                return whole.size();
            }

            @Override
            public LogLevel level(int index) {
                return whole.level(index);
            }

            @Override
            public EventView view(int index) {
                if (index == 1) {
                    throw new UncheckedIOException(new IOException("damaged"));
                }
                return whole.view(index);
            }

            @Override
            public LogEvent event(int index) {
                return whole.event(index);
            }
        };
        assertThat(sink.write(damaged)).isEqualTo(1);
        assertThat(journald.messages()).containsExactly("first");
    }

    @Test
    void a_socket_that_is_not_there_or_is_none_is_refused_at_once() throws IOException {
        assertRefused(directory.resolve("nothing"), "No such file");
        assertRefused(Files.createFile(directory.resolve("file")), "refused");
        assertRefused(directory, "refused");
    }

    @Test
    void a_journald_that_is_being_started_is_waited_for() throws IOException {
        journald.die();
        Sink early = new JournaldProvider().open(settings());
        assertThatThrownBy(() -> early.write(Events.batch("early"))).isInstanceOf(IOException.class);
        journald.listen();
        assertThat(early.write(Events.batch("early"))).isEqualTo(1);
        early.close();
        assertThat(journald.messages()).containsExactly("early");
    }

    @Test
    void a_check_says_whether_somebody_listens_and_sends_nothing() throws IOException {
        assertThat(new JournaldProvider().check(settings()).check())
                .isEqualTo("journald listens at " + journald.path());
        assertThat(journald.entries()).isEmpty();
        journald.die();
        assertThatThrownBy(() -> new JournaldProvider().check(settings()).check())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Connection refused");
    }

    @Test
    void an_end_before_journald_has_read_everything_says_so() throws IOException {
        journald.reading(false);
        sink.write(Events.batch("unread"));
        assertThatThrownBy(sink::close).isInstanceOf(IOException.class).hasMessageContaining("has not read 1 entries");
    }

    private void assertRefused(Path path, String reason) {
        assertThatThrownBy(() -> new JournaldProvider().open(settings().withSocket(path)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("journaldSocket must be a socket of journald")
                .hasMessageContaining(reason);
    }

    private JournaldSettings settings() {
        return JournaldSettings.DEFAULT.withSocket(journald.path());
    }

    private void write(EncodedBatch batch) throws IOException {
        EncodedBatch rest = batch;
        while (rest.size() > 0) {
            rest = rest.from(sink.write(rest));
        }
    }

    private static int descriptors() throws IOException {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return (int) all.count();
        }
    }

    private static String[] numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "event " + i).toArray(String[]::new);
    }
}
