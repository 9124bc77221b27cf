package io.logrich.sink.graylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How often the table of connections is looked at. */
class ArrivalLooksTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now;
    private long parked;
    private final ScriptedWire wire = new ScriptedWire();
    private final ArrivalLooks looks = new ArrivalLooks(() -> now, nanos -> {
        parked += nanos;
        now += nanos;
    });

    @Test
    void what_has_arrived_is_known_after_one_look() throws IOException {
        assertThat(looks.awaitArrival(wire, SECOND)).isTrue();
        assertThat(wire.looks).isEqualTo(1);
        assertThat(parked).isLessThan(100_000);
    }

    @Test
    void the_longer_a_look_takes_the_longer_is_the_rest_before_the_next() throws IOException {
        wire.unacknowledged = 5;
        wire.afterLook = () -> {
            now += 1_000_000;
            wire.unacknowledged = wire.looks < 9 ? 5 : 0;
        };

        assertThat(looks.awaitArrival(wire, SECOND)).isTrue();
        assertThat(wire.looks).isEqualTo(10);
        assertThat(parked).isBetween(9 * 15_000_000L, 10 * 15_000_000L);

        assertThat(looks.awaitArrival(wire, 2 * SECOND)).isTrue();
        assertThat(parked).as("also after the last one").isGreaterThanOrEqualTo(10 * 15_000_000L);
    }

    @Test
    void no_rest_is_long() throws IOException {
        wire.afterLook = () -> now += SECOND;
        looks.awaitArrival(wire, SECOND);
        parked = 0;

        looks.awaitArrival(wire, 3 * SECOND);
        assertThat(parked).isLessThanOrEqualTo(50_000_000);
    }

    @Test
    void what_does_not_arrive_is_given_up_in_time_and_what_cannot_be_known_at_once() throws IOException {
        wire.unacknowledged = 5;
        assertThatThrownBy(() -> looks.awaitArrival(wire, SECOND))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("5 bytes in time");
        assertThat(now).isBetween(SECOND, 2 * SECOND);

        wire.unacknowledged = SendQueue.UNKNOWN;
        assertThat(looks.awaitArrival(wire, 2 * SECOND)).isFalse();

        wire.unacknowledged = SendQueue.GONE;
        assertThatThrownBy(() -> looks.awaitArrival(wire, 2 * SECOND))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken");
    }
}
