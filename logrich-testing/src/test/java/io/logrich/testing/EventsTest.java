package io.logrich.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventsTest {
    @Test
    void an_event_is_what_it_was_said_to_be() {
        UUID run = UUID.randomUUID();
        LogEvent event = Events.of("text \ud83d")
                .level(LogLevel.ERROR)
                .at(Events.TIME.plusSeconds(1))
                .logger("a.b")
                .thread("worker")
                .run(run)
                .sequence(7)
                .context("request_id", "r")
                .context("colour", "red")
                .extra("number", new BigDecimal("1.50"))
                .extra("list", List.of(1, true))
                .extra("nothing", null)
                .excInfo("trace")
                .toEvent();
        assertThat(event.message()).isEqualTo("text \ufffd");
        assertThat(event.level()).isEqualTo(LogLevel.ERROR);
        assertThat(event.timestamp()).isEqualTo(Events.TIME.plusSeconds(1));
        assertThat(event.loggerName()).isEqualTo("a.b");
        assertThat(event.threadName()).isEqualTo("worker");
        assertThat(event.runId()).isEqualTo(run);
        assertThat(event.sequence()).isEqualTo(7);
        assertThat(event.context().requestId()).isEqualTo("r");
        assertThat(event.context().extra()).isEqualTo(Map.of("colour", "red"));
        assertThat(event.extra()).containsEntry("number", new BigDecimal("1.50"));
        assertThat(event.extra()).containsEntry("list", List.of(1L, true));
        assertThat(event.extra()).containsEntry("nothing", null);
        assertThat(event.excInfo()).isEqualTo("trace");
        assertThat(event.stackInfo()).isNull();
    }

    @Test
    void a_batch_shows_one_view_of_the_event_asked_for_last() {
        EncodedBatch batch = Events.batch("a", "b", "c");
        assertThat(batch.view(0)).isSameAs(batch.from(1).view(1));
        assertThat(batch.event(2).sequence()).isEqualTo(3);
        assertThat(batch.from(1).event(0).message()).isEqualTo("b");
        assertThat(batch.from(3).size()).isZero();
        assertThatThrownBy(() -> batch.from(1).event(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void an_overwritten_batch_cannot_be_read() {
        EncodedBatch batch = Events.batch("a");
        batch.overwrite();
        assertThatThrownBy(() -> batch.event(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_clock_stands_still_until_it_is_moved() {
        FakeClock clock = new FakeClock(5);
        assertThat(clock.getAsLong()).isEqualTo(5);
        assertThat(clock.advance(Duration.ofMillis(-1)).getAsLong()).isEqualTo(-999_995);
        assertThat(clock.set(3).getAsLong()).isEqualTo(3);
    }
}
