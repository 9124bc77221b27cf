package io.logrich.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.TimeZone;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LocalTimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void changes_the_offset_in_the_second_of_the_transition_in_either_direction() {
        LocalTime time = new LocalTime(TimeZone.getTimeZone(BERLIN));
        long spring = Instant.parse("2026-03-29T01:00:00Z").getEpochSecond();

        assertThat(time.offset(spring - 1)).isEqualTo(3600);
        assertThat(time.offset(spring)).isEqualTo(7200);
        assertThat(time.offset(spring - 1)).as("back again").isEqualTo(3600);
        assertThat(new LocalTime(TimeZone.getTimeZone(BERLIN)).offset(spring))
                .as("asked first")
                .isEqualTo(7200);
    }

    @Test
    void knows_zones_that_never_change() {
        assertThat(new LocalTime(TimeZone.getTimeZone(ZoneId.of("+05:30"))).seconds(0))
                .isEqualTo(19_800);
    }

    @Property
    void agrees_with_the_JDK(
            @ForAll @LongRange(min = 0, max = 9_000_000_000L) long one,
            @ForAll @LongRange(min = -40_000_000L, max = 40_000_000L) long step) {
        LocalTime time = new LocalTime(TimeZone.getTimeZone(BERLIN));

        for (long seconds : new long[] {one, one + step, one}) {
            int expected =
                    BERLIN.getRules().getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
            assertThat(time.offset(seconds)).isEqualTo(expected);
        }
    }

    @Test
    void survives_every_time_an_event_can_carry() {
        LocalTime time = new LocalTime(TimeZone.getTimeZone(BERLIN));

        assertThat(time.seconds(Math.floorDiv(Long.MAX_VALUE, 1_000_000L))).isPositive();
        assertThat(time.seconds(Math.floorDiv(Long.MIN_VALUE, 1_000_000L))).isNegative();
    }
}
