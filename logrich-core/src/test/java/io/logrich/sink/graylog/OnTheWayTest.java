package io.logrich.sink.graylog;

import static io.logrich.sink.graylog.StreamGelfTest.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.render.SampleBatch;
import io.logrich.render.SampleEvent;
import io.logrich.settings.GraylogSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of messages that a connection was given and that are not known to have arrived. */
class OnTheWayTest {
    /** More than three messages and less than four. */
    private static final int OPEN = 1000;

    private final GraylogSettings settings = GraylogSettings.of("127.0.0.1:1");
    private final ScriptedWire first = new ScriptedWire();
    private final ScriptedWire second = new ScriptedWire();
    private final Deque<Wire> wires = new ArrayDeque<>(List.of(first, second));
    private final StreamGelf stream = stream(settings);

    @Test
    void the_last_few_of_many_are_left_and_not_sent_again() throws IOException {
        first.open = OPEN;

        assertThat(stream.send(events(0, 50))).isEqualTo(46);
        assertThat(stream.send(events(46, 96))).isEqualTo(46);
        assertThat(stream.send(events(92, 142))).isEqualTo(46);

        assertThat(first.texts()).isEqualTo(numbered(0, 142));
        assertThat(first.looks).isZero();
    }

    @Test
    void when_nothing_more_comes_they_are_looked_for() throws IOException {
        first.open = OPEN;
        stream.send(events(0, 50));

        assertThat(stream.send(events(46, 50))).isEqualTo(4);
        assertThat(first.texts()).isEqualTo(numbered(0, 50));
        assertThat(first.looks).isEqualTo(1);

        assertThat(stream.send(events(50, 51))).isEqualTo(1);
        assertThat(first.texts()).isEqualTo(numbered(0, 51));
    }

    @Test
    void of_few_all_are_looked_for_at_once() throws IOException {
        first.open = OPEN;

        assertThat(stream.send(events(0, 7))).isEqualTo(7);
        assertThat(first.looks).isEqualTo(1);
    }

    @Test
    void fewer_than_are_on_their_way_may_be_offered() throws IOException {
        first.open = OPEN;
        stream.send(events(0, 50));

        assertThat(stream.send(events(46, 48))).isEqualTo(2);
        assertThat(stream.send(events(48, 98))).isEqualTo(46);
        assertThat(first.texts()).isEqualTo(numbered(0, 98));
    }

    @Test
    void what_the_lane_gives_up_does_not_stand_for_something_else() throws IOException {
        first.open = OPEN;
        stream.send(events(0, 50));

        assertThat(stream.send(events(48, 98))).isEqualTo(46);
        assertThat(first.texts())
                .startsWith(numbered(0, 50).toArray(String[]::new))
                .endsWith("event 97");
        assertThat(first.texts().subList(50, 100)).isEqualTo(numbered(48, 98));
    }

    @Test
    void a_connection_that_breaks_while_it_is_waited_for_has_taken_nothing() throws IOException {
        StreamGelf forgetful = stream(settings.withDelivery(d -> d.withResendTime(Duration.ZERO)));
        first.open = OPEN;
        second.open = OPEN;
        first.breaksWhileWaiting = true;

        assertThatThrownBy(() -> forgetful.send(events(0, 50)))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
        for (int at = 0; at < 50; ) {
            at += forgetful.send(events(at, 50)); // one, then two, then more: the peer has failed once
        }

        assertThat(second.texts()).isEqualTo(numbered(0, 50));
    }

    @Test
    void one_that_ends_in_order_with_everything_acknowledged_has_them() throws IOException {
        first.open = OPEN;
        stream.send(events(0, 50));
        first.ended = true;

        assertThat(stream.send(events(46, 60))).isEqualTo(4);
        assertThat(stream.send(events(50, 60))).isEqualTo(10);
        assertThat(first.texts()).isEqualTo(numbered(0, 50));
        assertThat(second.texts()).isEqualTo(numbered(50, 60));
    }

    @Test
    void one_that_ends_without_that_may_lack_them_and_each_is_sent_again_once() throws IOException {
        first.open = OPEN;
        stream.send(events(0, 50));
        first.ended = true;
        first.unacknowledged = 7;

        assertThat(stream.send(events(46, 60))).isEqualTo(14);
        assertThat(second.texts()).isEqualTo(numbered(0, 60));
    }

    private StreamGelf stream(GraylogSettings with) {
        return new StreamGelf(
                new GelfEncoder(Map.of()),
                new Endpoints(with.endpoints(), System::nanoTime, () -> 0),
                endpoint -> wires.remove(),
                with.delivery(),
                System::nanoTime);
    }

    private static SampleBatch events(int from, int to) {
        return SampleBatch.of(IntStream.range(from, to)
                .mapToObj(number -> SampleEvent.of("event " + number).sequence(number))
                .toArray(SampleEvent[]::new));
    }
}
